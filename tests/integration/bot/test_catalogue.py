"""The bot's directory out of a real database."""

from dataclasses import replace

from bot.commands.command import Named, Wanted
from bot.directory.directory import Directory
from bot.directory.subject import FeedCatalogue, Found, ListedRoute, ListedStation
from bot.stores.catalogue import KeptDirectory
from models.route import Direction, Heading
from models.station import Station, StationKind
from pipeline.static.catalogue_store import CatalogueStore
from pipeline.static.gtfs import RouteDetails, StaticGtfs
from pipeline.static.stops import Place, Stop
from runtime.mongo import Database
from tests.builders import after, make_route

EASTBOUND = Direction(0, "EAST - 504 KING", Heading.EASTBOUND)
BACK = Direction(1, "504 KING")
WILSON = Station("ttc/station/wilson", "ttc", "13840", "Wilson Station")
BAY = Station("ttc/stop/4001", "ttc", "88", "King St at Bay St", StationKind.STOP, (("fr", "King et Bay"),))
STATIC = StaticGtfs(
    "v1",
    "TTC",
    "America/Montreal",
    (make_route("504", "King"), make_route("501", "Queen")),
    details={"504": RouteDetails(("King streetcar",), (EASTBOUND, BACK))},
    places=(Place(WILSON, (Stop("13840", "13840", route_ids=("96",)),)), Place(BAY, (Stop("88", "4001"),))),
)


async def put_in_force(static: StaticGtfs) -> None:
    await CatalogueStore().import_static("ttc", static, agency="TTC", zone=static.zone, now=after())


async def kept(database: Database) -> KeptDirectory:
    directory = KeptDirectory(database)
    await directory.refresh()
    return directory


def found(directory: Directory, name: str, named: Named = Named.ANYTHING) -> list[str]:
    return [each.subject.label for each in directory.resolve(Wanted(name, named)) if isinstance(each, Found)]


async def test_routes_stations_and_stops_are_read(database: Database) -> None:
    await put_in_force(STATIC)
    directory = await kept(database)

    assert directory.current.feeds["ttc"] == FeedCatalogue(
        "ttc",
        "TTC",
        (
            ListedRoute(make_route("504", "King"), ("King streetcar",), (EASTBOUND, BACK)),
            ListedRoute(make_route("501", "Queen")),
        ),
        (ListedStation(WILSON, ("13840",), ("96",)), ListedStation(BAY, ("4001",))),
        "America/Montreal",
    )


async def test_before_any_import_the_directory_is_empty(database: Database) -> None:
    directory = await kept(database)

    assert directory.current.is_empty


async def test_a_new_import_is_seen_without_a_restart(database: Database) -> None:
    await put_in_force(STATIC)
    directory = await kept(database)
    await put_in_force(
        replace(
            STATIC, version="v2", routes=(*STATIC.routes, make_route("599", "Waterfront")), places=STATIC.places[:1]
        )
    )
    before = found(directory.current, "599")
    await directory.refresh()

    assert (before, found(directory.current, "599")) == ([], ["599 Waterfront"])
    assert found(directory.current, "4001", Named.STOP) == []


async def test_an_import_in_force_is_not_read_again(database: Database) -> None:
    await put_in_force(STATIC)
    directory = await kept(database)
    current = directory.current
    await directory.refresh()

    assert directory.current is current


async def test_routes_of_an_earlier_import_lack_what_came_later(database: Database) -> None:
    await put_in_force(STATIC)
    await database["routes"].update_many({}, {"$unset": {"aliases": "", "directions": "", "names": ""}})
    directory = await kept(database)

    assert found(directory.current, "king streetcar") == ["504 King"]


async def test_the_feeds_freshness_is_known(database: Database) -> None:
    good_at = after()
    await database["feed_states"].insert_one({"_id": "ttc", "memory": {"good_at": good_at}})
    directory = await kept(database)

    assert directory.fresh_at == {"ttc": good_at}
