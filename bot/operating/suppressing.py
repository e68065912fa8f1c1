"""`python -m bot suppress` and `unsuppress`: whether a number is texted, by the operator's word."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

from bot.operating.numbers import phone_of
from bot.operating.suppression import Changed, Suppression
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.phone import mask
from runtime.mongo import Database
from runtime.operator_commands import DONE, NOT_DONE, OperatorSettings, complain, make_parser, run_on_database, say
from runtime.settings import load_settings

Verdict = Literal["suppress", "unsuppress"]
DESCRIPTIONS = {
    "suppress": "Text a number no more, until it texts us itself.",
    "unsuppress": "Text a number again that was suppressed, by an operator or because texts to it failed.",
}
EXAMPLES = {
    "suppress": """\
example:
  docker compose exec bot python -m bot suppress +14165550123 "asked for it by telephone, J. Doe"
  +1416***0123 is suppressed: no text goes there until it texts us

Its subscriptions stay. The reason stands in the consent log: see `consent --help`.
""",
    "unsuppress": """\
example:
  docker compose exec bot python -m bot unsuppress +14165550123 "the carrier has mended it, J. Doe"
  +1416***0123 is texted again

Who has sent STOP gets nothing all the same. If the next text to it fails, too, it is suppressed again.
""",
}


def main(verdict: Verdict, arguments: Sequence[str]) -> int:
    """0 = so it is now, 1 = no rider has that number, or MongoDB did not answer, 2 = wrong usage."""
    parser = make_parser(f"bot {verdict}", DESCRIPTIONS[verdict], EXAMPLES[verdict])
    parser.add_argument("phone", help="the number in E.164, such as +14165550123")
    parser.add_argument("why", help="who wants it, and what for")
    chosen = parser.parse_args(arguments)
    if not chosen.why.strip():
        parser.error("say who wants it, and what for")
    phone = phone_of(chosen.phone, parser)
    work = partial(_change, verdict=verdict, phone=phone, why=chosen.why)
    return run_on_database(load_settings(OperatorSettings), DOCUMENTS, SCHEMA_VERSION, work)


async def _change(database: Database, *, verdict: Verdict, phone: str, why: str) -> int:
    suppression = Suppression(database)
    done = await (suppression.suppress if verdict == "suppress" else suppression.lift)(phone, why)
    if not done.known:
        complain(f"{mask(phone)} is no rider's number: nothing is sent to it")
        return NOT_DONE
    say(said(verdict, mask(phone), done))
    return DONE


def said(verdict: Verdict, masked: str, done: Changed) -> str:
    """What the operator is told."""
    if verdict == "suppress":
        already = "" if done.changed else " already"
        return f"{masked} is suppressed{already}: no text goes there until it texts us"
    if done.stopped == done.known:
        return f"{masked} is not suppressed, but has sent STOP: no text goes there until START"
    return f"{masked} is texted again" if done.changed else f"{masked} was not suppressed"
