"""Where an outcome leaves a text."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.delivery import DeliveryState, Kind, Slot
from notifier.deciding.last_look import HoldUntil
from notifier.deciding.texts import (
    Accepted,
    NotProcessed,
    OursToMend,
    OutboundMessage,
    Outcome,
    OutcomeUnknown,
    Parted,
    Refused,
    Withheld,
)
from notifier.settling.settlement import Fact, Settlement, Waits, settled
from tests.unit.notifier.events import NOON, at

TEXT = OutboundMessage("d", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, at(13), attempt=3)
WAITS = Waits(retry_after=timedelta(seconds=5), settle_after=timedelta(seconds=60))


@pytest.mark.parametrize(
    ("outcome", "state", "facts"),
    [
        pytest.param(Accepted("SM1"), DeliveryState.ACCEPTED, {"sid": "SM1"}, id="accepted"),
        pytest.param(Refused(21211), DeliveryState.FAILED, {"error_code": 21211}, id="no such number"),
        pytest.param(
            NotProcessed("throttled"),
            DeliveryState.RETRY,
            {"reason": "throttled", "not_before": NOON + timedelta(seconds=5)},
            id="too many requests",
        ),
        pytest.param(
            NotProcessed("throttled", 90, is_throttled=True),
            DeliveryState.RETRY,
            {"reason": "throttled", "not_before": NOON + timedelta(seconds=90)},
            id="too many requests, for as long as it says",
        ),
        pytest.param(
            NotProcessed("throttled", float("inf"), is_throttled=True),
            DeliveryState.RETRY,
            {"reason": "throttled", "not_before": NOON + timedelta(minutes=5)},
            id="too many requests, for longer than any text is of use",
        ),
        pytest.param(
            OursToMend(20003),
            DeliveryState.RETRY,
            {"reason": "ours-to-mend-20003", "not_before": NOON + timedelta(seconds=5)},
            id="our token is wrong: the text stays owed",
        ),
        pytest.param(
            OutcomeUnknown("TimeoutError"),
            DeliveryState.UNKNOWN,
            {"reason": "TimeoutError", "not_before": NOON + timedelta(seconds=60)},
            id="no answer",
        ),
        pytest.param(Withheld("stopped"), DeliveryState.SKIPPED, {"reason": "stopped"}, id="STOP meanwhile"),
        pytest.param(
            HoldUntil(at(13), at(14)),
            DeliveryState.HELD,
            {"not_before": at(13), "useful_until": at(14)},
            id="quiet hours meanwhile",
        ),
    ],
)
def test_an_outcome_moves_its_attempt(
    outcome: Outcome | HoldUntil, state: DeliveryState, facts: dict[str, Fact]
) -> None:
    assert settled(TEXT, outcome, waits=WAITS, now=NOON) == Settlement("d", 3, state, facts)


def test_a_text_that_parts_from_what_it_carries_is_looked_at_alone() -> None:
    carried = replace(TEXT, delivery="e", attempt=0)
    carrier = replace(TEXT, body="2 elevators out", carries=(carried,), alone="1 elevator out")
    alone: dict[str, Fact] = {"body": "1 elevator out", "segments": 1, "alone": None, "carries": [], "not_before": NOON}

    assert settled(carrier, Parted(), waits=WAITS, now=NOON) == Settlement(
        "d", 3, DeliveryState.HELD, alone, is_carrier=True
    )
