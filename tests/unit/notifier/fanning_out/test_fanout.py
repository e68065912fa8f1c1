"""What follows when a fan-out has looked at everybody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.alert import Alert
from models.event import AlertEvent, Change
from models.fanout import FanoutState
from models.incident import AlertClass, Why
from notifier.fanning_out.fanout import Fanout, after_pass, starts_at

AT = datetime(2026, 3, 9, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def fanout(change: Change, state: FanoutState) -> Fanout:
    event = AlertEvent(
        event_id="i/1",
        feed="ttc",
        incident="i",
        revision=1,
        change=change,
        at=AT,
        alert_class=AlertClass.URGENT,
        agency="TTC",
        zone="America/Toronto",
        routes=(),
        alert=Alert("1"),
        why=Why("new"),
    )
    return Fanout("f", "+14165550199", event, state, "rider-9", AT)


@pytest.mark.parametrize(
    ("change", "state", "unsettled", "now", "expected"),
    [
        pytest.param(
            Change.OPENED, FanoutState.OPEN, False, AT, (FanoutState.SWEEPING, AT + MINUTE), id="a sweep is due in 60 s"
        ),
        pytest.param(
            Change.OPENED,
            FanoutState.OPEN,
            False,
            AT + 5 * MINUTE,
            (FanoutState.SWEEPING, AT + 5 * MINUTE),
            id="at once, if the pass took long",
        ),
        pytest.param(
            Change.OPENED, FanoutState.SWEEPING, False, AT + MINUTE, (FanoutState.DONE, AT), id="after the sweep: done"
        ),
        pytest.param(
            Change.CLEARED,
            FanoutState.SWEEPING,
            True,
            AT + 2 * MINUTE,
            (FanoutState.SWEEPING, AT + 2 * MINUTE + timedelta(seconds=10)),
            id="a clear waits for notices without outcome",
        ),
        pytest.param(
            Change.CLEARED,
            FanoutState.SWEEPING,
            False,
            AT + 2 * MINUTE,
            (FanoutState.DONE, AT),
            id="and ends after them",
        ),
    ],
)
def test_a_fanout_ends_after_its_sweep(
    change: Change, state: FanoutState, unsettled: bool, now: datetime, expected: tuple[FanoutState, datetime]
) -> None:
    passed = replace(fanout(change, state), saw_unsettled=unsettled)

    after = after_pass(passed, sweep_after=MINUTE, recheck=timedelta(seconds=10), now=now)

    assert (after.state, after.not_before) == expected


def test_a_sweep_begins_at_the_first_rider_again() -> None:
    swept = replace(fanout(Change.OPENED, FanoutState.OPEN), saw_unsettled=True).swept_from(AT)

    assert (swept.cursor, swept.saw_unsettled) == ("", False)


def test_what_a_pass_has_seen_stays_seen() -> None:
    first = fanout(Change.CLEARED, FanoutState.OPEN).moved_to("a", told=1, saw_unsettled=True)

    assert first.moved_to("b", told=0, saw_unsettled=False).saw_unsettled


def test_a_pass_that_began_in_the_middle_goes_round_once() -> None:
    middle = replace(fanout(Change.UPDATED, FanoutState.OPEN), begun_at="rider-5")
    wrapped = after_pass(middle, sweep_after=MINUTE, recheck=MINUTE, now=AT)
    swept = after_pass(replace(wrapped, cursor="rider-5"), sweep_after=MINUTE, recheck=MINUTE, now=AT)

    assert (middle.spans, wrapped.spans) == ((("rider-9", None), ("", "rider-5")), (("", "rider-5"),))
    assert (wrapped.state, swept.state, swept.spans) == (FanoutState.OPEN, FanoutState.SWEEPING, (("", None),))


@pytest.mark.parametrize("alert_class", list(AlertClass))
@pytest.mark.parametrize("change", list(Change))
def test_elevators_wait_for_others_of_their_station(change: Change, alert_class: AlertClass) -> None:
    event = fanout(change, FanoutState.OPEN).event.model_copy(update={"alert_class": alert_class})
    waits = timedelta(seconds=90) if alert_class is AlertClass.ACCESS else timedelta(0)

    assert starts_at(event, access_waits=timedelta(seconds=90)) == AT + waits
