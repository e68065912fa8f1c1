"""The catalogue in a real database."""

import asyncio
from dataclasses import replace

import pytest

from models.documents.catalogue import Catalogue as CatalogueDocument
from models.documents.route import RouteDocument
from models.documents.station import StationDocument
from models.documents.trips import TripsDocument
from models.route import Direction, Heading, Withdrawn
from models.station import Station, StationKind
from pipeline.static.catalogue import ServedStop, Trip
from pipeline.static.catalogue_store import CatalogueStore, Imported
from pipeline.static.gtfs import RouteDetails, StaticGtfs
from pipeline.static.import_turn import open_turn
from pipeline.static.stops import Place, Stop
from pipeline.static.trips import TripGroup
from runtime.mongo import Database, collection_of
from tests.builders import after, make_catalogue, make_route

STATIC = StaticGtfs("v1", "TTC", "America/Toronto", (make_route("501", "Queen"), make_route("504", "King")))
WILSON = Station("ttc/station/wilson", "ttc", "13840", "Wilson Station")
BAY = Station("ttc/stop/4001", "ttc", "88", "King St at Bay St", StationKind.STOP, (("fr", "King et Bay"),))
WHOLE = replace(
    STATIC,
    details={"504": RouteDetails(("King", "504A"), (Direction(0, "EAST - 504 KING", Heading.EASTBOUND),))},
    places=(
        Place(
            WILSON, (Stop("13840", "13840", "Northbound", "N", 1, ("501",)), Stop("e1"), Stop("b1", route_ids=("504",)))
        ),
        Place(BAY, (Stop("88", "4001", route_ids=("504",)),)),
    ),
    trips=(TripGroup("504", 0, tuple(f"t{each}" for each in range(900))), TripGroup("501", None, ("x",))),
)


async def put_in_force(static: StaticGtfs, feed: str = "ttc", *, seconds: float = 0) -> Imported:
    return await CatalogueStore().import_static(
        feed, static, agency="TTC", zone="America/Toronto", now=after(seconds=seconds)
    )


async def test_an_import_is_read_back(database: Database) -> None:
    await put_in_force(STATIC)

    assert await CatalogueStore().find("ttc") == make_catalogue()


async def test_a_feed_without_import_has_no_catalogue(database: Database) -> None:
    assert await CatalogueStore().find("ttc") is None


async def test_every_stop_leads_to_its_place_and_routes(database: Database) -> None:
    await put_in_force(WHOLE)

    found = await CatalogueStore().find("ttc")
    assert found is not None
    assert found.stops == {
        "13840": ServedStop(WILSON, ("501",)),
        "e1": ServedStop(WILSON, ("501", "504")),
        "b1": ServedStop(WILSON, ("504",)),
        "88": ServedStop(BAY, ("504",)),
    }


async def test_the_documents_hold_what_a_directory_needs(database: Database) -> None:
    await put_in_force(WHOLE)

    route = await collection_of(RouteDocument).find_one({"route_id": "504"}) or {}
    place = await collection_of(StationDocument).find_one({"target": "ttc/station/wilson"}) or {}
    assert (route["aliases"], route["directions"]) == (
        ["King", "504A"],
        [{"direction_id": 0, "headsign": "EAST - 504 KING", "heading": "eastbound"}],
    )
    assert (place["stop_codes"], place["route_ids"]) == (["13840"], ["501", "504"])
    assert (place["stops"][0]["platform_code"], place["stops"][0]["wheelchair_boarding"]) == ("N", 1)
    assert (await RouteDocument.get(route["_id"]), await StationDocument.get(place["_id"])) != (None, None)


async def test_trips_are_found_by_id(database: Database) -> None:
    await put_in_force(WHOLE)

    found = await CatalogueStore().find_trips("ttc", "v1", ["t0", "t899", "x", "nobody's"])
    assert found == {"t0": Trip("504", 0), "t899": Trip("504", 0), "x": Trip("501")}
    assert await collection_of(TripsDocument).count_documents({}) == 5
    assert await CatalogueStore().find_trips("ttc", "v0", ["t0"]) == {}


async def test_an_unchanged_edition_is_not_written_again(database: Database) -> None:
    assert [await put_in_force(STATIC), await put_in_force(STATIC)] == [Imported(is_new=True), Imported(is_new=False)]


