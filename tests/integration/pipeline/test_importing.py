"""Static GTFS on its way from a folder, a zip or a URL into a real database."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from benchmarks.large_gtfs import Size, write_large_gtfs
from models.documents.route import RouteDocument
from pipeline.reading.feeds import FeedConfig
from pipeline.static.catalogue import Catalogue, Trip
from pipeline.static.catalogue_store import CatalogueStore
from pipeline.static.elsewhere import Bounds, read_elsewhere
from pipeline.static.importing import AT_ONCE, StaticReader, import_catalogue
from runtime.errors import StartError
from runtime.mongo import Database, collection_of
from tests.builders import NOON

SAMPLE = Path("sandbox/sample/gtfs")
URL = "https://transit.example/gtfs.zip"
ROUTES = "route_id,route_short_name,route_long_name,route_type\n1,504,King,0\n"
AGENCY = "agency_id,agency_name,agency_timezone\n1,TTC,America/Toronto\n"


def zipped(routes: str = ROUTES) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("routes.txt", routes)
        archive.writestr("agency.txt", AGENCY)
    return content.getvalue()


@asynccontextmanager
async def open_reader(answer: httpx.Response | None, most_unpacked: int) -> AsyncIterator[StaticReader]:
    transport = httpx.MockTransport(lambda _: answer or httpx.Response(503))
    async with httpx.AsyncClient(transport=transport) as client:
        yield StaticReader(client, timeout_s=5, most_bytes=10**7, bounds=Bounds(most_unpacked))


async def run_import(
    static_gtfs: str | Path = URL, answer: httpx.Response | None = None, *, most_unpacked: int = 10**9
) -> Catalogue:
    feed = FeedConfig(id="ttc", alert_url="https://transit.example/alerts", static_gtfs=str(static_gtfs))
    async with open_reader(answer, most_unpacked) as reader:
        await import_catalogue(feed, reader, CatalogueStore(), NOON)
    found = await CatalogueStore().find("ttc")
    assert found is not None
    return found


async def test_the_next_morning_too_only_a_few_editions_are_read_at_the_same_time() -> None:
    open_now: list[int] = [0]

    async def read(reader: StaticReader, number: int) -> None:
        feed = FeedConfig(id=f"feed-{number}", alert_url=URL, static_gtfs=str(SAMPLE))
        async with reader.open(feed):
            open_now.append(open_now[-1] + 1)
            await asyncio.sleep(0.01)
            open_now.append(open_now[-1] - 1)

    async with open_reader(None, 10**9) as reader, asyncio.TaskGroup() as group:
        for number in range(3 * AT_ONCE):
            group.create_task(read(reader, number))

    assert max(open_now) == AT_ONCE


async def test_addresses_that_hang_hold_up_nobody_else() -> None:
    async def answer(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    def feed(number: int, place: str) -> FeedConfig:
        return FeedConfig(id=f"feed-{number}", alert_url=URL, static_gtfs=place)

    async def wait_for_ever(reader: StaticReader, number: int) -> None:
        async with reader.open(feed(number, URL)):
            pass

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        reader = StaticReader(client, timeout_s=60, most_bytes=1)
        hanging = [asyncio.create_task(wait_for_ever(reader, number)) for number in range(2 * AT_ONCE)]
        await asyncio.sleep(0.01)
        async with asyncio.timeout(1), reader.open(feed(99, str(SAMPLE))) as place:
            assert place == SAMPLE
        for each in hanging:
            each.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)


async def test_the_sample_has_stations_routes_and_trips(database: Database) -> None:
    found = await run_import(SAMPLE)

    broadview, bloor = found.stops["13749"], found.stops["160"]
    assert (broadview.station.target, broadview.route_ids) == ("ttc/station/broadview", ("2",))
    assert bloor.station.target == "ttc/stop/3214"
    assert (found.agency, found.zone, found.routes["504"].label) == ("TTC", "America/Toronto", "504 King")
    assert await CatalogueStore().find_trips("ttc", found.version, ["504-1"]) == {"504-1": Trip("504", 1)}


async def test_a_zip_behind_a_url_is_imported(database: Database) -> None:
    found = await run_import(answer=httpx.Response(200, content=zipped()))

    assert list(found.routes) == ["1"]


async def test_what_is_in_force_stays_while_the_url_does_not_answer(database: Database) -> None:
    before = await run_import(answer=httpx.Response(200, content=zipped()))

    assert await run_import() == before


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"<html>", r"cannot read the static GTFS .* \(from https://transit.example/gtfs.zip\)", id="HTML"),
        pytest.param(zipped("id\n1\n"), r"has no routes.txt with a route_id \(from https", id="no routes"),
    ],
)
async def test_what_is_no_static_gtfs_is_refused_by_its_address(
    database: Database, content: bytes, problem: str
) -> None:
    with pytest.raises(StartError, match=problem):
        await run_import(answer=httpx.Response(200, content=content))


async def test_a_url_that_never_answered_keeps_the_process_from_starting(database: Database) -> None:
    with pytest.raises(StartError, match=r"feed ttc: no static GTFS from https://transit\.example/gtfs\.zip: status"):
        await run_import()


async def test_a_file_beyond_the_bound_is_refused(database: Database) -> None:
    with pytest.raises(StartError, match="STATIC_MOST_UNPACKED_BYTES"):
        await run_import(SAMPLE, most_unpacked=100)


async def test_several_processes_start_on_one_new_edition(database: Database) -> None:
    found = await asyncio.gather(*(run_import(SAMPLE) for _ in range(3)))

    assert found[0] == found[1] == found[2]
    assert await collection_of(RouteDocument).count_documents({}) == 12


async def test_a_reading_that_is_given_up_leaves_no_process_behind(tmp_path: Path) -> None:
    file = tmp_path / "large.zip"
    write_large_gtfs(file, Size(trips=10_000))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await read_elsewhere("big", file, Bounds())

    assert not [each for each in Path("/proc").glob("[0-9]*/cmdline") if str(file) in words_of(each)]


async def test_the_event_loop_goes_on_while_a_large_edition_is_imported(database: Database, tmp_path: Path) -> None:
    """A tenth of the TTC; the whole is timed by benchmarks/static_import.py."""
    file = tmp_path / "large.zip"
    rows = write_large_gtfs(file, Size(routes=100, stops=1_000, trips=13_000))
    gaps: list[float] = []
    watching = asyncio.create_task(watch(gaps))
    loop = asyncio.get_running_loop()
    started = loop.time()
    found = await run_import(file)
    took = loop.time() - started
    watching.cancel()

    assert (rows > 400_000, len(found.routes), len(found.stops)) == (True, 100, 1_000)
    assert found.stops["80"].station.target == "ttc/station/place 10"
    # A hundredth of the time would be enough; a lease is renewed every three seconds.
    assert took < 30
    assert max(gaps) < 2


async def watch(gaps: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.02)
        gaps.append(loop.time() - before)


def words_of(cmdline: Path) -> str:
    try:
        return cmdline.read_text(errors="replace")
    except OSError:  # it has just ended
        return ""
