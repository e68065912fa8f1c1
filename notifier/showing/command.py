"""`python -m notifier show`: an incident, what became of the texts about it, and who was told."""

import argparse
import json
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from models.documents.look_up import record_look_up
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.phone import mask
from notifier.showing.account import account_lines, account_row
from notifier.showing.account_store import MongoAccounts
from runtime.mongo import Database
from runtime.operator_commands import DONE, NOT_DONE, OperatorSettings, complain, make_parser, run_on_database, say
from runtime.settings import load_settings

MOST = 20
LOOK = "show --numbers"
EXAMPLE = """\
example:
  docker compose exec notifier python -m notifier show ttc/1c0f3a/42
  ttc/1c0f3a/42
    text        No service between Broadview Station and Parliament St due to a collision.
    class       urgent: severity SEVERE
    state       open, revision 1, since 2026-08-05T16:00:00Z
    notice      delivered 1180, skipped (daily-cap) 9, undelivered (30003) 12
    told        1180 texts and replies reached their riders, as far as is known
      +1416***0123  notice      delivered        2026-08-05T16:00:04Z
      and 1179 more: see --most

With --numbers WHY the whole numbers are shown. WHY says who asks and what for; the look is written down before
anything is shown: `python -m bot look-ups` lists them all.
"""
log = structlog.get_logger()


def main(arguments: Sequence[str]) -> int:
    """0 = shown, 1 = no such incident, or MongoDB did not answer, 2 = wrong usage."""
    parser = make_parser("notifier show", "Show an incident, what became of its texts, and who was told.", EXAMPLE)
    parser.add_argument("incident", metavar="INCIDENT", help="as `incidents` and `pipeline held` list it")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--most", type=_count, default=MOST, metavar="COUNT", help=f"riders to list ({MOST})")
    parser.add_argument("--numbers", metavar="WHY", help="show whole numbers; who asks, and what for, is written down")
    chosen = parser.parse_args(arguments)
    if chosen.numbers is not None and not chosen.numbers.strip():
        parser.error("--numbers needs a reason: who asks, and what for")
    return run_on_database(load_settings(OperatorSettings), DOCUMENTS, SCHEMA_VERSION, partial(_show, chosen=chosen))


async def _show(_database: Database, *, chosen: argparse.Namespace) -> int:
    account = await MongoAccounts().find(chosen.incident, most_riders=chosen.most)
    if account is None:
        complain(f"{chosen.incident}: no such incident, and no text about it")
        return NOT_DONE
    shown: Callable[[str], str] = mask
    if chosen.numbers is not None:
        await record_look_up(LOOK, chosen.incident, chosen.numbers)
        log.warning("insider.look_up", command=LOOK, subject=chosen.incident, numbers=len(account.riders))
        shown = str
    if chosen.json:
        say(json.dumps(account_row(account, shown), ensure_ascii=False))
    else:
        say(*account_lines(account, shown))
    return DONE


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError(text)
    return count
