"""`python -m pipeline left` and `requeue`: the events that no notifier has taken over."""

import json
from collections.abc import Sequence
from functools import partial

from pydantic import Field

from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from pipeline.holds.held_store import HeldStore
from pipeline.requeueing.left_store import LeftStore
from pipeline.settings import PipelineSettings
from runtime.mongo import Database
from runtime.operator_commands import DONE, NOT_DONE, OperatorSettings, complain, make_parser, run_on_database, say
from runtime.settings import load_settings

LEFT_EXAMPLE = """\
example:
  docker compose exec pipeline python -m pipeline left
  ttc/1c0f3a/42/1/opened  published 10 times, last 2026-08-05T16:05:00Z; left alone: requeue it

Just after a poll an event stands here for a moment. What stays was taken over by no notifier: is one running, and
does it reach Kafka and MongoDB? What could not be decoded is elsewhere: `python -m notifier dead-letters`.
"""
REQUEUE_EXAMPLE = """\
example:
  docker compose exec pipeline python -m pipeline requeue ttc/1c0f3a/42
  ttc/1c0f3a/42: 1 events are published again, within seconds (RELAY_INTERVAL_S)

Harmless to repeat: an event that was taken over before tells nobody twice, one that is out of date tells nobody.
"""


class LeftSettings(OperatorSettings):
    """After how many publishes the pipeline leaves an event alone, beside what every command needs."""

    relay_publishes: int = Field(
        default=PipelineSettings.model_fields["relay_publishes"].default, ge=1, description="as the pipeline has it"
    )


def main_left(arguments: Sequence[str]) -> int:
    """0 = listed, 1 = MongoDB did not answer, 2 = wrong usage."""
    parser = make_parser("pipeline left", "List the events that no notifier has taken over.", LEFT_EXAMPLE)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    chosen = parser.parse_args(arguments)
    settings = load_settings(LeftSettings)
    work = partial(_list, most_publishes=settings.relay_publishes, as_json=chosen.json)
    return run_on_database(settings, DOCUMENTS, SCHEMA_VERSION, work)


def main_requeue(arguments: Sequence[str]) -> int:
    """0 = requeued, 1 = some had nothing to requeue, or MongoDB did not answer, 2 = wrong usage."""
    parser = make_parser("pipeline requeue", "Publish events again that no notifier has taken over.", REQUEUE_EXAMPLE)
    parser.add_argument("incidents", nargs="*", metavar="INCIDENT", help="whose events, as `left` begins its lines")
    parser.add_argument("--all", action="store_true", help="all that is left now")
    chosen = parser.parse_args(arguments)
    if bool(chosen.incidents) == chosen.all:
        parser.error("name the incidents, or say --all")
    names = None if chosen.all else tuple(dict.fromkeys(chosen.incidents))
    settings = load_settings(OperatorSettings)
    return run_on_database(settings, DOCUMENTS, SCHEMA_VERSION, partial(_requeue, names=names))


async def _list(_database: Database, *, most_publishes: int, as_json: bool) -> int:
    found = await LeftStore().find()
    for each in found:
        row = each.row(most_publishes=most_publishes)
        say(json.dumps(row, ensure_ascii=False) if as_json else each.line(most_publishes=most_publishes))
    if not found:
        complain("nothing is left: every event was taken over")
    return DONE


async def _requeue(_database: Database, *, names: Sequence[str] | None) -> int:
    store = LeftStore()
    left = {each.incident: each.feed for each in await store.find()}
    if names is None and not left:
        complain("nothing is left: every event was taken over")
    watching = await HeldStore().find_watching()
    missing = False
    for name, count in (await store.requeue(list(left) if names is None else names)).items():
        if not count:
            complain(f"{name}: nothing is left of it; `python -m pipeline left` lists what is")
            missing = True
            continue
        feed = watching.get(left.get(name, ""))
        when = "within seconds (RELAY_INTERVAL_S)" if feed and feed.is_watched else "once a pipeline watches its feed"
        say(f"{name}: {count} events are published again, {when}")
    return NOT_DONE if missing and names is not None else DONE
