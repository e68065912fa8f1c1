"""`python -m bot consent`: what the consent log says about a number, or about all."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC
from functools import partial

from pydantic import Field, SecretStr

from bot.operating.numbers import phone_of
from bot.stores.consent_hash import ConsentKeys
from models.documents.inbound_message import InboundMessage
from models.documents.look_up import record_look_up
from models.documents.registry import DOCUMENTS
from models.documents.subscriber import Subscriber
from models.documents.versions import SCHEMA_VERSION
from models.phone import mask
from runtime.mongo import Database, Row
from runtime.operator_commands import DONE, NOT_DONE, OperatorSettings, complain, make_parser, run_on_database, say
from runtime.settings import load_settings

DESCRIPTION = "List every consent of a number, and every withdrawal of it; or those of all numbers."
EXAMPLE = """\
example:
  docker compose exec bot python -m bot consent +14165550123
  {"at": "2026-08-05T12:12:00+00:00", "effect": "subscribed", "words": "SUBSCRIBE 504", "sid": "SM...", ...}

  docker compose exec -T bot python -m bot consent --all --why "audit, J. Doe" > consent.jsonl

One JSON object a line, the oldest first: every message that changed whether we may text this number. A number that
was forgotten (FORGET ME) is found by its keyed hash. Each look is written down: see `look-ups --help`.
"""


class ConsentSettings(OperatorSettings):
    """The key, beside what every command needs."""

    consent_hash_key: SecretStr | None = Field(default=None, description="as the bot has it")


def main(arguments: Sequence[str]) -> int:
    """0 = listed, 1 = nothing is known, or MongoDB did not answer, 2 = wrong usage."""
    parser = make_parser("bot consent", DESCRIPTION, EXAMPLE)
    parser.add_argument("phone", nargs="?", help="the number in E.164, such as +14165550123")
    parser.add_argument("--all", action="store_true", help="all numbers, for an audit; needs --why")
    parser.add_argument("--why", default="", metavar="WHO AND WHAT FOR", help="is written down with the look")
    chosen = parser.parse_args(arguments)
    if (chosen.phone is None) != chosen.all:
        parser.error("name the phone, or say --all")
    if chosen.all and not chosen.why.strip():
        parser.error("--all needs --why: who asks, and what for")
    phone = None if chosen.all else phone_of(chosen.phone, parser)
    settings = load_settings(ConsentSettings)
    if phone is None:
        work = partial(_export, why=chosen.why)
    else:
        work = partial(_list, key=settings.consent_hash_key, phone=phone, why=chosen.why)
    return run_on_database(settings, DOCUMENTS, SCHEMA_VERSION, work)


async def _list(database: Database, *, key: SecretStr | None, phone: str, why: str) -> int:
    await record_look_up("consent", mask(phone), why)
    rows = await find_consents(database, ConsentKeys(database, key), phone)
    for row in rows:
        say(_line(row))
    if not rows:
        complain(f"the consent log knows nothing of {phone}")
    return DONE if rows else NOT_DONE


async def _export(database: Database, *, why: str) -> int:
    await record_look_up("consent --all", "everybody", why)
    count = 0
    async for row in find_all_consents(database):
        say(_line(row))
        count += 1
    complain(f"{count} lines; this look is written down")
    return DONE


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


async def find_all_consents(database: Database) -> AsyncIterator[Row]:
    """The rows about all numbers, the oldest first."""
    stages: list[Row] = [
        {"$match": {"consent": True}},
        {"$sort": {"received_at": 1, "_id": 1}},
        {
            "$lookup": {
                "from": Subscriber.Settings.name,
                "localField": "subscriber",
                "foreignField": "_id",
                "pipeline": [{"$project": {"phone": 1}}],
                "as": "riders",
            }
        },
        # Rows that are older than the field `phone`.
        {"$set": {"phone": {"$ifNull": ["$phone", {"$first": "$riders.phone"}]}}},
    ]
    cursor = await database[InboundMessage.Settings.name].aggregate(stages, allowDiskUse=True)
    async for row in cursor:
        yield row


def _line(row: Row) -> str:
    shown = {
        "at": row["received_at"].astimezone(UTC).isoformat(),
        "effect": row["effect"],
        "words": row["words"],
        "sid": row["_id"],
        "phone": row.get("phone"),
        "phone_hash": row.get("phone_hash"),
        "sender": row.get("sender"),
    }
    return json.dumps(shown, ensure_ascii=False)
