"""`python -m bot look-ups`: who on the inside has looked at riders' numbers."""

import json
from collections.abc import Sequence
from functools import partial

from models.documents.look_up import LookUp
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from runtime.mongo import Database, Row
from runtime.operator_commands import DONE, OperatorSettings, complain, make_parser, run_on_database, say
from runtime.settings import load_settings

DESCRIPTION = (
    "List the looks that somebody on the inside took at riders' numbers: when, which command, about what, why."
)
EXAMPLE = """\
example:
  docker compose exec bot python -m bot look-ups
  2026-08-05T16:00:02Z  show --numbers  ttc/1c0f3a/42  "complaint 4711, J. Doe"  3f1c0a9b

The looks are kept for good, and hold no whole number themselves.
"""


def main(arguments: Sequence[str]) -> int:
    """0 = listed, 1 = MongoDB did not answer, 2 = wrong usage."""
    parser = make_parser("bot look-ups", DESCRIPTION, EXAMPLE)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    chosen = parser.parse_args(arguments)
    settings = load_settings(OperatorSettings)
    return run_on_database(settings, DOCUMENTS, SCHEMA_VERSION, partial(_list, as_json=chosen.json))


async def _list(database: Database, *, as_json: bool) -> int:
    rows = await database[LookUp.Settings.name].find().sort([("at", 1), ("_id", 1)]).to_list()
    for row in rows:
        say(_as_json(row) if as_json else _as_line(row))
    if not rows:
        complain("nobody has looked")
    return DONE


def _as_line(row: Row) -> str:
    why = json.dumps(row["why"], ensure_ascii=False)
    return f"{row['at']:%Y-%m-%dT%H:%M:%SZ}  {row['command']}  {row['subject']}  {why}  {row['where']}"


def _as_json(row: Row) -> str:
    shown = {"at": row["at"].isoformat(), **{name: row[name] for name in ("command", "subject", "why", "where")}}
    return json.dumps(shown, ensure_ascii=False)
