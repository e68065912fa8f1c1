"""`python -m bot consent`: what the consent log says about a number."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import UTC

import structlog
from pydantic import Field, SecretStr
from pymongo.errors import PyMongoError

from bot.stores.consent_hash import ConsentKeys
from models.documents.inbound_message import InboundMessage
from models.documents.registry import DOCUMENTS
from models.documents.subscriber import Subscriber
from models.documents.versions import SCHEMA_VERSION
from models.phone import InvalidPhoneError, parse_phone
from runtime.errors import StartError
from runtime.mongo import Database, Row, open_database
from runtime.settings import ProcessSettings, load_settings

EXAMPLE = """\
example:
  docker compose exec bot python -m bot consent +14165550123
  {"at": "2026-08-05T12:12:00+00:00", "effect": "subscribed", "words": "SUBSCRIBE 504", "sid": "SM...", ...}

One JSON object a line, the oldest first: every message that changed whether we may text this number. A number that
was forgotten (FORGET ME) is found by its keyed hash.
"""


class ConsentSettings(ProcessSettings):
    """MongoDB's settings and the key are all that is needed; somebody waits at the terminal."""

    internal_port: int = Field(default=0, description="not used")
    start_patience_s: float = Field(default=10, gt=0, description="how long to wait for MongoDB")
    consent_hash_key: SecretStr | None = Field(default=None, description="as the bot has it")


def main(arguments: Sequence[str]) -> int:
    """0 = listed, 1 = nothing is known of the number, or MongoDB did not answer, 2 = that is no number."""
    parser = argparse.ArgumentParser(
        prog="python -m bot consent",
        description="List every consent of a number, and every withdrawal of it.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("phone", help="the number in E.164, such as +14165550123")
    asked = parser.parse_args(arguments)
    try:
        phone = parse_phone(asked.phone)
    except InvalidPhoneError:
        parser.error(f"{asked.phone} is no number in E.164, such as +14165550123")
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=sys.stderr))
    try:
        return asyncio.run(_list(phone))
    except (StartError, PyMongoError) as error:
        sys.stderr.write(f"cannot list: {str(error)[:300]}\n")
        return 1


async def _list(phone: str) -> int:
    settings = load_settings(ConsentSettings)
    async with open_database(settings, DOCUMENTS, schema_version=SCHEMA_VERSION) as database:
        rows = await find_consents(database, ConsentKeys(database, settings.consent_hash_key), phone)
    for row in rows:
        sys.stdout.write(json.dumps(_line(row), ensure_ascii=False) + "\n")
    if not rows:
        sys.stderr.write(f"the consent log knows nothing of {phone}\n")
    return 0 if rows else 1


async def find_consents(database: Database, keys: ConsentKeys, phone: str) -> list[Row]:
    """The rows about a number, the oldest first."""
    riders = [row["_id"] async for row in database[Subscriber.Settings.name].find({"phone": phone}, {"_id": 1})]
    theirs = [
        {"phone": phone},
        {"phone_hash": {"$in": await keys.hashes_of(phone)}},
        # Rows that are older than the field `phone`.
        {"subscriber": {"$in": riders}, "consent": True},
    ]
    found = database[InboundMessage.Settings.name].find({"$or": theirs})
    return await found.sort([("received_at", 1), ("_id", 1)]).to_list()


def _line(row: Row) -> dict[str, object]:
    return {
        "at": row["received_at"].astimezone(UTC).isoformat(),
        "effect": row["effect"],
        "words": row["words"],
        "sid": row["_id"],
        "phone": row.get("phone"),
        "phone_hash": row.get("phone_hash"),
        "sender": row.get("sender"),
    }
