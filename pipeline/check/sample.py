"""A feed as it was looked at, and what every examination of it goes by."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as pb

from models.alert import Alert
from models.wording import Wording
from pipeline.deciding.guidance import Guidance
from pipeline.reading.decode import MalformedError, decode_frame, read_alert, read_entity
from pipeline.reading.frame import Frame
from pipeline.reading.instants import MILLISECONDS_FROM, NO_END_BEFORE, end_instant, instant
from pipeline.reading.snapshot import FeedSnapshot


@dataclass(frozen=True, slots=True)
class Again:
    """The second answer of a URL, some seconds after the first; without a frame it was "not modified"."""

    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Observed:
    """The feed's answers; `validators` are the headers for conditional requests that the server offers."""

    source: str
    frame: Frame
    size: int
    is_live: bool = False
    again: Again | None = None
    validators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities as they were published, before anything was made of them."""

    total: int
    others: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    deleted: int = 0
    with_milliseconds: int = 0
    until_year_3000: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """One poll, ready to be examined at `now`; without static GTFS every route and stop counts as known."""

    observed: Observed
    snapshot: FeedSnapshot
    entities: Entities
    guidance: Guidance
    wording: Wording
    is_static_given: bool
    now: datetime

    @property
    def alerts(self) -> tuple[Alert, ...]:
        return self.snapshot.alerts


def take_sample(
    observed: Observed, *, guidance: Guidance, wording: Wording, is_static_given: bool, now: datetime
) -> Sample:
    """The sample in a feed's answer.

    Raises:
        UnreadableError: the answer is no feed.
    """
    snapshot = decode_frame(observed.frame)
    return Sample(observed, snapshot, _entities(observed.frame), guidance, wording, is_static_given, now)


def _entities(frame: Frame) -> Entities:
    others: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    total = deleted = milliseconds = year_3000 = 0
    for payload in frame.entities():
        total += 1
        try:
            entity = read_entity(payload)
            if entity.is_deleted:
                deleted += 1
            elif entity.HasField("alert"):
                read_alert(entity)
                milliseconds += _has_milliseconds(entity.alert)
                year_3000 += _lasts_for_ever(entity.alert)
            else:
                others[_kind(entity)] += 1
        except MalformedError as error:
            skipped[str(error)] += 1
        except DecodeError:
            skipped["no protobuf"] += 1
    return Entities(total, others, skipped, deleted, milliseconds, year_3000)


def _kind(entity: pb.FeedEntity) -> str:
    kinds = {"trip_update": "trip update", "vehicle": "vehicle position", "shape": "shape", "stop": "stop"}
    return next((name for field_name, name in kinds.items() if entity.HasField(field_name)), "entity without content")


def _has_milliseconds(alert: pb.Alert) -> bool:
    times = (each for period in alert.active_period for each in (period.start, period.end))
    # The last second of the year 9999 is no time in milliseconds.
    return any(each >= MILLISECONDS_FROM and (instant(each) or NO_END_BEFORE) > NO_END_BEFORE for each in times)


def _lasts_for_ever(alert: pb.Alert) -> bool:
    return any(period.end and end_instant(period.end) is None for period in alert.active_period)
