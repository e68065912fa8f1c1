"""MongoDB's side of `Progress`: one row for each sender, with the lease of who looks."""

import os
import secrets
import socket
from datetime import datetime

from models.documents.catch_up import CatchUpDocument
from runtime.lease import Lease
from runtime.mongo import Collection, Database

LEASE_S = 15.0  # whoever takes longer than that for a day's messages is joined by another, who finds them applied


class MongoProgress:
    """The `catch_ups` collection."""

    def __init__(self, database: Database, sender: str) -> None:
        self._rows: Collection = database[CatchUpDocument.Settings.name]
        self._sender = sender
        holder = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
        self._lease = Lease(self._rows, sender, holder=holder, ttl_s=LEASE_S)

    async def begin(self) -> tuple[datetime, datetime | None] | None:
        if not await self._lease.acquire():
            return None
        cursor = await self._rows.aggregate([{"$match": {"_id": self._sender}}, {"$set": {"now": "$$NOW"}}])
        row = await cursor.next()
        return row["now"], row.get("seen_until")

    async def reached(self, until: datetime) -> bool:
        held = await self._lease.acquire()
        if held:
            # Only forwards: a look at a slice of the past takes nothing back.
            await self._rows.update_one({"_id": self._sender}, {"$max": {"seen_until": until}})
        return held

    async def end(self) -> None:
        await self._lease.release()
