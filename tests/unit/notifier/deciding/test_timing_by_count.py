"""The hour at which a text may go out, held against a count of quarters of an hour around both changes of the clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from models.delivery import Kind
from models.incident import AlertClass
from models.rider import Quiet
from models.window import Window
from notifier.deciding.timing import Case, Hours, moment_to_tell
from tests.unit.notifier.events import TORONTO, make_rider, standing, subscription

MINUTE = timedelta(minutes=1)
LOCAL_WINDOWS = st.builds(
    Window,
    days=st.lists(st.integers(0, 6), unique=True, max_size=7).map(tuple),
    start_minute=st.integers(0, 95).map(lambda quarter: quarter * 15),
    end_minute=st.integers(1, 96).map(lambda quarter: quarter * 15),
)
QUIETS = st.builds(
    Quiet,
    start_minute=st.integers(0, 95).map(lambda quarter: quarter * 15),
    end_minute=st.integers(1, 96).map(lambda quarter: quarter * 15),
    except_major=st.booleans(),
)


def is_within(start_minute: int, end_minute: int, days: Sequence[int], local: datetime) -> bool:
    """Whether a span of hours that began today or yesterday goes on, by counting."""
    lasts = (end_minute - start_minute) % 1440 or 1440
    for ago in (0, 1):
        passed = local.hour * 60 + local.minute + ago * 1440 - start_minute
        if (local.weekday() - ago) % 7 in days and 0 <= passed < lasts:
            return True
    return False


def may_come(moment: datetime, alert_class: AlertClass, windows: Sequence[Window], quiet: Quiet | None) -> bool:
    """The rules for a first notice, of one minute."""
    local = moment.astimezone(ZoneInfo(TORONTO))
    is_any = any(is_within(each.start_minute, each.end_minute, each.days, local) for each in windows)
    if windows and not is_any and alert_class is not AlertClass.PLANNED:
        return False
    if quiet is None:
        return alert_class in {AlertClass.URGENT, AlertClass.ACCESS} or 7 <= local.hour < 22
    if quiet.except_major and alert_class is AlertClass.URGENT:
        return True
    return not is_within(quiet.start_minute, quiet.end_minute, range(7), local)


@settings(max_examples=40)
@given(
    now=st.sampled_from([datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]).flatmap(
        lambda first: st.integers(0, 14 * 96).map(lambda quarter: first + quarter * 15 * MINUTE)
    ),
    alert_class=st.sampled_from(list(AlertClass)),
    windows=st.lists(LOCAL_WINDOWS, max_size=2),
    quiet=st.none() | QUIETS,
)
def test_no_text_comes_at_a_bad_hour_and_none_later_than_it_may(
    now: datetime, alert_class: AlertClass, windows: list[Window], quiet: Quiet | None
) -> None:
    case = Case(Kind.UPDATE, make_rider(quiet=quiet), [subscription(windows=tuple(windows))], standing(alert_class))
    found = moment_to_tell(case, Hours(), now)
    coming = (now + quarter * 15 * MINUTE for quarter in range(14 * 96))
    expected = next((each for each in coming if may_come(each, alert_class, windows, quiet)), None)

    assert found == expected or (expected is None and found is not None and found >= now + timedelta(days=14))
