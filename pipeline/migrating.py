"""`python -m pipeline migrate`: brings the stored data up to this program's version, one process at a time."""

import asyncio
import os
import secrets
import socket
from collections.abc import Sequence

from models.documents.versions import MIGRATIONS
from pipeline.settings import PipelineSettings
from runtime.errors import StartError
from runtime.lease import Lease
from runtime.logs import configure_logs
from runtime.mongo import Database, open_plain
from runtime.operator_commands import DONE, make_parser, say
from runtime.process import Stop, run
from runtime.schema import COLLECTION, KEY, migrate
from runtime.settings import load_settings

LEASE_S = 30
EXAMPLE = """\
example, with a backup made before:
  docker compose stop bot pipeline notifier
  docker compose run --rm pipeline python -m pipeline migrate
  the database headway holds data of version 2
  docker compose up -d --wait

May be run again at any time; of several at once one works, and the others say so.
"""


def main(arguments: Sequence[str]) -> int:
    """0 = the data are of this version, 1 = not so, and one line says why, 2 = wrong usage."""
    make_parser("pipeline migrate", "Bring the stored data up to this version.", EXAMPLE).parse_args(arguments)
    settings = load_settings(PipelineSettings)
    configure_logs("pipeline", log_format=settings.log_format, level=settings.log_level)
    run(lambda stop: migrate_database(settings, stop))
    return DONE


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
    say(f"the database {settings.mongodb_database} holds data of version {version}")


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
