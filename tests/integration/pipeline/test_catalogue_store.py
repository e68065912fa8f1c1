"""The catalogue in a real database."""

from dataclasses import replace

from models.documents.route import RouteDocument
from pipeline.catalogue_store import CatalogueStore
from pipeline.static_gtfs import StaticGtfs
from runtime.mongo import Database, collection_of
from tests.builders import NOON, make_catalogue, make_route

STATIC = StaticGtfs("v1", "TTC", "America/Toronto", (make_route("501", "Queen"), make_route("504", "King")))


async def put_in_force(static: StaticGtfs, feed: str = "ttc") -> bool:
    return await CatalogueStore().import_static(feed, static, agency="TTC", zone="America/Toronto", now=NOON)


async def test_an_import_is_read_back(database: Database) -> None:
    await put_in_force(STATIC)

    assert await CatalogueStore().find("ttc") == make_catalogue()


async def test_a_feed_without_import_has_no_catalogue(database: Database) -> None:
    assert await CatalogueStore().find("ttc") is None


async def test_an_unchanged_edition_is_not_written_again(database: Database) -> None:
    assert [await put_in_force(STATIC), await put_in_force(STATIC)] == [True, False]


async def test_a_new_edition_replaces_the_old_one_of_its_feed_alone(database: Database) -> None:
    other = replace(STATIC, routes=(make_route("10", feed="miway"),))
    await put_in_force(other, "miway")
    await put_in_force(STATIC)
    await put_in_force(replace(STATIC, version="v2", routes=(make_route("503"),)))

    rows = [(row["feed"], row["short_name"]) async for row in collection_of(RouteDocument).find({}, sort=[("feed", 1)])]
    assert rows == [("miway", "10"), ("ttc", "503")]
    found = await CatalogueStore().find("ttc")
    assert found is not None
    assert list(found.routes) == ["503"]