async def test_a_new_edition_replaces_the_old_one_of_its_feed_alone(database: Database) -> None:
    other = replace(STATIC, routes=(make_route("10", feed="miway"),))
    await put_in_force(other, "miway")
    await put_in_force(WHOLE)
    smaller = replace(STATIC, version="v2", routes=(make_route("503"),))
    # So small that it may be half of one: believed when it is seen again.
    assert [(await put_in_force(smaller)).is_doubted for _ in range(2)] == [True, False]

    rows = [(row["feed"], row["short_name"]) async for row in collection_of(RouteDocument).find({}, sort=[("feed", 1)])]
    assert rows == [("miway", "10"), ("ttc", "503")]
    found = await CatalogueStore().find("ttc")
    assert found is not None
    assert (list(found.routes), dict(found.stops)) == (["503"], {})
    assert await collection_of(TripsDocument).count_documents({}) == 0


async def test_an_edition_that_lacks_most_leaves_the_old_one_in_force_at_first(database: Database) -> None:
    await put_in_force(WHOLE)
    half = replace(WHOLE, version="v2", places=())
    first = await put_in_force(half)
    before = await CatalogueStore().find_version("ttc")
    again = await put_in_force(WHOLE)
    second = await put_in_force(half)

    assert (first.is_doubted, before, again.is_new, second.is_new) == (True, WHOLE.version, False, True)


async def test_an_import_that_breaks_off_leaves_the_old_edition_in_force(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put_in_force(WHOLE)
    renumbered = replace(WHOLE, version="v2", routes=(make_route("504", "King", route_id="9504"),))
    store = CatalogueStore()
    await store._write("ttc", replace(renumbered, trips=()))

    found = await CatalogueStore().find("ttc")
    assert found is not None
    assert (found.version, list(found.routes), len(found.stops)) == ("v1", ["501", "504"], 4)
    assert await CatalogueStore().find_trips("ttc", "v1", ["x"]) == {"x": Trip("501")}

    # The next attempt finds half of its own work there.
    await put_in_force(renumbered)
    assert await collection_of(RouteDocument).count_documents({}) == 1
    assert await CatalogueStore().find_trips("ttc", "v2", ["x"]) == {"x": Trip("501")}


async def test_a_target_survives_an_edition_that_renumbers_everything(database: Database) -> None:
    await put_in_force(STATIC)
    renumbered = tuple(replace(each, route_id=f"9{each.route_id}") for each in STATIC.routes)
    imported = await put_in_force(replace(STATIC, version="v2", routes=renumbered))

    found = await CatalogueStore().find("ttc")
    assert found is not None
    assert {each.route_id: each.target for each in found.routes.values()} == {
        "9501": "ttc/route/501",
        "9504": "ttc/route/504",
    }
    assert imported.withdrawn == ()


async def test_a_withdrawn_route_is_reported_once_and_kept_until_it_is_back(database: Database) -> None:
    both = STATIC.routes
    editions = [both, both[:1], both[:1], both]
    imported, kept = [], []
    for number, routes in enumerate(editions):
        static = replace(STATIC, version=f"v{number}", routes=routes)
        imported.append((await put_in_force(static, seconds=number)).withdrawn)
        row = await collection_of(CatalogueDocument).find_one({"_id": "ttc"}) or {}
        kept.append(row["withdrawn"])

    gone = Withdrawn("ttc/route/504", "504 King", after(seconds=1))
    assert imported == [(), (gone,), (), ()]
    row = {"target": gone.target, "label": gone.label, "at": gone.at}
    assert kept == [[], [row], [row], []]


async def test_two_processes_import_the_same_edition_without_harm(database: Database) -> None:
    await put_in_force(STATIC)
    await asyncio.gather(*(put_in_force(replace(WHOLE, version="v2")) for _ in range(4)))

    found = await CatalogueStore().find("ttc")
    assert found is not None
    assert (found.version, len(found.routes), len(found.stops)) == ("v2", 2, 4)
    assert len(await CatalogueStore().find_trips("ttc", "v2", [f"t{each}" for each in range(900)])) == 900


async def test_one_process_at_a_time_has_the_turn(database: Database) -> None:
    order: list[str] = []

    async def work(name: str) -> None:
        async with open_turn("ttc"):
            order.append(f"{name} begins")
            await asyncio.sleep(0.05)
            order.append(f"{name} ends")

    await asyncio.gather(work("one"), work("two"))
    assert order in (
        ["one begins", "one ends", "two begins", "two ends"],
        ["two begins", "two ends", "one begins", "one ends"],
    )


async def test_the_turn_is_kept_for_longer_than_the_lease(database: Database) -> None:
    async with open_turn("ttc", lease_s=0.3) as mine:
        await asyncio.sleep(0.7)
        assert mine.is_held
