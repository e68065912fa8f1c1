"""A recorded poll as if it were made now."""

from datetime import datetime, timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as pb

from pipeline.reading.decode import decode
from pipeline.reading.frame import read_frame
from sandbox.retimed import retimed, stamped
from tests.builders import NOON, after, encode_feed, make_alert

HALF_A_YEAR = timedelta(days=180)
YEAR_3000 = 32503680000


def later(moment: datetime) -> datetime:
    return NOON + HALF_A_YEAR + (moment - NOON) / 60


def moved_period(start: int, end: int) -> tuple[int, int]:
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.entity.add(id="1").alert.active_period.add(start=start, end=end)
    period = retimed(read_frame(message.SerializeToString()), later).entity[0].alert.active_period[0]
    return period.start, period.end


POSIX, MOVED = int(NOON.timestamp()), int((NOON + HALF_A_YEAR).timestamp())


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param(
            (POSIX - 300, POSIX + 7200), (MOVED - 5, MOVED + 120), id="began five minutes ago, two hours left"
        ),
        pytest.param((POSIX, 0), (MOVED, 0), id="open-ended"),
        pytest.param((0, POSIX), (0, MOVED), id="no start"),
        pytest.param((POSIX, YEAR_3000), (MOVED, YEAR_3000), id="until further notice"),
        pytest.param((POSIX, 253402300799), (MOVED, 253402300799), id="until the end of the year 9999"),
        pytest.param((POSIX * 1000, POSIX * 1000 + 90_000), (MOVED * 1000, MOVED * 1000 + 1500), id="milliseconds"),
    ],
)
def test_a_period_is_moved_with_the_poll(period: tuple[int, int], expected: tuple[int, int]) -> None:
    assert moved_period(*period) == expected


def test_the_newer_kinds_of_periods_are_moved_too() -> None:
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    alert = message.entity.add(id="1").alert
    alert.communication_period.add(start=POSIX)
    alert.impact_period.add(start=POSIX)

    moved = retimed(read_frame(message.SerializeToString()), later).entity[0].alert

    assert (moved.communication_period[0].start, moved.impact_period[0].start) == (MOVED, MOVED)


def test_everything_else_stays_as_it_was() -> None:
    alerts = [make_alert("1"), make_alert("2", routes=("501",), stops=("3924",), description="Shuttles run.")]
    message = retimed(read_frame(encode_feed(alerts, deleted=["3"], version="1.0")), later)
    snapshot = decode(stamped(message, after(hours=1)))

    assert list(snapshot.alerts) == alerts
    assert (snapshot.deleted_ids, snapshot.version, snapshot.stamped_at) == (frozenset({"3"}), "1.0", after(hours=1))


def test_only_the_stamp_moves_between_two_answers() -> None:
    message = retimed(read_frame(encode_feed([make_alert()])), later)
    one, other = (decode(stamped(message, after(seconds=seconds))) for seconds in (1, 2))

    assert one.content_hash == other.content_hash
    assert one.stamped_at != other.stamped_at


def test_a_recording_without_a_stamp_is_played_without_one() -> None:
    message = retimed(read_frame(encode_feed([make_alert()], stamped_at=None)), later)

    assert decode(stamped(message, None)).stamped_at is None


def test_an_entity_that_cannot_be_read_is_left_out() -> None:
    body = encode_feed([make_alert("1")]) + b"\x12\x02\xff\xff" + encode_feed([make_alert("2")])[len(encode_feed()) :]

    assert [entity.id for entity in retimed(read_frame(body), later).entity] == ["1", "2"]
