"""MongoDB as every process opens it: majority and journaled writes, a replica set, documents through Beanie."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import structlog
from beanie import Document, init_beanie
from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConfigurationError, InvalidURI, PyMongoError

from runtime.clock import boottime_s
from runtime.errors import StartError
from runtime.settings import ProcessSettings

Row = dict[str, Any]
Database = AsyncDatabase[Row]
Collection = AsyncCollection[Row]

log = structlog.get_logger()


@asynccontextmanager
async def open_database(settings: ProcessSettings, documents: Sequence[type[Document]]) -> AsyncIterator[Database]:
    """The database, its indexes made.

    Raises:
        StartError: no primary of a replica set answered within `start_patience_s`.
    """
    try:
        client: AsyncMongoClient[Row] = AsyncMongoClient(
            settings.mongodb_uri,
            tz_aware=True,
            # A kill -9 of a mongod loses what was not journaled.
            w="majority",
            journal=True,
            timeoutMS=int(settings.mongodb_timeout_s * 1000),
            serverSelectionTimeoutMS=int(settings.mongodb_timeout_s * 1000),
        )
    except (InvalidURI, ConfigurationError) as error:
        raise StartError(f"MONGODB_URI is wrong: {error}") from error
    try:
        await _wait_for_primary(client, settings.start_patience_s)
        database = client[settings.mongodb_database]
        await init_beanie(database=database, document_models=list(documents))
        yield database
    finally:
        await client.close()


def collection_of(document: type[Document]) -> Collection:
    """The collection underneath a document, for conditional, projected and bulk operations."""
    return document.get_pymongo_collection()


async def is_reachable(database: Database) -> bool:
    try:
        await database.command("ping")
    except PyMongoError:
        return False
    return True


async def _wait_for_primary(client: AsyncMongoClient[Row], patience_s: float) -> None:
    deadline = boottime_s() + patience_s
    while True:
        problem = await _why_not_ready(client)
        if problem is None:
            return
        if boottime_s() >= deadline:
            raise StartError(f"cannot use MongoDB at MONGODB_URI after {patience_s:.0f} s: {problem}")
        log.warning("mongodb.waiting", problem=problem)
        await asyncio.sleep(0.5)


async def _why_not_ready(client: AsyncMongoClient[Row]) -> str | None:
    try:
        async with asyncio.timeout(2):
            hello = await client.admin.command("hello")
    except (PyMongoError, TimeoutError) as error:
        return str(error).split(", Timeout:")[0] or "no answer"
    if "setName" not in hello:
        return "it is not a member of a replica set: start mongod with --replSet and run rs.initiate() once"
    return None if hello.get("isWritablePrimary") else "the replica set has no primary yet"
