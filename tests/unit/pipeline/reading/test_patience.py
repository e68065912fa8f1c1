"""A feed that fails is asked less and less often."""

import pytest

from pipeline.reading.fetch import FeedBody, FetchError, NotModified
from pipeline.reading.patience import MOST_PAUSE_S, PatientFeed, pause_s


class Failing:
    """A feed that fails until it is mended."""

    def __init__(self) -> None:
        self.is_mended = False
        self.asked = 0

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        self.asked += 1
        if not self.is_mended:
            raise FetchError("timeout")
        return FeedBody(b"")


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        pytest.param(1, 0, id="one failure costs nothing"),
        pytest.param(2, 40, id="two"),
        pytest.param(3, 80, id="three"),
        pytest.param(99, MOST_PAUSE_S, id="an outage"),
    ],
)
def test_pauses_grow_up_to_two_minutes(failures: int, expected: float) -> None:
    assert pause_s(failures, 20, jitter=1) == expected


def test_jitter_takes_off_half_a_pause_at_most() -> None:
    assert [pause_s(3, 20, jitter) for jitter in (0, 0.5, 1)] == [40, 60, 80]


async def test_a_mended_feed_is_asked_as_before() -> None:
    feed, clock = Failing(), [0.0]
    patient = PatientFeed(feed, interval_s=20, clock=lambda: clock[0], jitter=lambda: 1)
    for _ in range(30):
        clock[0] += 20
        with pytest.raises(FetchError):
            await patient.fetch(etag=None, last_modified=None)
    asked_while_failing, feed.is_mended = feed.asked, True
    clock[0] += MOST_PAUSE_S
    for _ in range(10):
        clock[0] += 20
        await patient.fetch(etag=None, last_modified=None)

    assert (asked_while_failing < 10, feed.asked - asked_while_failing) == (True, 10)
