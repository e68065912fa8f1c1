"""Outcomes are written down in bulk, and not forgotten while the database is away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from pymongo.errors import AutoReconnect

from models.delivery import Kind, Slot
from models.documents.opt_out import OPTED_OUT
from notifier.deciding.last_look import EXPIRED, HALTED, SUPERSEDED, HoldUntil
from notifier.deciding.texts import Accepted, OutboundMessage, Refused, Withheld
from notifier.settling import settling
from notifier.settling.settlement import Waits
from notifier.settling.settling import Settling
from tests.fakes.ledger import FakeLedger
from tests.unit.notifier.events import NOON, at

TEXT = OutboundMessage("d", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, at(13))


def new_settling(ledger: FakeLedger, *, patience_s: float = 60, now: Callable[[], datetime] = lambda: NOON) -> Settling:
    return Settling(
        ledger=ledger,
        held=ledger,
        reacting=ledger,
        ask_again=ledger.ask_again,
        waits=Waits(timedelta(seconds=5), timedelta(seconds=60)),
        now=now,
        patience_s=patience_s,
    )


def texts(count: int) -> list[OutboundMessage]:
    return [replace(TEXT, delivery=f"d{number}") for number in range(count)]


async def test_what_ends_together_is_written_together() -> None:
    ledger = FakeLedger()
    its = new_settling(ledger)
    for text in texts(300):
        its.note(text, Accepted(f"SM{text.delivery}"))
    before = its.unwritten
    await its.written()

    assert (before, [len(batch) for batch in ledger.batches], its.unwritten) == (300, [300], 0)


async def test_outcomes_are_kept_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "AGAIN_S", 0)
    ledger = FakeLedger()
    ledger.failures = [AutoReconnect("gone"), AutoReconnect("gone")]
    its = new_settling(ledger)
    its.note(TEXT, Accepted("SM1"))
    await its.written()

    assert ledger.reasons == {"d": "SM1"}


async def test_a_database_that_stays_away_does_not_keep_a_process_from_ending() -> None:
    ledger = FakeLedger()
    ledger.failures = [AutoReconnect("gone")] * 1000
    its = new_settling(ledger, patience_s=0.01)
    its.note(TEXT, Accepted("SM1"))
    await its.written()

    assert (ledger.batches, its.unwritten) == ([], 0)


async def test_an_opt_out_that_the_provider_tells_is_written_before_the_text() -> None:
    ledger = FakeLedger()
    ledger.failures = [ValueError("the text cannot be written")]
    its = new_settling(ledger)
    its.note(TEXT, Refused(21610))
    await its.written()

    assert (ledger.opted_out, ledger.batches, ledger.failed) == (["a"], [], [])


async def test_a_number_is_judged_once_its_failed_text_is_written() -> None:
    ledger = FakeLedger()
    its = new_settling(ledger)
    its.note(TEXT, Refused(21614))
    its.note(replace(TEXT, delivery="e"), Accepted("SM1"))
    await its.written()

    assert (ledger.failed, len(ledger.settled)) == (["a"], 2)


@pytest.mark.parametrize(
    ("goes_once_more", "outcome", "expected"),
    [
        pytest.param(True, Withheld(SUPERSEDED), ["d"], id="its message was lost, and there is newer news"),
        pytest.param(True, Withheld(EXPIRED), ["d"], id="its message was lost, and it is too late"),
        pytest.param(True, Withheld(HALTED), ["d"], id="its message was lost, and the operator has stopped it"),
        pytest.param(False, Withheld(SUPERSEDED), [], id="it was never posted"),
        pytest.param(True, Withheld("stopped"), [], id="its rider wants no more"),
        pytest.param(True, Accepted("SM1"), [], id="it was posted again"),
    ],
)
async def test_who_was_not_told_after_all_is_decided_about_anew(
    goes_once_more: bool, outcome: Withheld | Accepted, expected: list[str]
) -> None:
    ledger = FakeLedger()
    ledger.failures = [ValueError("the text cannot be written")]
    its = new_settling(ledger)
    its.note(replace(TEXT, goes_once_more=goes_once_more), outcome)
    await its.written()

    assert (ledger.never_told, ledger.batches) == (expected, [])


async def test_a_text_that_is_held_is_checked_against_its_rider_s_version() -> None:
    ledger = FakeLedger()
    its = new_settling(ledger)
    its.note(TEXT, HoldUntil(at(13), at(14)), rider_version=7)
    await its.written()

    assert ledger.checked == {"a": 7}


async def test_a_refusal_is_as_old_as_its_answer_however_long_the_database_was_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who has come back since, with START, is not stopped by it."""
    monkeypatch.setattr(settling, "AGAIN_S", 0)
    ledger, minutes = FakeLedger(), count()
    ledger.failures = [AutoReconnect("gone")] * 3
    its = new_settling(ledger, now=lambda: NOON + timedelta(minutes=next(minutes)))
    its.note(TEXT, Refused(OPTED_OUT))
    await its.written()

    assert (ledger.attempted_at, len(ledger.batches)) == ({NOON}, 1)
