"""When a text may go out: windows say whether it matters then, quiet hours whether it may disturb."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from models.delivery import Kind
from models.hours import AHEAD, ALWAYS, going, lengthened, next_open, outside, overlaps
from models.incident import AlertClass
from models.rider import Rider, Subscription
from models.time_range import TimeRange
from models.window import Window
from notifier.deciding.standing import Standing

# What is told of planned work, and of an end, is of no more use later than at first.
NEVER_LATER = frozenset({Kind.PLANNED, Kind.CLEAR})
# The first moment from another one on at which something holds; None where it never does.
Gate = Callable[[datetime], datetime | None]
# Riders are reminded of the first day of what lasts for weeks.
_FIRST_DAY = timedelta(hours=24)
_ANY_HOUR = frozenset({AlertClass.URGENT, AlertClass.ACCESS})


@dataclass(frozen=True, slots=True)
class Hours:
    """The agency's night (equal hours: none), and how far an alert and a window reach beyond themselves."""

    night_from_hour: int = 22
    night_until_hour: int = 7
    starts_within: timedelta = timedelta(hours=1)
    window_grace: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Case:
    """One text for one rider, who gets it for `subscriptions`; `service_date` is the day that a reminder is about."""

    kind: Kind
    rider: Rider
    subscriptions: Sequence[Subscription]
    standing: Standing
    service_date: date | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether it tells of an urgent alert; that it is over is not urgent."""
        return self.kind not in {Kind.CLEAR, Kind.CORRECTION} and self.standing.is_urgent


def moment_to_tell(case: Case, hours: Hours, now: datetime) -> datetime | None:
    """The first moment from `now` on at which the text may go out; None where there is none."""
    if case.kind is Kind.PLANNED and not _concerns_hours(case, now):
        return None
    zone = case.standing.zone
    found = (_windows(case, hours), _waking(case, hours))
    gates: list[Gate] = [partial(next_open, windows, zone) for windows in found if windows]
    if case.is_urgent and case.standing.periods:
        gates.append(partial(_next_active, case.standing.periods, hours.starts_within))
    return _first_common(gates, now)


def _first_common(gates: Sequence[Gate], now: datetime) -> datetime | None:
    """The first moment that passes all gates, unless it lies so far ahead that it does not matter."""
    moment = now
    while moment <= now + AHEAD:
        later = moment
        for gate in gates:
            passed = gate(later)
            if passed is None:
                return None
            later = passed
        if later == moment:
            return moment
        moment = later
    return None


def _windows(case: Case, hours: Hours) -> Sequence[Window]:
    """When the text matters to the rider; none is always."""
    if case.kind is Kind.CORRECTION:
        # Who has read what was wrong goes by it at any hour.
        return ()
    if case.standing.alert_class is AlertClass.PLANNED and case.kind is not Kind.CLEAR:
        # It matters by the hours of the work, not by the hour at which it is read.
        return ()
    if case.kind is Kind.CLEAR:
        grace = int(hours.window_grace.total_seconds() // 60)
        found = [lengthened(window, grace) for each in case.subscriptions for window in each.windows or ALWAYS]
    else:
        found = _going(case)
    return () if ALWAYS[0] in found else found


def _going(case: Case) -> list[Window]:
    """The hours in which the rider goes the way that the alert is about."""
    standing = case.standing
    return [
        window
        for each in case.subscriptions
        for window in going(each.windows, standing.direction_ids, standing.headings)
    ]


def _waking(case: Case, hours: Hours) -> Sequence[Window]:
    """When the text may disturb the rider; none is always."""
    quiet = case.rider.quiet
    if quiet is not None:
        comes_anyway = quiet.except_major and (case.is_urgent or case.kind is Kind.CORRECTION)
        return () if comes_anyway else outside(quiet.start_minute, quiet.end_minute)
    is_calm = case.kind is Kind.CLEAR or case.standing.alert_class not in _ANY_HOUR
    is_day_and_night = case.kind is Kind.CORRECTION or not is_calm
    if is_day_and_night or hours.night_from_hour == hours.night_until_hour:
        return ()
    return outside(hours.night_from_hour * 60, hours.night_until_hour * 60)


def _concerns_hours(case: Case, now: datetime) -> bool:
    """Whether the rider travels while the work goes on, on its first day."""
    windows = _going(case)
    if ALWAYS[0] in windows:
        return True
    periods = case.standing.periods_of(case.service_date) if case.service_date else case.standing.periods
    return not periods or any(overlaps(windows, case.standing.zone, _first_day(each, now)) for each in periods)


def _first_day(period: TimeRange, now: datetime) -> TimeRange:
    start = max(period.start or now, now)
    end = start + _FIRST_DAY
    return TimeRange(start, end if period.end is None else min(period.end, end))


def _next_active(periods: Sequence[TimeRange], starts_within: timedelta, moment: datetime) -> datetime | None:
    """When the alert is active next, or about to be."""
    found = None
    for period in periods:
        if period.end is not None and period.end <= moment:
            continue
        begins = moment if period.start is None else max(moment, period.start - starts_within)
        found = begins if found is None else min(found, begins)
    return found
