"""Riders of a withdrawn route hear of it once, on a real database."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from models.route import Route, route_target
from models.wording_files import load_wordings
from pipeline.static.catalogue_store import CatalogueStore
from pipeline.static.daytime import Daytime
from pipeline.static.gtfs import StaticGtfs
from pipeline.static.telling_withdrawn import WithdrawnNotes
from runtime.mongo import Database, Row
from tests.builders import NOON, make_route

SENDER = "+14165550199"
ROUTES = tuple(make_route(number, name) for number, name in (("501", "Queen"), ("504", "King"), ("510", "Spadina")))
WITHOUT_KING = tuple(each for each in ROUTES if each.short_name != "504")
KING, QUEEN = route_target("ttc", "504"), route_target("ttc", "501")


def rider(number: int, *targets: str, status: str = "active", sender: str = SENDER, language: str = "en") -> Row:
    return {
        "_id": f"r{number}",
        "phone": f"+1416555{number:04d}",
        "sender": sender,
        "status": status,
        "language": language,
        "subscriptions": [{"target": each} for each in targets],
    }


async def put_in_force(version: str, routes: tuple[Route, ...], *, days: int = 0) -> None:
    static = StaticGtfs(version, "TTC", "America/Toronto", routes)
    now = NOON + timedelta(days=days)
    await CatalogueStore().import_static("ttc", static, agency="TTC", zone="America/Toronto", now=now)


def notes() -> WithdrawnNotes:
    return WithdrawnNotes(load_wordings(), Daytime(per_minute=60))


async def told(database: Database) -> list[tuple[str, str]]:
    rows = await database["deliveries"].find({"slot": "withdrawn"}).sort("subscriber").to_list()
    return [(row["subscriber"], row["sender"]) for row in rows]


@pytest.fixture
async def dropped(database: Database) -> Database:
    """A new edition without 504 King, of which nobody was told yet."""
    await database["subscribers"].insert_many(
        [
            rider(1, KING, QUEEN),
            rider(2, QUEEN),
            rider(3, KING, status="stopped"),
            rider(4, KING, sender="+14165550777"),
        ]
    )
    await put_in_force("v1", ROUTES)
    await put_in_force("v2", WITHOUT_KING, days=1)
    return database


async def test_every_active_rider_of_the_route_is_told_by_the_sender_they_texted(dropped: Database) -> None:
    assert await notes().tell("ttc", NOON) == 2
    assert await told(dropped) == [("r1", SENDER), ("r4", "+14165550777")]


async def test_the_text_is_one_for_the_dispatcher(dropped: Database) -> None:
    await notes().tell("ttc", NOON)
    row = await dropped["deliveries"].find_one({"subscriber": "r1"})

    assert row is not None
    assert row["body"] == ("TTC no longer lists 504 King. You get no alerts for it until it is back. LIST shows yours.")
    assert (row["state"], row["kind"], row["occasion"], row["segments"]) == ("held", "note", f"v2/{KING}", 1)
    assert row["useful_until"] - row["not_before"] == timedelta(days=1)


async def test_nobody_is_told_twice(dropped: Database) -> None:
    again = await dropped["catalogues"].find_one({"_id": "ttc"})
    await notes().tell("ttc", NOON)
    second = await notes().tell("ttc", NOON)
    # As after a crash just before the end.
    assert again is not None
    await dropped["catalogues"].update_one({"_id": "ttc"}, {"$set": {"untold": again["untold"]}})

    assert (second, await notes().tell("ttc", NOON)) == (0, 0)
    assert len(await told(dropped)) == 2


async def test_a_pipeline_that_died_over_it_is_finished_after_another_import(dropped: Database) -> None:
    await put_in_force("v3", (*WITHOUT_KING, make_route("511", "Bathurst")), days=2)

    assert await notes().tell("ttc", NOON) == 2
    assert {row["occasion"] async for row in dropped["deliveries"].find({})} == {f"v2/{KING}"}


async def test_nobody_is_told_of_a_route_that_was_back_before(dropped: Database) -> None:
    await put_in_force("v3", ROUTES, days=2)

    assert await notes().tell("ttc", NOON) == 0


async def test_a_route_withdrawn_again_is_told_again(dropped: Database) -> None:
    await notes().tell("ttc", NOON)
    await put_in_force("v3", ROUTES, days=2)
    await put_in_force("v4", WITHOUT_KING, days=3)

    assert await notes().tell("ttc", NOON) == 2


async def test_a_doubtful_edition_tells_nobody_before_it_is_put_in_force(dropped: Database) -> None:
    await notes().tell("ttc", NOON)
    await put_in_force("v3", (), days=2)
    doubted = await notes().tell("ttc", NOON)
    await put_in_force("v3", (), days=3)

    # Riders of 501 Queen.
    assert (doubted, await notes().tell("ttc", NOON)) == (0, 2)


async def test_ten_thousand_riders_are_told_in_order_of_the_minutes(database: Database) -> None:
    await database["subscribers"].insert_many([rider(number, KING) for number in range(10_000)])
    await put_in_force("v1", ROUTES)
    await put_in_force("v2", WITHOUT_KING, days=1)

    assert await notes().tell("ttc", NOON) == 10_000
    assert len(await database["deliveries"].distinct("not_before")) == 10_000


async def test_riders_of_a_route_are_found_by_an_index(dropped: Database) -> None:
    asked = {"subscriptions.target": KING, "status": "active"}
    explained = await dropped.command(
        {"explain": {"find": "subscribers", "filter": asked}, "verbosity": "executionStats"}
    )

    assert explained["executionStats"]["totalDocsExamined"] == 2


async def test_whoever_speaks_a_language_without_words_reads_english(dropped: Database) -> None:
    await dropped["subscribers"].update_one({"_id": "r1"}, {"$set": {"language": "xx"}})
    await notes().tell("ttc", NOON)

    assert len(await dropped["deliveries"].distinct("body")) == 1


async def test_nobody_is_told_in_their_quiet_hours_or_in_a_pause(dropped: Database) -> None:
    riders = dropped["subscribers"]
    quiet = {"start_minute": 9 * 60, "end_minute": 13 * 60, "except_major": True}
    pause_ends = NOON + timedelta(days=2)
    await riders.update_one({"_id": "r1"}, {"$set": {"quiet": quiet}})
    await riders.update_one({"_id": "r4"}, {"$set": {"paused_until": pause_ends}})
    await riders.insert_one(rider(5, KING) | {"quiet": {"start_minute": 0, "end_minute": 1440, "except_major": False}})
    await notes().tell("ttc", NOON)

    rows = await dropped["deliveries"].find({"slot": "withdrawn"}).sort("subscriber").to_list()
    at_one = NOON.astimezone(ZoneInfo("America/Toronto")).replace(hour=13, minute=0)
    assert [(row["subscriber"], row["not_before"]) for row in rows] == [("r1", at_one), ("r4", pause_ends)]
