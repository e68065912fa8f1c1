"""A process works only on data of its own version; one process at a time brings them there."""

import asyncio
from collections.abc import Sequence

import pytest
import pytest_asyncio

from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from pipeline import migrating
from pipeline.settings import PipelineSettings
from runtime.errors import StartError
from runtime.lease import Lease
from runtime.mongo import Database, open_database
from runtime.process import Stop
from runtime.schema import COLLECTION, KEY, Migration, check_version, find_version, migrate
from runtime.settings import ProcessSettings


async def add_wish(database: Database) -> None:
    await database.subscribers.update_many({}, {"$set": {"wish": "quiet"}})


async def rename_wish(database: Database) -> None:
    await database.subscribers.update_many({}, {"$rename": {"wish": "wishes"}})


STEPS: Sequence[Migration] = (add_wish, rename_wish)


async def lease_on(database: Database, holder: str) -> Lease:
    lease = Lease(database[COLLECTION], KEY, holder=holder, ttl_s=10)
    await lease.acquire()
    return lease


async def test_an_empty_database_is_of_the_programs_version(database: Database) -> None:
    await database.client.drop_database(database.name)

    await asyncio.gather(*(check_version(database, 3) for _ in range(5)))

    assert await find_version(database) == 3


async def test_data_without_a_version_are_of_the_first(database: Database) -> None:
    await database.subscribers.insert_one({"_id": "rider"})

    await check_version(database, 1)

    assert await find_version(database) == 1


async def test_a_process_refuses_newer_data_in_one_line(process_settings: ProcessSettings, database: Database) -> None:
    await database[COLLECTION].insert_one({"_id": KEY, "version": SCHEMA_VERSION + 1})

    with pytest.raises(StartError, match=f"data of version {SCHEMA_VERSION + 1}, this program knows {SCHEMA_VERSION}"):
        async with open_database(process_settings, DOCUMENTS, schema_version=SCHEMA_VERSION):
            pass


async def test_a_process_that_needs_newer_data_names_the_command(database: Database) -> None:
    await check_version(database, 1)

    with pytest.raises(StartError, match="python -m pipeline migrate"):
        await check_version(database, 2)


async def test_every_step_that_is_ahead_is_taken_once(database: Database) -> None:
    await database.subscribers.insert_one({"_id": "rider"})
    lease = await lease_on(database, "one")

    versions = [await migrate(database, STEPS, epoch=lease.epoch) for _ in range(2)]

    rider = await database.subscribers.find_one({"_id": "rider"})
    assert (versions, rider) == ([3, 3], {"_id": "rider", "wishes": "quiet"})


async def test_who_has_lost_the_lease_writes_no_version(database: Database) -> None:
    stale = await lease_on(database, "stale")
    await stale.release()
    await lease_on(database, "other")

    with pytest.raises(StartError, match="another process"):
        await migrate(database, STEPS, epoch=stale.epoch)

    assert await find_version(database) == 1


async def test_newer_data_are_not_migrated(database: Database) -> None:
    await database[COLLECTION].insert_one({"_id": KEY, "version": 9})

    with pytest.raises(StartError, match="a newer program has been here"):
        await migrate(database, STEPS, epoch=0)


@pytest_asyncio.fixture
async def pipeline_settings(process_settings: ProcessSettings) -> PipelineSettings:
    return PipelineSettings(**process_settings.model_dump(), kafka_bootstrap_servers="127.0.0.1:1")


async def test_the_command_says_what_it_came_to(
    pipeline_settings: PipelineSettings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrating.migrate_database(pipeline_settings, Stop())

    assert capsys.readouterr().out.endswith(f"holds data of version {SCHEMA_VERSION}\n")


async def test_the_command_gives_way_to_one_that_is_at_it(
    pipeline_settings: PipelineSettings, database: Database
) -> None:
    await lease_on(database, "other")

    with pytest.raises(StartError, match="another process is migrating"):
        await migrating.migrate_database(pipeline_settings, Stop())
