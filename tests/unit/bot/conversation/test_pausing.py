"""How long a pause is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.command import Pause, PauseFor, PauseUntil
from bot.conversation.pausing import LONGEST, end_of_pause
from tests.fakes.bot_world import NOW
from tests.fakes.phone import Phone

TORONTO = "America/Toronto"
DAY = timedelta(days=1)


def ends(length: PauseFor | PauseUntil | None, now: datetime = NOW) -> str:
    """When it ends, in Toronto; it is Wednesday 5 August, 8:12 there."""
    return f"{end_of_pause(Pause(length), now, TORONTO, DAY).astimezone(ZoneInfo(TORONTO)):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("length", "end"),
    [
        pytest.param(None, "Thu 06 Aug 08:12", id="pause"),
        pytest.param(PauseFor(timedelta(hours=2)), "Wed 05 Aug 10:12", id="pause 2h"),
        pytest.param(PauseFor(timedelta(weeks=2)), "Wed 19 Aug 08:12", id="pause 2w"),
        pytest.param(PauseFor(timedelta(0)), "Wed 05 Aug 08:13", id="pause 0 min"),
        pytest.param(PauseUntil(days_ahead=1), "Thu 06 Aug 00:00", id="pause today"),
        pytest.param(PauseUntil(weekday=0), "Mon 10 Aug 00:00", id="until Monday"),
        pytest.param(PauseUntil(weekday=2), "Wed 12 Aug 00:00", id="until Wednesday, on a Wednesday"),
        pytest.param(PauseUntil(weekday=2, minute=1020), "Wed 05 Aug 17:00", id="until Wednesday 5 pm, in its morning"),
        pytest.param(PauseUntil(minute=1020), "Wed 05 Aug 17:00", id="until 5 pm"),
        pytest.param(PauseUntil(minute=420), "Thu 06 Aug 07:00", id="until 7 am, at 8"),
        pytest.param(PauseUntil(date=(8, 12)), "Wed 12 Aug 00:00", id="until Aug 12"),
        pytest.param(PauseUntil(date=(2, 30)), "Sun 28 Feb 00:00", id="a day that the month lacks, next year"),
    ],
)
def test_a_pause_ends_by_itself(length: PauseFor | PauseUntil | None, end: str) -> None:
    assert ends(length) == end


def test_a_day_begins_at_midnight_though_the_clocks_change_that_night() -> None:
    friday = datetime(2026, 10, 30, 16, tzinfo=UTC)

    assert ends(PauseUntil(weekday=0), friday) == "Mon 02 Nov 00:00"


@given(
    st.builds(
        PauseUntil,
        weekday=st.none() | st.integers(0, 6),
        days_ahead=st.none() | st.integers(0, 400),
        date=st.none() | st.tuples(st.integers(1, 12), st.integers(1, 31)),
        minute=st.none() | st.integers(0, 1439),
    ),
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
def test_a_pause_always_ends_later(length: PauseUntil, now: datetime) -> None:
    assert end_of_pause(Pause(length), now, TORONTO, DAY) > now


@pytest.mark.parametrize(
    ("texts", "reply"),
    [
        (["504", "pause"], "No texts until Thu Aug 6 8:12a. RESUME ends the pause sooner."),
        (["504", "pause 2w", "pause 2h"], "No texts until Wed Aug 5 10:12a. RESUME ends the pause sooner."),
        (["504", "pause until monday"], "No texts until Mon Aug 10. RESUME ends the pause sooner."),
        (["pause 2h", "subscribe 504"], "Paused until Wed Aug 5 10:12a."),
        (["abonner 504", "pause 2h"], "Pas de textos avant mer 5 aout 10h12. REPRENDRE pour recommencer plus tot."),
    ],
)
def test_a_pause_is_said_with_its_end(texts: list[str], reply: str) -> None:
    assert reply in Phone().reads(*texts)


def test_a_pause_that_has_ended_is_not_spoken_of() -> None:
    phone = Phone()
    phone.writes("504", "pause 2h")

    assert "Paused" not in phone.reads("list", after=timedelta(hours=3))


def test_nobody_pauses_for_longer_than_a_year() -> None:
    until = Phone().writes("pause 90 weeks").rider.paused_until

    assert until is not None
    assert until <= NOW + LONGEST
