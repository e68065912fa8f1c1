"""What the operator sees of a record that could not be decoded."""

import json

import pytest

from models.event import Change, encode_event, event_of
from notifier.__main__ import main
from notifier.intake.dead_letters import as_line, as_line_of_json
from runtime.kafka_reading import KeptRecord
from tests.builders import NOON, make_alert
from tests.unit.pipeline.incidents import make_incident


def letter(value: bytes) -> KeptRecord:
    return KeptRecord(partition=3, offset=17, at=NOON, value=value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(b"garbage", "Invalid JSON: expected value at line 1 column 1  garbage", id="no JSON"),
        pytest.param(b"\xff\n", r"Invalid JSON: expected value at line 1 column 1  \xff ", id="no text"),
        pytest.param(b'"' + b"x" * 99, "Invalid JSON: EOF while parsing a string at line 1 column 100", id="long"),
        pytest.param(b'{"schema_version":2}', "schema_version: Input should be 1 (and 12 more)  {", id="later version"),
    ],
)
def test_a_line_tells_time_place_problem_and_first_bytes(value: bytes, expected: str) -> None:
    line = as_line(letter(value))

    assert line.startswith(f"2026-08-05T16:00:00Z  3/17  {expected}")
    assert (len(line) < 160, "\n" in line) == (True, False)


def test_json_has_the_whole_record() -> None:
    told = json.loads(as_line_of_json(letter(b"x" * 500)))

    assert (told["partition"], told["offset"], told["bytes"], told["value"]) == (3, 17, 500, "x" * 500)


def test_a_record_that_a_later_version_understands_is_said_to_be() -> None:
    incident = make_incident(make_alert())
    event = event_of(incident, Change.OPENED, incident.why, at=NOON)

    assert "can be decoded now" in as_line(letter(encode_event(event)))


@pytest.mark.parametrize("arguments", [["--help"], ["dead-letters", "--help"]])
def test_help_is_printed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(arguments)
    except SystemExit as exited:
        code = int(exited.code or 0)

    assert (code, "dead-letters" in capsys.readouterr().out) == (0, True)


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["dead-leters"]), "usage:" in capsys.readouterr().err) == (2, True)
