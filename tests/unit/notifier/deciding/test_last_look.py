"""The look just before the call."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.delivery import NO_INCIDENT, Kind, Slot
from models.incident import AlertClass, IncidentState
from models.rider import Level, Quiet, Rider, RiderStatus
from models.time_range import TimeRange
from models.window import Window
from notifier.deciding.caps import Caps
from notifier.deciding.last_look import HoldUntil, LookRules, Part, Send, Skip, look, look_together
from notifier.deciding.standing import Standing
from notifier.deciding.texts import OutboundMessage
from notifier.deciding.timing import Hours
from tests.unit.notifier.events import KING, NOON, STANDING, at, make_rider, subscription

HOUR = timedelta(hours=1)
RULES = LookRules(hours=Hours(), caps=Caps(), useful_for=HOUR)
RIDER = make_rider()
TEXT = OutboundMessage(
    "d", "a", "i", 2, "2", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, NOON, targets=(KING.target,)
)
OPEN, CLOSED = replace(STANDING, revision=2), replace(STANDING, revision=2, state=IncidentState.CLOSED)
CLEAR = replace(TEXT, slot=Slot.CLEAR, kind=Kind.CLEAR)
CORRECTION = replace(TEXT, slot=Slot.CORRECTION, kind=Kind.CORRECTION, revision=1, targets=())
NOTE = replace(TEXT, incident=NO_INCIDENT, revision=0, slot=Slot.LATE_REPLY, kind=Kind.NOTE, targets=())
PLANNED = replace(OPEN, alert_class=AlertClass.PLANNED)
MORNING = Window((0, 1, 2, 3, 4), 7 * 60, 9 * 60)
ONLY_MORNINGS = make_rider(subscription(windows=(MORNING,)))


def outcome(
    text: OutboundMessage, rider: Rider | None, standing: Standing | None, now: datetime = NOON
) -> str | datetime | None:
    """The reason of a skip, the time of a hold, or None for a text that goes out."""
    match look(text, rider, standing, now=now, rules=RULES):
        case Skip(reason):
            return reason
        case HoldUntil(moment):
            return moment
        case Send():
            return None


@pytest.mark.parametrize(
    ("text", "rider", "standing", "expected"),
    [
        pytest.param(TEXT, RIDER, OPEN, None, id="nothing changed"),
        pytest.param(TEXT, replace(RIDER, status=RiderStatus.STOPPED), OPEN, "stopped", id="STOP"),
        pytest.param(TEXT, replace(RIDER, suppressed_at=NOON), OPEN, "suppressed", id="their number fails"),
        pytest.param(TEXT, None, OPEN, "rider-gone", id="forgotten"),
        pytest.param(TEXT, RIDER, CLOSED, "superseded", id="it is over"),
        pytest.param(TEXT, RIDER, replace(OPEN, revision=3), "superseded", id="there is newer news"),
        pytest.param(TEXT, RIDER, None, "incident-gone", id="the incident is gone"),
        pytest.param(replace(TEXT, useful_until=NOON - timedelta(seconds=1)), RIDER, OPEN, "expired", id="too late"),
        pytest.param(TEXT, replace(RIDER, paused_until=NOON + HOUR), OPEN, "paused", id="PAUSE"),
        pytest.param(TEXT, replace(RIDER, paused_until=NOON), OPEN, None, id="a pause that has ended"),
        pytest.param(TEXT, replace(RIDER, muted=("i",)), OPEN, "muted", id="MUTE"),
        pytest.param(TEXT, make_rider("ttc/route/29"), OPEN, "unsubscribed", id="UNSUBSCRIBE"),
        pytest.param(TEXT, make_rider(subscription(level=Level.MAJOR)), PLANNED, "unsubscribed", id="504 MAJOR"),
        pytest.param(
            replace(TEXT, event_at=NOON), make_rider(subscription(active_since=NOON)), OPEN, None, id="as it happened"
        ),
        pytest.param(
            replace(TEXT, event_at=NOON),
            make_rider(subscription(active_since=NOON + timedelta(seconds=1))),
            OPEN,
            "unsubscribed",
            id="STOP and START since",
        ),
        pytest.param(TEXT, ONLY_MORNINGS, OPEN, at(7, days=1), id="new windows: at the next one"),
        pytest.param(TEXT, make_rider(quiet=Quiet(720, 780)), OPEN, at(13), id="QUIET 12-1PM"),
        pytest.param(TEXT, RIDER, replace(OPEN, is_halted=True), "halted", id="the operator has halted it"),
        pytest.param(CLEAR, RIDER, replace(CLOSED, is_halted=True), "halted", id="nor is its end told then"),
        pytest.param(CORRECTION, RIDER, replace(CLOSED, is_halted=True), None, id="its correction is"),
        pytest.param(CORRECTION, make_rider("ttc/route/29"), OPEN, None, id="a correction after UNSUBSCRIBE"),
        pytest.param(CORRECTION, replace(RIDER, muted=("i",)), OPEN, "muted", id="a correction after MUTE"),
        pytest.param(
            CORRECTION, replace(RIDER, status=RiderStatus.STOPPED), OPEN, "stopped", id="a correction after STOP"
        ),
        pytest.param(
            TEXT, RIDER, replace(OPEN, periods=(TimeRange(None, NOON),)), "over", id="its last period is over"
        ),
        pytest.param(
            TEXT, make_rider(subscription(windows=(Window(days=()),))), OPEN, "out-of-hours", id="a window of no day"
        ),
    ],
)
def test_a_text_goes_out_only_while_it_is_right(
    text: OutboundMessage, rider: Rider | None, standing: Standing | None, expected: str | datetime | None
) -> None:
    assert outcome(text, rider, standing) == expected


@pytest.mark.parametrize(
    ("text", "rider", "standing", "expected"),
    [
        pytest.param(CLEAR, RIDER, CLOSED, None, id="of what is over"),
        pytest.param(CLEAR, RIDER, replace(CLOSED, revision=3), "superseded", id="of what began again and ended"),
        pytest.param(CLEAR, RIDER, OPEN, "superseded", id="of what goes on"),
        pytest.param(
            CLEAR, RIDER, replace(CLOSED, periods=(TimeRange(None, NOON),)), None, id="that ended as announced"
        ),
        pytest.param(CLEAR, make_rider(subscription(level=Level.MAJOR)), CLOSED, None, id="504 MAJOR since"),
        pytest.param(
            replace(CLEAR, event_at=NOON),
            make_rider(subscription(active_since=NOON + timedelta(seconds=1))),
            CLOSED,
            None,
            id="RESUME since",
        ),
        pytest.param(CLEAR, make_rider("ttc/route/29"), CLOSED, "unsubscribed", id="UNSUBSCRIBE"),
        pytest.param(
            replace(CLEAR, targets=()), make_rider("ttc/route/29"), CLOSED, None, id="a route only asked about"
        ),
        pytest.param(CLEAR, make_rider(quiet=Quiet(720, 780)), CLOSED, "out-of-hours", id="quiet until it is useless"),
    ],
)
def test_a_clear_goes_out_only_while_it_is_right(
    text: OutboundMessage, rider: Rider, standing: Standing, expected: str | datetime | None
) -> None:
    assert outcome(text, rider, standing) == expected


def test_a_clear_waits_as_long_as_it_is_useful() -> None:
    clear = replace(CLEAR, useful_until=NOON + HOUR)

    assert look(clear, make_rider(quiet=Quiet(720, 750)), CLOSED, now=NOON, rules=RULES) == HoldUntil(
        at(12, 30), NOON + HOUR
    )


def test_what_waits_for_a_window_is_useful_from_then_on() -> None:
    assert look(TEXT, ONLY_MORNINGS, OPEN, now=NOON, rules=RULES) == HoldUntil(at(7, days=1), at(8, days=1))


@pytest.mark.parametrize(
    ("rider", "expected"),
    [
        pytest.param(RIDER, None, id="a rider"),
        pytest.param(replace(RIDER, paused_until=NOON + HOUR), None, id="PAUSE holds no answer back"),
        pytest.param(make_rider(quiet=Quiet(0, 1440)), None, id="nor do quiet hours"),
        pytest.param(replace(RIDER, status=RiderStatus.STOPPED), "stopped", id="STOP"),
        pytest.param(replace(RIDER, suppressed_at=NOON), "suppressed", id="nothing reaches their number"),
        pytest.param(None, "rider-gone", id="forgotten"),
    ],
)
def test_a_text_outside_incidents_looks_at_its_rider_alone(rider: Rider | None, expected: str | None) -> None:
    assert outcome(NOTE, rider, None) == expected


@pytest.mark.parametrize(
    ("rider", "expected"),
    [
        pytest.param(RIDER, None, id="a rider of the route"),
        pytest.param(make_rider("ttc/route/29"), "unsubscribed", id="UNSUBSCRIBE since"),
        pytest.param(replace(RIDER, paused_until=NOON + HOUR), NOON + HOUR, id="PAUSE: until it ends"),
        pytest.param(replace(RIDER, paused_until=NOON), None, id="a pause that has ended"),
    ],
)
def test_a_note_that_nobody_asked_for_is_for_who_has_the_route_and_no_pause(
    rider: Rider, expected: str | datetime | None
) -> None:
    assert outcome(replace(NOTE, targets=(KING.target,)), rider, None) == expected


@pytest.mark.parametrize(
    ("number", "standing", "expected"),
    [
        pytest.param(7, OPEN, "", id="the 7th"),
        pytest.param(8, PLANNED, "cap.urgent_only", id="the 8th says that only urgent ones follow"),
        pytest.param(9, PLANNED, "daily-cap", id="the 9th"),
        pytest.param(9, OPEN, "", id="the 9th, urgent"),
        pytest.param(12, OPEN, "cap.last", id="the 12th says that it is the last"),
        pytest.param(13, OPEN, "daily-cap", id="the 13th"),
    ],
)
def test_the_day_s_count_is_kept(number: int, standing: Standing, expected: str) -> None:
    verdict = look(TEXT, RIDER, standing, number=number, now=NOON, rules=RULES)

    assert (verdict.reason if isinstance(verdict, Skip) else getattr(verdict, "ending", None) or "") == expected


def test_a_reminder_that_goes_out_knows_how_far_ahead_its_work_is() -> None:
    reminder = replace(TEXT, kind=Kind.PLANNED, occasion=at(1, days=1).date().isoformat(), useful_until=at(20))
    nights = tuple(TimeRange(at(1, days=days), at(4, days=days)) for days in (2, 1))
    standing = replace(PLANNED, periods=nights)

    verdict = look(reminder, RIDER, standing, now=at(18), rules=RULES)

    assert isinstance(verdict, Send)
    assert verdict.text.begins_in == timedelta(hours=7)


def test_a_text_that_goes_out_knows_the_class_of_its_alert() -> None:
    verdict = look(TEXT, RIDER, replace(OPEN, alert_class=AlertClass.PLANNED), now=NOON, rules=RULES)

    assert isinstance(verdict, Send)
    assert verdict.text.alert_class is AlertClass.PLANNED


@pytest.mark.parametrize("text", [CLEAR, NOTE], ids=["an end", "an answer"])
def test_ends_and_answers_are_told_beyond_the_cap(text: OutboundMessage) -> None:
    assert isinstance(look(text, RIDER, CLOSED, number=99, now=NOON, rules=RULES), Send)


@pytest.mark.parametrize(
    ("rider", "other", "expected"),
    [
        pytest.param(RIDER, OPEN, Send, id="nothing changed"),
        pytest.param(RIDER, CLOSED, Part, id="one of them is over"),
        pytest.param(RIDER, replace(OPEN, revision=3), Part, id="there is newer news of one of them"),
        pytest.param(replace(RIDER, muted=("j",)), OPEN, Part, id="one of them is muted"),
        pytest.param(replace(RIDER, status=RiderStatus.STOPPED), CLOSED, Skip, id="STOP"),
    ],
)
def test_a_text_goes_out_with_all_that_it_carries_or_not_at_all(rider: Rider, other: Standing, expected: type) -> None:
    carrier = replace(TEXT, carries=(replace(TEXT, delivery="e", incident="j"),), alone="504 King: Detour")
    verdict = look_together(carrier, rider, {"i": OPEN, "j": other}, number=8, now=NOON, rules=RULES)

    assert isinstance(verdict, expected)
