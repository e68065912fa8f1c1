"""How a text reads to who has been told something before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.alert import Alert
from models.delivery import Channel, DeliveryState, Kind, Slot
from models.event import AlertEvent, Change
from models.incident import AlertClass, Why
from models.route import Route
from models.time_range import TimeRange
from notifier.deciding.kinds import Earlier, awaits_outcome, is_owed_clear, is_owed_correction, kind_of_notice

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
KING = Route("ttc/route/504", "ttc", "504", "504", "King", 0)
QUEEN = Route("ttc/route/501", "ttc", "501", "501", "Queen", 0)
EVENT = AlertEvent(
    event_id="i/3/updated",
    feed="ttc",
    incident="i",
    revision=3,
    change=Change.UPDATED,
    at=NOON,
    alert_class=AlertClass.URGENT,
    agency="TTC",
    zone="America/Toronto",
    routes=(KING, QUEEN),
    targets=(KING.target, QUEEN.target),
    alert=Alert("1"),
    why=Why("changed"),
)
REOPENED = EVENT.model_copy(update={"why": Why("reopened")})
RELISTED = EVENT.model_copy(update={"why": Why("relisted")})


def notice(revision: int, state: DeliveryState = DeliveryState.ACCEPTED) -> Earlier:
    return Earlier(Slot.NOTICE, revision, state)


def clear(revision: int, state: DeliveryState = DeliveryState.DELIVERED) -> Earlier:
    return Earlier(Slot.CLEAR, revision, state)


def replied(at: datetime) -> Earlier:
    return Earlier(Slot.NOTICE, 3, DeliveryState.ACCEPTED, channel=Channel.REPLY, at=at)


def of(alert_class: AlertClass) -> AlertEvent:
    return EVENT.model_copy(update={"alert_class": alert_class})


@pytest.mark.parametrize(
    ("event", "earlier", "expected"),
    [
        pytest.param(EVENT, [], Kind.FIRST, id="never told"),
        pytest.param(EVENT, [notice(1)], Kind.UPDATE, id="told before"),
        pytest.param(EVENT, [notice(1, DeliveryState.UNKNOWN)], Kind.UPDATE, id="perhaps told before"),
        pytest.param(EVENT, [notice(1, DeliveryState.SKIPPED)], Kind.FIRST, id="the first notice was skipped"),
        pytest.param(EVENT, [notice(1, DeliveryState.HELD)], Kind.FIRST, id="the first notice waits for its hour"),
        pytest.param(EVENT, [notice(1, DeliveryState.FAILED)], Kind.FIRST, id="the first notice failed"),
        pytest.param(REOPENED, [], Kind.FIRST, id="reopened, never told"),
        pytest.param(REOPENED, [notice(1)], None, id="reopened, never heard that it was over"),
        pytest.param(REOPENED, [notice(1), clear(2)], Kind.UPDATE, id="reopened after a clear"),
        pytest.param(REOPENED, [notice(1), clear(2, DeliveryState.HELD)], None, id="reopened, the clear was held"),
        pytest.param(REOPENED, [notice(1), clear(2, DeliveryState.FAILED)], None, id="reopened, the clear failed"),
        pytest.param(
            REOPENED, [notice(1), clear(2, DeliveryState.UNKNOWN)], Kind.UPDATE, id="reopened, the clear may have come"
        ),
        pytest.param(REOPENED, [notice(1, DeliveryState.UNKNOWN)], Kind.FIRST, id="reopened, perhaps never told"),
        pytest.param(RELISTED, [], None, id="listed again, and a baseline was silent about it"),
        pytest.param(RELISTED, [notice(1), clear(2)], Kind.UPDATE, id="listed again, after a reply told and a clear"),
        pytest.param(EVENT, [notice(1, DeliveryState.RETRY)], Kind.FIRST, id="the first notice surely did not arrive"),
    ],
)
def test_a_notice_reads_as_first_or_update(event: AlertEvent, earlier: list[Earlier], expected: Kind | None) -> None:
    assert kind_of_notice(event, earlier) is expected


THURSDAY = date(2026, 3, 12)
STARTS_AT = NOON + timedelta(days=3)
UPCOMING = EVENT.model_copy(
    update={
        "change": Change.UPCOMING,
        "alert_class": AlertClass.PLANNED,
        "service_date": THURSDAY,
        "alert": Alert("1", active_periods=(TimeRange(STARTS_AT, None),)),
    }
)


@pytest.mark.parametrize(
    ("event", "earlier", "expected"),
    [
        pytest.param(UPCOMING, [], Kind.PLANNED, id="never told"),
        pytest.param(UPCOMING, [notice(3)], None, id="told of it as it stands"),
        pytest.param(UPCOMING, [notice(2)], Kind.PLANNED, id="told of it before it changed"),
        pytest.param(UPCOMING, [notice(3, DeliveryState.UNKNOWN)], None, id="perhaps told of it"),
        pytest.param(UPCOMING, [notice(3, DeliveryState.HELD)], None, id="its text waits for the morning"),
        pytest.param(UPCOMING, [notice(3, DeliveryState.RETRY)], Kind.PLANNED, id="a text that may come too late"),
        pytest.param(UPCOMING, [notice(3, DeliveryState.SKIPPED)], Kind.PLANNED, id="its text was skipped"),
        pytest.param(UPCOMING, [replied(STARTS_AT - timedelta(hours=24))], None, id="in a reply of the last 24 hours"),
        pytest.param(
            UPCOMING, [replied(STARTS_AT - timedelta(hours=24, seconds=1))], Kind.PLANNED, id="in a reply before that"
        ),
        pytest.param(of(AlertClass.PLANNED), [], None, id="planned work changes: who was not told has its reminder"),
        pytest.param(of(AlertClass.PLANNED), [notice(1)], Kind.UPDATE, id="planned work changes, told before"),
        pytest.param(of(AlertClass.INFO), [], Kind.FIRST, id="information"),
        pytest.param(of(AlertClass.INFO), [notice(1)], Kind.UPDATE, id="information about what was told"),
        pytest.param(of(AlertClass.ACCESS), [], Kind.FIRST, id="an elevator"),
    ],
)
def test_what_is_not_urgent_is_told_when_it_helps(
    event: AlertEvent, earlier: list[Earlier], expected: Kind | None
) -> None:
    assert kind_of_notice(event, earlier) is expected


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        pytest.param([], False, id="never told"),
        pytest.param([notice(1)], True, id="told"),
        pytest.param([notice(1, DeliveryState.UNKNOWN)], False, id="nobody knows yet"),
        pytest.param([notice(1, DeliveryState.UNDELIVERED)], False, id="the notice never arrived"),
        pytest.param([notice(1), clear(2)], False, id="told, and told that it is over"),
        pytest.param([notice(1), clear(2), notice(3)], True, id="told again since"),
        pytest.param(
            [notice(1), clear(2, DeliveryState.RETRY)],
            True,
            id="told, and a clear was to be tried again when it reopened",
        ),
        pytest.param([notice(1), clear(2, DeliveryState.UNKNOWN)], False, id="told, and perhaps told that it is over"),
        pytest.param(
            [notice(1), clear(2, DeliveryState.HELD)], True, id="told, and a clear was held and came too late"
        ),
    ],
)
def test_a_clear_is_owed_to_those_who_were_told(earlier: list[Earlier], expected: bool) -> None:
    assert is_owed_clear(earlier) is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(DeliveryState.SENDING, True, id="on its way"),
        pytest.param(DeliveryState.UNKNOWN, True, id="its answer was lost"),
        pytest.param(DeliveryState.HELD, False, id="held: it will not go out any more"),
        pytest.param(DeliveryState.DELIVERED, False, id="delivered"),
    ],
)
def test_a_clear_waits_for_a_notice_without_outcome(state: DeliveryState, expected: bool) -> None:
    assert awaits_outcome([notice(1, state)], 2) is expected


@pytest.mark.parametrize(
    ("revision", "state", "expected"),
    [
        pytest.param(2, DeliveryState.SENDING, True, id="on its way"),
        pytest.param(2, DeliveryState.UNKNOWN, True, id="its answer was lost"),
        pytest.param(2, DeliveryState.RETRY, False, id="to be tried again: it will not go out any more"),
        pytest.param(2, DeliveryState.DELIVERED, False, id="delivered"),
        pytest.param(4, DeliveryState.UNKNOWN, False, id="it is this one"),
    ],
)
def test_a_clear_waits_for_an_earlier_one_without_outcome(revision: int, state: DeliveryState, expected: bool) -> None:
    assert awaits_outcome([notice(1), clear(revision, state)], 4) is expected


def correction(occasion: str, state: DeliveryState) -> Earlier:
    return Earlier(Slot.CORRECTION, 1, state, occasion=occasion)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        pytest.param([], False, id="never told"),
        pytest.param([notice(1)], True, id="told"),
        pytest.param([replied(NOON)], True, id="told in a reply"),
        pytest.param([notice(1, DeliveryState.FAILED)], False, id="the notice failed"),
        pytest.param([notice(1, DeliveryState.UNKNOWN)], False, id="nobody knows yet"),
        pytest.param([clear(2)], False, id="an end alone"),
        pytest.param([notice(1), correction("c", DeliveryState.ACCEPTED)], False, id="corrected before"),
        pytest.param([notice(1), correction("c", DeliveryState.SKIPPED)], False, id="skipped once"),
        pytest.param([notice(1), correction("b", DeliveryState.ACCEPTED)], True, id="another correction"),
    ],
)
def test_a_correction_is_owed_to_who_was_told(earlier: list[Earlier], expected: bool) -> None:
    assert is_owed_correction(earlier, "c") is expected
