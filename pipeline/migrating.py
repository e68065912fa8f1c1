"""`python -m pipeline migrate`: brings the stored data up to this program's version, one process at a time."""

import asyncio
import os
import secrets
import socket
import sys

from models.documents.versions import MIGRATIONS
from pipeline.settings import PipelineSettings
from runtime.errors import StartError
from runtime.lease import Lease
from runtime.mongo import Database, open_plain
from runtime.process import Stop
from runtime.schema import COLLECTION, KEY, migrate

LEASE_S = 30


async def migrate_database(settings: PipelineSettings, stop: Stop) -> None:
    """Take the steps that are ahead, under the lease on the version.

    Raises:
        StartError: another process is at it, or the data are newer.
    """
    async with open_plain(settings) as database:
        holder = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
        lease = Lease(database[COLLECTION], KEY, holder=holder, ttl_s=LEASE_S)
        if not await lease.acquire():
            raise StartError("another process is migrating this database; if it was killed, wait half a minute")
        stop.started()
        try:
            version = await _under(lease, database)
        finally:
            await lease.release()
    sys.stdout.write(f"the database {settings.mongodb_database} holds data of version {version}\n")


async def _under(lease: Lease, database: Database) -> int:
    async with asyncio.TaskGroup() as group:
        renewing = group.create_task(_renew(lease))
        version = await migrate(database, MIGRATIONS, epoch=lease.epoch)
        renewing.cancel()
    return version


async def _renew(lease: Lease) -> None:
    while True:
        await asyncio.sleep(lease.renew_after_s)
        if not await lease.acquire():
            raise StartError("another process has taken the migration over")
