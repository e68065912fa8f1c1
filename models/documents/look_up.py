"""A look by somebody on the inside at riders' numbers: who asked for what, when and why."""

import secrets
import socket
from datetime import datetime
from typing import Any, ClassVar

from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.collection import AsyncCollection

from models.documents.keyed import KeyedDocument


class LookUp(KeyedDocument):
    """Keyed at random, kept for good; `subject` is an incident or a masked number, never a whole one.

    `why` says who asked, too: in a container all are the same user. `where` is the machine or container.
    """

    at: datetime
    command: str
    subject: str
    why: str
    where: str

    class Settings:
        name = "look_ups"
        indexes: ClassVar[list[IndexModel]] = [IndexModel([("at", ASCENDING)])]


async def record_look_up(command: str, subject: str, why: str) -> None:
    """Write the look down; to be called before anything is shown, so that none goes unseen."""
    rows: AsyncCollection[dict[str, Any]] = LookUp.get_pymongo_collection()
    await rows.update_one(
        {"_id": secrets.token_hex(8)},
        {
            "$setOnInsert": {"command": command, "subject": subject, "why": why, "where": socket.gethostname()},
            "$currentDate": {"at": True},
        },
        upsert=True,
    )
