"""The hour at which a text may go out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.delivery import Kind
from models.incident import AlertClass
from models.rider import Quiet, Subscription
from models.route import Heading
from models.time_range import TimeRange
from models.window import Window
from notifier.deciding.timing import Case, Hours, moment_to_tell
from tests.unit.notifier.events import at, make_rider, standing, subscription

URGENT, PLANNED, ACCESS, INFO = AlertClass.URGENT, AlertClass.PLANNED, AlertClass.ACCESS, AlertClass.INFO
WEEKDAYS = (0, 1, 2, 3, 4)
COMMUTES = (Window(WEEKDAYS, 7 * 60, 9 * 60), Window(WEEKDAYS, 16 * 60 + 30, 18 * 60))
NIGHT_SHIFT = (Window(WEEKDAYS, 22 * 60, 6 * 60),)
SLEEP = Quiet(22 * 60, 6 * 60)
TOMORROW = date(2026, 3, 12)


def told_at(
    now: datetime,
    alert_class: AlertClass = URGENT,
    *,
    kind: Kind = Kind.FIRST,
    windows: Sequence[tuple[Window, ...]] = ((),),
    quiet: Quiet | None = None,
    periods: Sequence[TimeRange] = (),
    hours: Hours | None = None,
) -> datetime | None:
    wanted: list[Subscription] = [subscription(windows=each) for each in windows]
    service_date = TOMORROW if kind is Kind.PLANNED else None
    case = Case(kind, make_rider(quiet=quiet), wanted, standing(alert_class, periods), service_date)
    return moment_to_tell(case, hours or Hours(), now)


@pytest.mark.parametrize(
    ("now", "alert_class", "kind", "expected"),
    [
        pytest.param(at(3), URGENT, Kind.FIRST, at(3), id="no service, at night"),
        pytest.param(at(3), URGENT, Kind.UPDATE, at(3), id="an update of it"),
        pytest.param(at(3), ACCESS, Kind.FIRST, at(3), id="an elevator, at night"),
        pytest.param(at(3), INFO, Kind.FIRST, at(7), id="information waits for the morning"),
        pytest.param(at(22), INFO, Kind.FIRST, at(7, days=1), id="at 22:00 sharp"),
        pytest.param(at(21, 59), INFO, Kind.FIRST, at(21, 59), id="a minute before"),
        pytest.param(at(23), PLANNED, Kind.UPDATE, at(7, days=1), id="planned work changes"),
        pytest.param(at(3), URGENT, Kind.CLEAR, at(7), id="the end, at night"),
        pytest.param(at(12), URGENT, Kind.CLEAR, at(12), id="the end, at noon"),
    ],
)
def test_the_night_is_for_what_is_urgent(
    now: datetime, alert_class: AlertClass, kind: Kind, expected: datetime | None
) -> None:
    assert told_at(now, alert_class, kind=kind) == expected


@pytest.mark.parametrize(
    ("now", "alert_class", "kind", "quiet", "expected"),
    [
        pytest.param(at(3), URGENT, Kind.FIRST, SLEEP, at(6), id="no service"),
        pytest.param(at(3), URGENT, Kind.FIRST, replace(SLEEP, except_major=True), at(3), id="except major"),
        pytest.param(
            at(3), ACCESS, Kind.FIRST, replace(SLEEP, except_major=True), at(6), id="an elevator is not major"
        ),
        pytest.param(at(3), URGENT, Kind.CLEAR, replace(SLEEP, except_major=True), at(6), id="nor is an end"),
        pytest.param(at(6, 30), INFO, Kind.FIRST, SLEEP, at(6, 30), id="their hours take the place of ours"),
        pytest.param(at(13), URGENT, Kind.FIRST, Quiet(13 * 60, 14 * 60), at(14), id="an hour at noon"),
        pytest.param(at(13), URGENT, Kind.FIRST, Quiet(0, 24 * 60), None, id="day and night"),
    ],
)
def test_a_rider_s_quiet_hours_hold_everything(
    now: datetime, alert_class: AlertClass, kind: Kind, quiet: Quiet, expected: datetime | None
) -> None:
    assert told_at(now, alert_class, kind=kind, quiet=quiet) == expected


@pytest.mark.parametrize(
    ("now", "windows", "expected"),
    [
        pytest.param(at(8), [COMMUTES], at(8), id="on the way to work"),
        pytest.param(at(12), [COMMUTES], at(16, 30), id="at noon: before the way home"),
        pytest.param(at(19), [COMMUTES], at(7, days=1), id="in the evening: tomorrow morning"),
        pytest.param(at(19, days=2), [COMMUTES], at(7, days=5), id="on a Friday evening: on Monday"),
        pytest.param(at(12), [COMMUTES, ()], at(12), id="by another subscription at any time"),
        pytest.param(at(12), [COMMUTES, NIGHT_SHIFT], at(16, 30), id="the window that opens first"),
        pytest.param(at(2), [NIGHT_SHIFT], at(2), id="after midnight, of yesterday's shift"),
        pytest.param(at(12), [(Window(days=()),)], None, id="a window that never opens"),
    ],
)
def test_an_urgent_text_waits_for_the_rider_s_window(
    now: datetime, windows: Sequence[tuple[Window, ...]], expected: datetime | None
) -> None:
    assert told_at(now, windows=windows) == expected


def test_a_text_waits_until_its_window_is_open_and_the_rider_awake() -> None:
    quiet, morning = Quiet(22 * 60, 7 * 60 + 30), (Window(WEEKDAYS, 6 * 60, 8 * 60),)

    assert told_at(at(12), windows=[morning], quiet=quiet) == at(7, 30, days=1)


def test_a_window_that_lies_wholly_in_quiet_hours_never_gets_a_text() -> None:
    assert told_at(at(12), windows=[(Window(WEEKDAYS, 5 * 60, 6 * 60),)], quiet=Quiet(22 * 60, 7 * 60)) is None


def test_only_the_window_of_the_alert_s_direction_counts() -> None:
    there = replace(COMMUTES[0], heading=Heading.EASTBOUND)
    back = replace(COMMUTES[1], heading=Heading.WESTBOUND)
    eastbound = replace(standing(), headings=("eastbound",))
    case = Case(Kind.FIRST, make_rider(), [subscription(windows=(there, back))], eastbound)

    assert moment_to_tell(case, Hours(), at(12)) == at(7, days=1)


@pytest.mark.parametrize(
    ("now", "periods", "expected"),
    [
        pytest.param(at(12), [], at(12), id="no period: while it is listed"),
        pytest.param(at(12), [TimeRange(at(11), at(13))], at(12), id="going on"),
        pytest.param(at(12), [TimeRange(at(13), None)], at(12), id="in an hour"),
        pytest.param(at(12), [TimeRange(at(13, 30), None)], at(12, 30), id="in an hour and a half: half an hour later"),
        pytest.param(at(12), [TimeRange(None, at(11))], None, id="over"),
        pytest.param(
            at(12),
            [TimeRange(at(7), at(9)), TimeRange(at(7, days=1), at(9, days=1))],
            at(6, days=1),
            id="every morning",
        ),
    ],
)
def test_an_urgent_text_goes_out_while_its_alert_is_active(
    now: datetime, periods: list[TimeRange], expected: datetime | None
) -> None:
    assert told_at(now, periods=periods) == expected


def test_what_is_over_when_the_window_opens_is_not_told() -> None:
    assert told_at(at(12), windows=[COMMUTES], periods=[TimeRange(None, at(15))]) is None


@pytest.mark.parametrize(
    ("periods", "windows", "expected"),
    [
        pytest.param([(at(1, days=1), at(5, days=1))], [()], at(18), id="a night, for who rides at any time"),
        pytest.param([(at(1, days=1), at(5, days=1))], [COMMUTES], None, id="a night, for a commuter"),
        pytest.param([(at(1, days=1), at(5, days=1))], [NIGHT_SHIFT], at(18), id="a night, for a night shift"),
        pytest.param([(at(6, days=1), at(7, 30, days=1))], [COMMUTES], at(18), id="into the morning"),
        pytest.param([(at(23, days=1), at(23, days=9))], [COMMUTES], at(18), id="a week, from late tomorrow"),
        pytest.param([(at(7, days=2), at(9, days=2))], [COMMUTES], at(18), id="nothing known of that day: told"),
        pytest.param([(at(10, days=1), at(15, days=1))], [COMMUTES], None, id="between the ways"),
    ],
)
def test_a_reminder_is_for_who_travels_in_the_planned_hours(
    periods: list[tuple[datetime, datetime]], windows: list[tuple[Window, ...]], expected: datetime | None
) -> None:
    planned = [TimeRange(start, end) for start, end in periods]

    assert told_at(at(18), PLANNED, kind=Kind.PLANNED, windows=windows, periods=planned) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(at(8), at(8), id="in the window"),
        pytest.param(at(9, 59), at(9, 59), id="within the hour after it"),
        pytest.param(at(10), at(16, 30), id="an hour after it"),
    ],
)
def test_an_end_is_told_until_an_hour_after_the_window(now: datetime, expected: datetime) -> None:
    assert told_at(now, kind=Kind.CLEAR, windows=[COMMUTES]) == expected


def test_equal_hours_are_no_night() -> None:
    assert told_at(at(3), INFO, hours=Hours(night_from_hour=0, night_until_hour=0)) == at(3)


def test_the_defaults_are_the_rules_numbers() -> None:
    assert Hours() == Hours(22, 7, timedelta(minutes=60), timedelta(minutes=60))


@pytest.mark.parametrize(
    ("alert_class", "quiet", "expected"),
    [
        pytest.param(PLANNED, None, at(23), id="who read it goes by it, in the middle of the night"),
        pytest.param(URGENT, SLEEP, at(6, days=1), id="QUIET 10PM-6AM"),
        pytest.param(PLANNED, replace(SLEEP, except_major=True), at(23), id="QUIET EXCEPT MAJOR"),
    ],
)
def test_a_correction_waits_for_quiet_hours_alone(
    alert_class: AlertClass, quiet: Quiet | None, expected: datetime
) -> None:
    assert told_at(at(23), alert_class, kind=Kind.CORRECTION, windows=(COMMUTES,), quiet=quiet) == expected
