"""What became of each text can be read from the log, and how long it took from the metrics."""

from dataclasses import replace

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from models.delivery import NO_INCIDENT, Kind, Slot
from notifier.deciding.texts import Accepted, OutboundMessage, OutcomeUnknown, Withheld
from notifier.settling.reporting import MOST_NAMED, Note, show
from tests.unit.notifier.events import NOON, at

TEXT = OutboundMessage(
    "d", "a", "ttc/1/1", 2, "2", Slot.NOTICE, Kind.FIRST, "504: Detour", 1, at(13), event_at=at(11, 58)
)


def accepted(text: OutboundMessage) -> Note:
    return Note(text, Accepted(f"SM-{text.delivery}"), NOON, 0)


def timed() -> tuple[float, float]:
    """How many urgent texts were timed, and their seconds."""
    labels = {"priority": "urgent"}
    name = "headway_change_to_accepted_seconds"
    return (
        REGISTRY.get_sample_value(f"{name}_count", labels) or 0,
        REGISTRY.get_sample_value(f"{name}_sum", labels) or 0,
    )


def test_one_line_names_the_texts_that_were_accepted_together() -> None:
    with capture_logs() as logs:
        show([accepted(replace(TEXT, delivery=each)) for each in ("d1", "d2")])

    assert logs == [
        {
            "event": "texts.settled",
            "log_level": "info",
            "about": "ttc/1/1/2",
            "outcome": "accepted",
            "texts": {"d1": "SM-d1", "d2": "SM-d2"},
        }
    ]


def test_a_crowd_is_named_in_lines_that_no_collector_cuts() -> None:
    crowd = [accepted(replace(TEXT, delivery=f"{number:032x}")) for number in range(2 * MOST_NAMED + 1)]
    with capture_logs() as logs:
        show(crowd)

    assert [len(each["texts"]) for each in logs] == [MOST_NAMED, MOST_NAMED, 1]


def test_a_text_that_was_not_accepted_has_a_line_of_its_own() -> None:
    with capture_logs() as logs:
        show([Note(TEXT, OutcomeUnknown("timeout"), NOON, 0), Note(TEXT, Withheld("stopped"), NOON, 0)])

    assert [(each["event"], each["about"]) for each in logs] == [
        ("text.not_accepted", "ttc/1/1/2"),
        ("texts.settled", "ttc/1/1/2"),
    ]
    assert (logs[0]["delivery"], logs[1]["outcome"]) == ("d", "skipped-stopped")


def test_a_text_told_in_another_one_is_named_with_that() -> None:
    other = replace(TEXT, delivery="e", incident="ttc/2/1", revision=1)
    with capture_logs() as logs:
        show([accepted(replace(TEXT, carries=(other,)))])

    assert [(each["about"], each["outcome"], each["texts"]) for each in logs] == [
        ("ttc/1/1/2", "accepted", {"d": "SM-d"}),
        ("ttc/2/1/1", "carried", {"e": "d"}),
    ]


def test_an_answer_in_a_text_of_its_own_is_about_the_message_it_answers() -> None:
    note = replace(TEXT, incident=NO_INCIDENT, occasion="SM123", kind=Kind.NOTE, event_at=None)
    with capture_logs() as logs:
        show([accepted(note)])

    assert logs[0]["about"] == "SM123"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(TEXT, (1, 120), id="from the event to the answer"),
        pytest.param(replace(TEXT, attempt=2), (1, 120), id="it went again"),
        pytest.param(replace(TEXT, attempt=2, was_held=True), (0, 0), id="it waited for its hour"),
        pytest.param(replace(TEXT, event_at=None), (0, 0), id="an answer has no event"),
        pytest.param(replace(TEXT, event_at=at(13)), (1, 0), id="the database's clock is ahead of ours"),
    ],
)
def test_the_time_from_the_change_is_counted(text: OutboundMessage, expected: tuple[float, float]) -> None:
    before = timed()
    show([accepted(text)])
    after = timed()

    assert (after[0] - before[0], round(after[1] - before[1])) == expected
