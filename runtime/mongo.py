"""MongoDB as every process opens it: majority and journaled writes, a replica set, documents through Beanie."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pymongo
import structlog
from beanie import Document, init_beanie
from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConfigurationError, InvalidURI, OperationFailure, PyMongoError

from runtime.clock import boottime_s
from runtime.errors import StartError
from runtime.mongo_access import access_options
from runtime.mongo_waiting import mend_waiting
from runtime.schema import check_version
from runtime.settings import ProcessSettings

Row = dict[str, Any]
Database = AsyncDatabase[Row]
Collection = AsyncCollection[Row]

# MongoDB's codes for who we say we are and what we may.
_REFUSALS = {13: "we may not", 18: "wrong name or password"}
_INDEXES_DIFFER = {85, 86}
# All that a server says to who speaks in plain where it wants TLS.
_HUNG_UP = ("connection closed", "connection is already closed", "Connection reset by peer")
LOOK_S = 2.0  # whoever asks for our health waits for 4 s
log = structlog.get_logger()


@asynccontextmanager
async def open_database(
    settings: ProcessSettings, documents: Sequence[type[Document]], *, schema_version: int | None = None
) -> AsyncIterator[Database]:
    """The database, its indexes made; new indexes are added, none is changed or dropped.

    Raises:
        StartError: no primary of a replica set answered within `start_patience_s`, it refuses us, or its data are
            of another version than `schema_version`.
    """
    async with open_plain(settings) as database:
        try:
            if schema_version is not None:
                await check_version(database, schema_version)
            await init_beanie(database=database, document_models=list(documents))
        except OperationFailure as error:
            raise _start_error(error) from error
        yield database


@asynccontextmanager
async def open_plain(settings: ProcessSettings) -> AsyncIterator[Database]:
    """The database as it is.

    Raises:
        StartError: no primary of a replica set answered within `start_patience_s`.
    """
    mend_waiting()
    try:
        client: AsyncMongoClient[Row] = AsyncMongoClient(
            settings.mongodb_uri,
            tz_aware=True,
            # A kill -9 of a mongod loses what was not journaled.
            w="majority",
            journal=True,
            timeoutMS=int(settings.mongodb_timeout_s * 1000),
            serverSelectionTimeoutMS=int(settings.mongodb_timeout_s * 1000),
            **access_options(settings),
        )
    except (InvalidURI, ValueError) as error:
        # The driver's words may quote a part of the password.
        raise StartError("MONGODB_URI is wrong: special characters of a password must be %-escaped") from error
    except (ConfigurationError, ssl.SSLError) as error:
        raise StartError(f"MONGODB_URI is wrong, or a certificate: {error}") from error
    try:
        await _wait_for_primary(client, settings.start_patience_s)
        yield client[settings.mongodb_database]
    finally:
        await client.close()


def collection_of(document: type[Document]) -> Collection:
    """The collection underneath a document, for conditional, projected and bulk operations."""
    return document.get_pymongo_collection()


async def find_problem(database: Database) -> str | None:
    """Why nothing can be read and written now; None where all is well."""
    # The driver knows why it waits, whoever gives up on it does not.
    with pymongo.timeout(LOOK_S):
        try:
            await database.command("ping")
        except PyMongoError as error:
            return f"it cannot be reached: {_in_short(error)}"
        try:
            # One that has no room left, or no majority, answers a ping all the same.
            await database["health"].update_one({"_id": "write"}, {"$currentDate": {"at": True}}, upsert=True)
        except PyMongoError as error:
            return f"it takes no writes: {_in_short(error)}"
    return None


def _in_short(error: Exception) -> str:
    # What follows is the driver's picture of all servers, or the whole answer of one.
    return re.split(r", Timeout:|, full error:| \(configured timeouts:", str(error))[0][:200]


def _start_error(error: OperationFailure) -> StartError:
    if error.code in _REFUSALS:
        why = _REFUSALS[error.code]
        return StartError(f"MongoDB refuses us ({why}): see MONGODB_USERNAME, MONGODB_PASSWORD, MONGODB_PASSWORD_FILE")
    if error.code in _INDEXES_DIFFER:
        return StartError(
            f"an index of the database differs from this version's: run `python -m pipeline migrate`: {error}"
        )
    return StartError(f"cannot prepare MongoDB: {error}")


async def _wait_for_primary(client: AsyncMongoClient[Row], patience_s: float) -> None:
    deadline = boottime_s() + patience_s
    said = ""
    while True:
        problem = await _why_not_ready(client)
        if problem is None:
            return
        if problem.endswith(_HUNG_UP):
            problem += ": does it want TLS? see MONGODB_TLS_CA_FILE"
        if boottime_s() >= deadline:
            raise StartError(f"cannot use MongoDB at MONGODB_URI after {patience_s:.0f} s: {problem}")
        if problem != said:
            log.warning("mongodb.waiting", problem=problem)
        said = problem
        await asyncio.sleep(0.5)


async def _why_not_ready(client: AsyncMongoClient[Row]) -> str | None:
    try:
        async with asyncio.timeout(2):
            hello = await client.admin.command("hello")
    except OperationFailure as error:
        # Waiting would not help.
        raise _start_error(error) from error
    except TimeoutError:
        # The driver goes on trying; what it ran into is in its picture of the servers.
        seen = client.topology_description.server_descriptions().values()
        return next((_in_short(each.error) for each in seen if each.error), "no answer")
    except PyMongoError as error:
        return _in_short(error)
    if "setName" not in hello:
        return "it is not a member of a replica set: start mongod with --replSet and run rs.initiate() once"
    return None if hello.get("isWritablePrimary") else "the replica set has no primary yet"
