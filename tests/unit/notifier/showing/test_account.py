"""What an operator is shown of an incident and of those who were told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.delivery import Channel, DeliveryState, Slot
from models.phone import mask
from notifier.showing.account import Account, Fate, ToldRider, account_lines, account_row
from tests.fakes.bot_world import make_incident

NOON = datetime(2026, 8, 5, 16, tzinfo=UTC)
INCIDENT = replace(make_incident(text="No service, collision", changed_at=NOON), id="ttc/1c0f3a/42")
TEXT, REPLY = Channel.TEXT, Channel.REPLY
FATES = {
    Fate(Slot.NOTICE, TEXT, DeliveryState.DELIVERED): 2,
    Fate(Slot.NOTICE, REPLY, DeliveryState.ACCEPTED): 1,
    Fate(Slot.NOTICE, TEXT, DeliveryState.UNDELIVERED, error_code=30003): 4,
    Fate(Slot.NOTICE, TEXT, DeliveryState.SKIPPED, "daily-cap"): 9,
    Fate(Slot.CLEAR, TEXT, DeliveryState.SENT, "once-more-30003"): 1,
}
RIDERS = (
    ToldRider("+14165550123", Slot.NOTICE, "delivered", NOON),
    ToldRider(None, Slot.NOTICE, "told in a reply", NOON),
)
ACCOUNT = Account(INCIDENT.id, INCIDENT, None, FATES, 4, RIDERS)


@pytest.mark.parametrize(
    ("fate", "name"),
    [
        pytest.param(Fate(Slot.NOTICE, TEXT, DeliveryState.DELIVERED), "delivered", id="delivered"),
        pytest.param(Fate(Slot.NOTICE, REPLY, DeliveryState.ACCEPTED), "told in a reply", id="STATUS showed it"),
        pytest.param(Fate(Slot.NOTICE, TEXT, DeliveryState.FAILED, error_code=21610), "failed (21610)", id="refused"),
        pytest.param(Fate(Slot.NOTICE, TEXT, DeliveryState.SKIPPED, "muted"), "skipped (muted)", id="kept back"),
        pytest.param(
            Fate(Slot.NOTICE, TEXT, DeliveryState.SENT, "throttled"), "sent", id="an old reason tells nothing"
        ),
    ],
)
def test_an_outcome_says_why(fate: Fate, name: str) -> None:
    assert fate.name == name


def test_the_account_shows_counts_and_masked_numbers() -> None:
    assert list(account_lines(ACCOUNT, mask)) == [
        "ttc/1c0f3a/42",
        "  text        No service, collision",
        "  class       urgent: unknown",
        "  state       open, revision 1, since 2026-08-05T16:00:00Z",
        "  notice      delivered 2, skipped (daily-cap) 9, told in a reply 1, undelivered (30003) 4",
        "  clear       sent 1",
        "  told        4 texts and replies reached their riders, as far as is known",
        "    +1416***0123  notice      delivered        2026-08-05T16:00:00Z",
        "    forgotten  notice      told in a reply  2026-08-05T16:00:00Z",
        "    and 2 more: see --most",
    ]


def test_a_halt_and_an_incident_that_is_forgotten_are_said() -> None:
    assert next(account_lines(replace(ACCOUNT, halted_at=NOON), mask)).endswith("HALTED since 2026-08-05T16:00:00Z")
    assert "forgotten, a week after its end" in list(account_lines(replace(ACCOUNT, incident=None), mask))[1]


def test_the_row_of_json_has_the_same_figures() -> None:
    row = account_row(ACCOUNT, mask)

    assert row["texts"] == {
        "notice": {"delivered": 2, "skipped (daily-cap)": 9, "told in a reply": 1, "undelivered (30003)": 4},
        "clear": {"sent": 1},
    }
    assert (row["incident"], row["text"], row["told"]) == ("ttc/1c0f3a/42", "No service, collision", 4)
    assert row["riders"] == [
        {"phone": "+1416***0123", "slot": "notice", "outcome": "delivered", "at": NOON.isoformat()},
        {"phone": "forgotten", "slot": "notice", "outcome": "told in a reply", "at": NOON.isoformat()},
    ]
