"""`python -m notifier incidents`, `halt`, `resume` and `correct`: the operator's word on what riders are being told."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence

from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.wording import DEFAULT_LANGUAGE, Wordings
from models.wording_files import load_wordings
from notifier.deciding.correction import Correction, TooLongError, parse_correction
from notifier.interventions.desk import Desk, NoSuchIncidentError
from notifier.interventions.under_way import told_lines, told_row
from notifier.settings import NotifierSettings
from notifier.wiring.taking_over import build_senders
from runtime.mongo import Database
from runtime.operator_commands import DONE, NOT_DONE, complain, make_parser, run_on_database, say
from runtime.settings import load_settings

COMMANDS = ("incidents", "halt", "resume", "correct")
PATIENCE_S = 10.0  # somebody waits at the terminal
LOOKS_LAST_S = 1.0  # a look that still saw the halt has been written down by then
_RUN = "docker compose exec notifier python -m notifier"
EXAMPLES = {
    "incidents": f"""\
example:
  {_RUN} incidents
  ttc/1c0f3a/42
    text   No service between Broadview Station and Parliament St due to a collision.
    opened  1200 told, 3000 left, urgent, from +14165550199: about 59 min

Who is left may turn out to be owed nothing. Then: {_RUN} halt ttc/1c0f3a/42
""",
    "halt": f"""\
example:
  {_RUN} halt ttc/1c0f3a/42

From a second after the command has returned, no text about the incident is begun but corrections; those that Twilio
has cannot be called back.
""",
    "resume": f"""\
example:
  {_RUN} resume ttc/1c0f3a/42

Riders who were not told because of the halt are told now, as far as it is still of use to them.
""",
    "correct": f"""\
example:
  {_RUN} halt ttc/1c0f3a/42
  {_RUN} correct ttc/1c0f3a/42 "504 King runs as usual." --fr "504 King circule normalement."

"Correction:" is put in front. All who were told of the incident get it, once however often the command is given.
""",
}
DESCRIPTIONS = {
    "incidents": "List the incidents that riders are being told about, and those that are halted.",
    "halt": "Stop telling riders about incidents, at once.",
    "resume": "Lift a halt.",
    "correct": "Send your own words to all who were told of an incident.",
}


def main(command: str, arguments: Sequence[str]) -> int:
    """0 = done, 1 = no such incident, too long, or MongoDB did not answer, 2 = wrong usage."""
    wordings = load_wordings()
    chosen = _parser(command, wordings).parse_args(arguments)
    settings = load_settings(NotifierSettings).model_copy(update={"start_patience_s": PATIENCE_S})
    pace = settings.segments_per_second * settings.pace_share
    match command:
        case "incidents":
            return _with_desk(settings, lambda desk: _list(desk, pace, as_json=chosen.json))
        case "halt":
            return _with_desk(settings, lambda desk: _halt(desk, chosen.incidents))
        case "resume":
            return _with_desk(settings, lambda desk: _resume(desk, chosen.incidents))
        case _:
            return _correct(settings, chosen, wordings)


async def _list(desk: Desk, pace: float, *, as_json: bool) -> int:
    found = await desk.find_told()
    everything = [fanout for each in found for fanout in each.fanouts]
    for each in found:
        if as_json:
            say(json.dumps(told_row(each, everything, pace), ensure_ascii=False))
        else:
            say(*told_lines(each, everything, pace), "")
    if not found:
        complain("nobody is being told anything, and nothing is halted")
    return DONE


async def _halt(desk: Desk, incidents: Iterable[str]) -> int:
    for incident in incidents:
        await desk.halt(incident)
        say(f"{incident}: halted")
    return DONE


async def _resume(desk: Desk, incidents: Iterable[str]) -> int:
    for incident in incidents:
        if not await desk.resume(incident):
            complain(f"{incident}: was not halted")
        again = await desk.claim_again(incident)
        await asyncio.sleep(LOOKS_LAST_S)
        again += await desk.claim_again(incident)
        say(f"{incident}: goes on; {again} texts that were skipped are looked at again")
    return DONE


def _correct(settings: NotifierSettings, chosen: argparse.Namespace, wordings: Wordings) -> int:
    texts = {DEFAULT_LANGUAGE: chosen.text, **_translated(chosen, wordings)}
    try:
        correction = parse_correction(texts, wordings)
    except TooLongError as error:
        complain(f"not sent: {error}")
        return NOT_DONE
    return _with_desk(settings, lambda desk: _send(desk, chosen.incident, correction, wordings))


def _translated(chosen: argparse.Namespace, wordings: Wordings) -> dict[str, str]:
    others = wordings.languages - {DEFAULT_LANGUAGE}
    return {each: text for each in sorted(others) if (text := getattr(chosen, each)) is not None}


async def _send(desk: Desk, incident: str, correction: Correction, wordings: Wordings) -> int:
    told = await desk.correct(incident, correction)
    say(*(correction.said(each, wordings) for each in sorted(correction.texts)))
    say(f"{incident}: goes out to {told} riders who were told")
    told_of = [each for each in await desk.find_told() if each.incident == incident and not each.halted_at]
    if any(not fanout.is_correction for each in told_of for fanout in each.fanouts):
        complain(f"{incident} is not halted: riders are still being told of it")
    return DONE


def _with_desk(settings: NotifierSettings, work: Callable[[Desk], Awaitable[int]]) -> int:
    async def run(database: Database) -> int:
        try:
            return await work(Desk(database, build_senders(settings)))
        except NoSuchIncidentError as error:
            complain(f"{error}: no such incident; `python -m notifier incidents` lists what is being told")
            return NOT_DONE

    return run_on_database(settings, DOCUMENTS, SCHEMA_VERSION, run)


def _parser(command: str, wordings: Wordings) -> argparse.ArgumentParser:
    parser = make_parser(f"notifier {command}", DESCRIPTIONS[command], EXAMPLES[command])
    match command:
        case "incidents":
            parser.add_argument("--json", action="store_true", help="one JSON object a line")
        case "correct":
            parser.add_argument("incident", metavar="INCIDENT", help="as `incidents` lists it")
            parser.add_argument("text", metavar="TEXT", help="what riders are told, two segments at most")
            for language in sorted(wordings.languages - {DEFAULT_LANGUAGE}):
                parser.add_argument(f"--{language}", metavar="TEXT", help="the same for riders of that language")
        case _:
            parser.add_argument("incidents", nargs="+", metavar="INCIDENT", help="as `incidents` lists it")
    return parser
