"""A recorded poll as if it were made now: every time in it is moved to the time of its playing."""

from collections.abc import Callable
from datetime import datetime

from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as pb

from pipeline.reading.frame import Frame
from pipeline.reading.instants import MILLISECONDS_FROM, end_instant, instant

At = Callable[[datetime], datetime]


def retimed(frame: Frame, at: At) -> pb.FeedMessage:
    """The message of `frame` without a stamp, its alerts' periods moved by `at`; what is no entity is left out."""
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = frame.version
    for payload in frame.entities():
        try:
            entity = pb.FeedEntity.FromString(payload)
        except DecodeError:
            continue
        if entity.HasField("alert"):
            _move_periods(entity.alert, at)
        message.entity.append(entity)
    return message


def stamped(message: pb.FeedMessage, stamped_at: datetime | None) -> bytes:
    """The message's bytes with that header stamp."""
    message.header.timestamp = int(stamped_at.timestamp()) if stamped_at else 0
    # Partial: an entity without an id was served like that.
    return message.SerializePartialToString(deterministic=True)


def _move_periods(alert: pb.Alert, at: At) -> None:
    for periods in (alert.active_period, alert.communication_period, alert.impact_period):
        for period in periods:
            if period.start:
                period.start = _moved(period.start, instant(period.start), at)
            if period.end:
                # "No end" stays far off.
                period.end = _moved(period.end, end_instant(period.end), at)


def _moved(posix: int, moment: datetime | None, at: At) -> int:
    if moment is None:
        return posix
    seconds = at(moment).timestamp()
    return round(seconds * 1000 if posix >= MILLISECONDS_FROM else seconds)
