"""What Twilio's answers prove about a text."""

from datetime import UTC, datetime, timedelta

import pytest

from models.delivery import Kind, Slot
from notifier.deciding.texts import (
    Accepted,
    NotProcessed,
    OursToMend,
    OutboundMessage,
    Outcome,
    OutcomeUnknown,
    Refused,
)
from notifier.posting.twilio_messages import outcome_of, reaction_of
from notifier.settling.reconciling import SentMessage, is_same

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
TEXT = OutboundMessage("d", "a", "i", 2, "2", Slot.NOTICE, Kind.FIRST, "504 King: Detour via Queen", 1, NOON)


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        pytest.param(400, 21610, Refused(21610), id="opted out"),
        pytest.param(400, 21211, Refused(21211), id="no such number"),
        pytest.param(400, 400, OutcomeUnknown("http-400"), id="a refusal that is not Twilio's"),
        pytest.param(404, 404, OutcomeUnknown("http-404"), id="a gateway's page"),
        pytest.param("400", "x", OutcomeUnknown("http-400"), id="an answer of another shape"),
        pytest.param(
            429, 20429, NotProcessed("throttled", is_throttled=True), id="too many requests: surely not processed"
        ),
        pytest.param(401, 20003, OursToMend(20003), id="our token is wrong: the text waits"),
        pytest.param(400, 21606, OursToMend(21606), id="our number is wrong: the text waits"),
        pytest.param(403, 29999, OursToMend(29999), id="we may not, for a reason nobody knows"),
        pytest.param(429, None, NotProcessed("throttled", is_throttled=True), id="too many requests, without a code"),
        pytest.param(400, 21611, NotProcessed("queue-full", is_throttled=True), id="our queue is full"),
        pytest.param(400, 29999, Refused(29999), id="a refusal that nobody knows yet: this text alone"),
        pytest.param(400, 21617, Refused(21617), id="a text that never goes out"),
        pytest.param(500, 20500, OutcomeUnknown("http-500"), id="a server error may have been processed"),
        pytest.param(503, None, OutcomeUnknown("http-503"), id="so may this one"),
        pytest.param(None, None, OutcomeUnknown("http-None"), id="an error nobody has seen yet"),
    ],
)
def test_only_what_surely_was_not_processed_may_go_again(status: object, code: object, expected: Outcome) -> None:
    assert outcome_of(status, code) == expected


@pytest.mark.parametrize(
    ("body", "created_at", "is_outbound", "expected"),
    [
        pytest.param(TEXT.body, NOON, True, True, id="the very text"),
        pytest.param(f"Sent from your Twilio trial account - {TEXT.body}", NOON, True, True, id="a trial account"),
        pytest.param(f" {TEXT.body.replace(' ', '  ')}", NOON, True, True, id="other blanks"),
        pytest.param(TEXT.body, NOON - timedelta(seconds=59), True, True, id="by a clock that is slow"),
        pytest.param(TEXT.body, NOON - timedelta(seconds=61), True, False, id="yesterday's text of the same words"),
        pytest.param(TEXT.body, NOON, False, False, id="the rider quotes us"),
        pytest.param("Update: 504 King: Detour", NOON, True, False, id="another text"),
    ],
)
def test_a_lost_text_is_known_by_its_words_and_time(
    body: str, created_at: datetime, is_outbound: bool, expected: bool
) -> None:
    assert is_same(SentMessage("SM1", body, created_at, is_outbound), TEXT, NOON) is expected


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        pytest.param(Accepted("SM1"), None, id="no error"),
        pytest.param(Refused(21610), "opted-out", id="opted out"),
        pytest.param(OursToMend(29999), "ours-to-mend", id="we may not, for a reason nobody knows"),
        pytest.param(NotProcessed("throttled", is_throttled=True), "slow-down", id="too many requests"),
        pytest.param(NotProcessed("queue-full", is_throttled=True), "queue-full", id="our queue is full"),
        pytest.param(NotProcessed("refused"), "not-connected", id="nobody there"),
        pytest.param(OutcomeUnknown("http-500"), "unknown", id="a lost answer"),
    ],
)
def test_errors_are_counted_by_what_they_ask_of_us(outcome: Outcome, expected: str | None) -> None:
    assert reaction_of(outcome) == expected
