"""Real servers for all tests: one embedded mongod and one broker a session, one database a test."""

import os
import secrets
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings

from models.documents.registry import DOCUMENTS
from runtime.mongo import Database, open_database, open_plain
from runtime.settings import ProcessSettings
from sandbox.embedded.any_broker import open_any_broker, wants_apache
from sandbox.embedded.mongod import open_mongod

# The same examples in every run: what fails here fails for everybody. HYPOTHESIS_PROFILE=default draws new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "apache: needs Apache Kafka itself, HEADWAY_TEST_BROKER=apache")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("apache") and not wants_apache():
        pytest.skip("runs on Apache Kafka only: HEADWAY_TEST_BROKER=apache")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def mongodb_uri(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of a replica set of one: your own where MONGODB_URI names one, else an embedded one."""
    if named := os.environ.get("MONGODB_URI"):
        yield named
        return
    # Rows of tests have dates of their own, which may be long past: nothing is to vanish in the middle of a test.
    async with open_mongod(tmp_path_factory.mktemp("mongod"), "--setParameter", "ttlMonitorEnabled=false") as server:
        yield server.uri


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kafka_servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of a broker: your own where KAFKA_BOOTSTRAP_SERVERS names one, else an embedded one."""
    if named := os.environ.get("KAFKA_BOOTSTRAP_SERVERS"):
        yield named
        return
    async with open_any_broker(tmp_path_factory.mktemp("broker")) as server:
        yield server.bootstrap_servers


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def clean_databases(mongodb_uri: str) -> AsyncIterator[list[str]]:
    """Databases with all indexes and no row: to make the indexes takes longer than most tests."""
    names: list[str] = []
    yield names
    async with open_plain(ProcessSettings(mongodb_uri=mongodb_uri, internal_port=0)) as database:
        for name in names:
            await database.client.drop_database(name)


@pytest.fixture
def process_settings(request: pytest.FixtureRequest, mongodb_uri: str, clean_databases: list[str]) -> ProcessSettings:
    """Settings with a database that no other test uses now; it is empty."""
    may_have_indexes = "database" in request.fixturenames
    name = clean_databases.pop() if may_have_indexes and clean_databases else f"test_{secrets.token_hex(6)}"
    return ProcessSettings(mongodb_uri=mongodb_uri, mongodb_database=name, internal_port=0)


@pytest.fixture
async def database(process_settings: ProcessSettings, clean_databases: list[str]) -> AsyncIterator[Database]:
    """A database with all indexes and no row."""
    async with open_database(process_settings, DOCUMENTS) as opened:
        made = await _indexes(opened)
        yield opened
        if await _is_emptied(opened, made):
            clean_databases.append(opened.name)
        else:
            await opened.client.drop_database(opened.name)


async def _indexes(database: Database) -> dict[str, object]:
    """The indexes of each collection."""
    return {name: await database[name].index_information() for name in await database.list_collection_names()}


async def _is_emptied(database: Database, made: Mapping[str, object]) -> bool:
    """Remove what a test wrote; False where its indexes are not those that it began with, or somebody writes still."""
    now = await _indexes(database)
    for name in now:
        await (database[name].delete_many({}) if name in made else database[name].drop())
    late = [name for name in await database.list_collection_names() if await database[name].find_one() is not None]
    return not late and {name: indexes for name, indexes in now.items() if name in made} == made


@pytest.fixture(scope="session")
def real_feeds() -> Path:
    """The folder of recorded feeds."""
    folder = os.environ.get("REAL_FEEDS")
    if not folder:
        pytest.skip("REAL_FEEDS names no folder of recorded feeds")
    return Path(folder)
