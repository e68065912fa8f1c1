"""`python -m notifier text`: a test text to one phone, the way that all texts go."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from pydantic import Field

from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.phone import InvalidPhoneError, mask, parse_phone
from notifier.trying_out.test_text import WORDS, Stands, TooLongError, parse_words, said
from notifier.trying_out.test_texts import MongoTestTexts
from runtime.clock import boottime_s
from runtime.mongo import Database
from runtime.operator_commands import DONE, NOT_DONE, OperatorSettings, complain, make_parser, run_on_database, say
from runtime.settings import SENDER, load_settings

WAIT_S = 60.0
LOOK_S = 0.2
EXAMPLE = """\
example:
  docker compose exec notifier python -m notifier text +14165550123
  to +1416***0123 from +14165550199: This is a test of text alerts. You need not answer.
  accepted after 0.4 s: SM0123...
  delivered after 2.9 s: SM0123...

The phone must have texted the sender before, like any rider's. Who has sent STOP, or is suppressed, gets nothing.
A notifier must run: it sends the text before all alerts, and not at all with DRY_RUN=true.
"""


class TestTextSettings(OperatorSettings):
    """The sender, beside what every command needs."""

    twilio_sender: str = Field(pattern=f"^{SENDER}$", description="number or service sid")


def main(arguments: Sequence[str]) -> int:
    """0 = Twilio has it, and it did not fail meanwhile; 1 = not so, or MongoDB did not answer; 2 = wrong usage."""
    parser = make_parser("notifier text", "Send a test text, and say what becomes of it.", EXAMPLE)
    parser.add_argument("phone", metavar="PHONE", help="a number in E.164 that has texted us, such as +14165550123")
    parser.add_argument("words", metavar="WORDS", nargs="?", default=WORDS, help="two segments at most")
    parser.add_argument("--wait", type=float, default=WAIT_S, metavar="S", help=f"longest wait in seconds ({WAIT_S:g})")
    chosen = parser.parse_args(arguments)
    try:
        phone, words = parse_phone(chosen.phone), parse_words(chosen.words)
    except InvalidPhoneError:
        parser.error(f"{chosen.phone} is no number in E.164, such as +14165550123")
    except TooLongError as error:
        parser.error(str(error))
    settings = load_settings(TestTextSettings)
    work = partial(_send, sender=settings.twilio_sender, phone=phone, words=words, wait_s=chosen.wait)
    return run_on_database(settings, DOCUMENTS, SCHEMA_VERSION, work)


async def _send(database: Database, *, sender: str, phone: str, words: str, wait_s: float) -> int:
    texts = MongoTestTexts(database, sender)
    name = await texts.add(phone, words, useful_for=timedelta(seconds=wait_s))
    if name is None:
        complain(f"{mask(phone)} has never texted {sender}: have it send any word first")
        return NOT_DONE
    say(f"to {mask(phone)} from {sender}: {words}")
    stands = await _follow(texts, name, wait_s)
    if stands is None or not stands.is_settled:
        complain(
            f"not sent within {wait_s:g} s, and not to be sent later: does a notifier of {sender} run? See its log"
        )
        return NOT_DONE
    if stands.has_gone and not stands.is_final:
        complain("no report of its delivery yet: does Twilio reach PUBLIC_BASE_URL? Some carriers never report")
    return DONE if stands.has_gone else NOT_DONE


async def _follow(texts: MongoTestTexts, name: str, wait_s: float) -> Stands | None:
    """Say each new state until the last one or the end of the wait; the state then."""
    began_s, seen = boottime_s(), None
    while True:
        stands, after_s = await texts.find(name), boottime_s() - began_s
        if stands is None or (stands.is_settled and stands != seen):
            seen = stands
            if stands is not None:
                say(said(stands, after_s))
        if stands is None or stands.is_final or after_s >= wait_s:
            return stands
        await asyncio.sleep(LOOK_S)
