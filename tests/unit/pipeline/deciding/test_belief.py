"""Which polls are information."""

from datetime import datetime, timedelta

import pytest

from pipeline.deciding.belief import Belief, Stamp, Verdict, believe
from pipeline.deciding.memory import FeedMemory
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after

KNOWN = FeedMemory(good_polls=7, stamped_at=NOON, content_hash="same")


def judge(
    memory: FeedMemory = KNOWN,
    *,
    stamped_at: datetime | None = None,
    content: str = "new",
    now: datetime,
    stamp: Stamp = Stamp.GENERATED,
) -> Belief:
    return believe(memory, stamped_at, content, stamp=stamp, rules=Rules(), now=now)


@pytest.mark.parametrize(
    ("stamped_s", "content", "verdict"),
    [
        pytest.param(20, "new", Verdict.ACCEPT, id="newer header, new content"),
        pytest.param(20, "same", Verdict.CONFIRM, id="newer header, same content"),
        pytest.param(0, "new", Verdict.ACCEPT, id="same header, new content"),
        pytest.param(0, "same", Verdict.CONFIRM, id="same header, same content"),
        pytest.param(-1, "new", Verdict.IGNORE, id="older header, new content"),
        pytest.param(-1, "same", Verdict.IGNORE, id="older header, same content: a cache that lags"),
        pytest.param(60 + 121, "new", Verdict.ACCEPT, id="a header from the future is no header"),
    ],
)
def test_a_poll_is_news_confirmation_or_nothing(stamped_s: float, content: str, verdict: Verdict) -> None:
    assert judge(stamped_at=after(seconds=stamped_s), content=content, now=after(seconds=60)).verdict is verdict


def test_a_feed_without_header_times_is_believed() -> None:
    assert judge(now=NOON).verdict is Verdict.ACCEPT


def test_a_header_from_the_future_is_not_remembered() -> None:
    assert judge(stamped_at=after(seconds=121), now=NOON).stamped_at is None


def test_a_header_two_minutes_ahead_is_a_clock_that_is_a_little_off() -> None:
    assert judge(stamped_at=after(seconds=120), now=NOON).stamped_at == after(seconds=120)


@pytest.mark.parametrize(
    ("older_polls", "since", "verdict"),
    [
        pytest.param(0, None, Verdict.IGNORE, id="first"),
        pytest.param(2, timedelta(seconds=40), Verdict.IGNORE, id="third in a row"),
        pytest.param(3, timedelta(seconds=60), Verdict.ACCEPT, id="fourth in a row: the clock was set back"),
        pytest.param(1, timedelta(minutes=5), Verdict.ACCEPT, id="for five minutes"),
        pytest.param(1, timedelta(minutes=4, seconds=59), Verdict.IGNORE, id="for nearly five minutes"),
    ],
)
def test_older_headers_are_skipped_only_so_often(older_polls: int, since: timedelta | None, verdict: Verdict) -> None:
    memory = FeedMemory(
        stamped_at=NOON, content_hash="same", older_polls=older_polls, older_since=after() - since if since else None
    )

    assert judge(memory, stamped_at=after(minutes=-1), now=NOON).verdict is verdict


@pytest.mark.parametrize(
    ("stamped_at", "stamp", "is_stale"),
    [
        pytest.param(after(minutes=20), Stamp.GENERATED, False, id="ten minutes old"),
        pytest.param(after(minutes=19, seconds=59), Stamp.GENERATED, True, id="older than ten minutes"),
        pytest.param(NOON, Stamp.CHANGED, False, id="a stamp that only tells of changes"),
        pytest.param(None, Stamp.GENERATED, False, id="no stamp"),
    ],
)
def test_a_producer_that_hangs_is_noticed(stamped_at: datetime | None, stamp: Stamp, *, is_stale: bool) -> None:
    assert judge(stamped_at=stamped_at, now=after(minutes=30), stamp=stamp).is_stale is is_stale


@pytest.mark.parametrize(
    ("content", "is_good"),
    [
        pytest.param("new", True, id="stale, but it tells something new"),
        pytest.param("same", False, id="stale and the same: it confirms nothing"),
    ],
)
def test_a_stale_feed_confirms_nothing(content: str, *, is_good: bool) -> None:
    assert judge(stamped_at=NOON, content=content, now=after(minutes=30)).is_good is is_good
