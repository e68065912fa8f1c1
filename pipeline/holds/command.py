"""`python -m pipeline held`, `release` and `drop`: what would text too many riders, and the operator's word on it."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Literal

from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.wording_files import load_wording
from pipeline.deciding.rules import Rules
from pipeline.holds.held import Held, Watching, crowd_line, held_lines, held_row, verdict_line
from pipeline.holds.held_store import HeldStore
from pipeline.holds.verdict_store import VerdictStore
from runtime.clock import utc_now
from runtime.mongo import Database
from runtime.operator_commands import (
    DONE,
    NOT_DONE,
    OperatorSettings,
    complain,
    make_parser,
    run_on_database,
    say,
)
from runtime.settings import load_settings

HELD_EXAMPLE = """\
example:
  docker compose exec pipeline python -m pipeline held
  ttc/1c0f3a/42
    held   since Aug 5 18:00, 3 min ago; feed ttc
    why    12,400 riders, more than 10,000
    text   Planned: 504 King: ...

Then: python -m pipeline release ttc/1c0f3a/42, or drop. HOLD_ABOVE says how many riders are too many.
"""
VERDICT_EXAMPLES = {
    "release": "example:\n  docker compose exec pipeline python -m pipeline release ttc/1c0f3a/42\n",
    "drop": "example:\n  docker compose exec pipeline python -m pipeline drop --all\n",
}
DESCRIPTIONS = {
    "release": "Tell riders what is held, at the feed's next poll, as it stands then.",
    "drop": "Tell nobody what is held. Later changes of it are told as ever.",
}
Verdict = Literal["release", "drop"]


def main_held(arguments: Sequence[str]) -> int:
    """0 = listed, 1 = MongoDB did not answer."""
    parser = make_parser(
        "pipeline held", "List what waits because it would text too many riders at once.", HELD_EXAMPLE
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    chosen = parser.parse_args(arguments)
    return run_on_database(
        load_settings(OperatorSettings), DOCUMENTS, SCHEMA_VERSION, partial(_list, as_json=chosen.json)
    )


def main_verdict(verdict: Verdict, arguments: Sequence[str]) -> int:
    """0 = decided, 1 = some were not held, or MongoDB did not answer, 2 = wrong usage."""
    parser = make_parser(f"pipeline {verdict}", DESCRIPTIONS[verdict], VERDICT_EXAMPLES[verdict])
    parser.add_argument("incidents", nargs="*", metavar="INCIDENT", help="as `held` lists it")
    parser.add_argument("--all", action="store_true", help="everything that is held now")
    chosen = parser.parse_args(arguments)
    if bool(chosen.incidents) == chosen.all:
        parser.error("name the incidents, or say --all")
    names = None if chosen.all else tuple(dict.fromkeys(chosen.incidents))
    decide = partial(_decide, names=names, is_released=verdict == "release")
    return run_on_database(load_settings(OperatorSettings), DOCUMENTS, SCHEMA_VERSION, decide)


async def _list(_database: Database, *, as_json: bool) -> int:
    store, rules, now, wording = HeldStore(), Rules(), utc_now(), load_wording()
    found, feeds = await store.find(), await store.find_watching()
    crowds = [each for each in feeds.values() if each.held_polls]
    if as_json:
        rows = [held_row(each, rules, now, wording) for each in found]
        rows += [{"feed": each.feed, "crowd_held_polls": each.held_polls} for each in crowds]
        say(*(json.dumps(row, ensure_ascii=False) for row in rows))
        return DONE
    for each in found:
        say(*held_lines(each, rules, now, wording), "")
    say(*(crowd_line(each, rules) for each in crowds))
    if not found and not crowds:
        complain("nothing is held")
    return DONE


async def _decide(_database: Database, *, names: Sequence[str] | None, is_released: bool) -> int:
    store, verdicts = HeldStore(), VerdictStore()
    held = {each.incident.id: each for each in await store.find()}
    feeds = await store.find_watching()
    if names is None and not held:
        complain("nothing is held")
    missing = False
    for name in held if names is None else names:
        if name not in held:
            complain(f"{name}: not held, or no longer; `python -m pipeline held` lists what is")
            missing = True
            continue
        await _decide_one(held[name], verdicts, feeds, is_released=is_released)
    return NOT_DONE if missing else DONE


async def _decide_one(held: Held, verdicts: VerdictStore, feeds: dict[str, Watching], *, is_released: bool) -> None:
    feed = held.incident.feed
    await verdicts.decide(held.incident.id, feed, is_released=is_released, now=utc_now())
    watching = feeds.get(feed, Watching(feed, is_watched=False))
    say(verdict_line(held, watching, is_released=is_released))
