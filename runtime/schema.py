"""The version of the stored data: what a process may work on, and how it is brought up to date."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from pymongo import ReturnDocument
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from runtime.errors import StartError

COLLECTION, KEY = "schema", "headway"
FIRST = 1  # what a database holds that was filled before versions were written down

Row = dict[str, Any]
Database = AsyncDatabase[Row]
# Brings data from one version to the next; repeatable, because a crash in its middle repeats it.
Migration = Callable[[Database], Awaitable[None]]
log = structlog.get_logger()


async def check_version(database: Database, ours: int) -> None:
    """Let a process start only on data of its own version; an empty database becomes one.

    Raises:
        StartError: the data are newer, or older.
    """
    found = await find_version(database)
    if found is None:
        found = FIRST if await database.list_collection_names() else ours
        found = await _write_first(database, found)
    if found > ours:
        raise StartError(
            f"the database {database.name} holds data of version {found}, this program knows {ours} at most: "
            "start the newer program, or restore a backup"
        )
    if found < ours:
        raise StartError(
            f"the database {database.name} holds data of version {found}, this program needs {ours}: "
            "stop all processes, make a backup, run `python -m pipeline migrate` once"
        )


async def find_version(database: Database) -> int | None:
    row = await _rows(database).find_one({"_id": KEY}, {"version": True})
    return row.get("version") if row else None


async def migrate(database: Database, migrations: Sequence[Migration], *, epoch: int) -> int:
    """Take every step that is still ahead, in order; the version now. `epoch` is that of the lease on the version.

    Raises:
        StartError: the data are newer than the last step, or somebody else has taken over meanwhile.
    """
    rows = _rows(database)
    await rows.update_one({"_id": KEY, "version": None}, {"$set": {"version": FIRST}})
    version = await find_version(database) or FIRST
    if version > FIRST + len(migrations):
        raise StartError(f"the database {database.name} holds data of version {version}: a newer program has been here")
    for step in migrations[version - FIRST :]:
        await step(database)
        moved = await rows.update_one(
            {"_id": KEY, "version": version, "epoch": epoch}, {"$set": {"version": version + 1}}
        )
        if not moved.modified_count:
            raise StartError("another process has taken the migration over")
        version += 1
        log.info("schema.migrated", version=version)
    return version


async def _write_first(database: Database, version: int) -> int:
    # Several processes start at once: what the first of them wrote stays.
    row = await _rows(database).find_one_and_update(
        {"_id": KEY},
        [{"$set": {"version": {"$ifNull": ["$version", version]}}}],
        upsert=True,
        return_document=ReturnDocument.AFTER,
    )
    return int(row["version"]) if row else version


def _rows(database: Database) -> AsyncCollection[Row]:
    return database[COLLECTION]
