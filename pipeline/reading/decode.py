"""From a feed's bytes to a FeedSnapshot: one bad entity never spoils the poll."""

from collections.abc import Iterable

from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as pb

from models.alert import Alert, EntitySelector, Translation
from models.time_range import TimeRange
from pipeline.reading.frame import Frame, UnreadableError, read_frame
from pipeline.reading.instants import end_instant, instant
from pipeline.reading.snapshot import FeedSnapshot

# A selector of 2 bytes becomes 80 in a document of MongoDB, once as told and once as listed; it holds 16 MB at most.
MOST_ENTITY_BYTES = 150_000
# New York City's agencies together list a thousand alerts with 100,000 selectors. A feed of a few bytes an alert could
# hold a million, and each would be an incident.
MOST_ALERTS = 20_000
MOST_PARTS = 500_000  # selectors, periods and translations of all alerts: each takes fifty times its bytes in memory


class MalformedError(Exception):
    """One entity cannot be read."""


def decode(body: bytes) -> FeedSnapshot:
    """The snapshot in a binary FeedMessage.

    Raises:
        UnreadableError: the body says nothing about the feed.
    """
    return decode_frame(read_frame(body))


def decode_frame(frame: Frame) -> FeedSnapshot:
    """The snapshot in a frame; raises UnreadableError as `decode` does."""
    alerts: list[Alert] = []
    deleted: set[str] = set()
    skipped = parts = 0
    for payload in frame.entities():
        try:
            entity = read_entity(payload)
            if entity.is_deleted:
                deleted.add(entity.id)
            elif entity.HasField("alert"):
                alerts.append(alert := read_alert(entity))
                parts += _parts(alert)
                _refuse_too_many(len(alerts), parts)
        except (DecodeError, MalformedError):
            skipped += 1
    return FeedSnapshot(
        stamped_at=frame.stamped_at,
        version=frame.version,
        content_hash=frame.content_hash,
        alerts=tuple(alerts),
        deleted_ids=frozenset(deleted),
        skipped=skipped,
    )


def _parts(alert: Alert) -> int:
    texts = len(alert.header_text) + len(alert.description_text) + len(alert.url)
    return texts + len(alert.active_periods) + len(alert.informed_entities)


def _refuse_too_many(alerts: int, parts: int) -> None:
    if alerts > MOST_ALERTS:
        raise UnreadableError(f"more than {MOST_ALERTS} alerts")
    if parts > MOST_PARTS:
        raise UnreadableError(f"more than {MOST_PARTS} selectors, periods and translations")


def read_entity(payload: bytes) -> pb.FeedEntity:
    """One entity; raises DecodeError or MalformedError where it cannot be used."""
    if len(payload) > MOST_ENTITY_BYTES:
        raise MalformedError("too large")
    entity = pb.FeedEntity.FromString(payload)
    if not _text(entity.id):
        raise MalformedError("no id")
    return entity


def read_alert(entity: pb.FeedEntity) -> Alert:
    """The alert in an entity; raises MalformedError where it cannot be used."""
    alert = entity.alert
    return Alert(
        entity_id=entity.id,
        header_text=_translations(alert.header_text),
        description_text=_translations(alert.description_text),
        url=_translations(alert.url),
        cause=pb.Alert.Cause.Name(alert.cause),
        effect=pb.Alert.Effect.Name(alert.effect),
        severity_level=pb.Alert.SeverityLevel.Name(alert.severity_level),
        active_periods=_periods(alert.active_period),
        informed_entities=tuple(_selector(each) for each in alert.informed_entity),
    )


def _translations(text: pb.TranslatedString) -> tuple[Translation, ...]:
    found = ((_text(each.text), _text(each.language)) for each in text.translation)
    return tuple(Translation(words, language) for words, language in found if words)


def _text(value: str | bytes) -> str | None:
    """A string field; None where it is empty, which means unset."""
    # What is no UTF-8 comes out of protobuf as bytes.
    if isinstance(value, bytes):
        raise MalformedError("no UTF-8")
    return value or None


def _periods(periods: Iterable[pb.TimeRange]) -> tuple[TimeRange, ...]:
    return tuple(_period(each) for each in periods)


def _period(period: pb.TimeRange) -> TimeRange:
    start = instant(period.start) if period.start else None
    if period.start and start is None:
        raise MalformedError("a start beyond the calendar")
    return TimeRange(start, end_instant(period.end) if period.end else None)


def _selector(entity: pb.EntitySelector) -> EntitySelector:
    # One in thousands names a trip, and to ask an unset one for its fields takes long.
    if entity.HasField("trip"):
        return _selector_of_trip(entity, entity.trip)
    agency_id, route_id, stop_id = texts = entity.agency_id, entity.route_id, entity.stop_id
    # As `_text` does, in one step for all three: a large feed has a hundred thousand selectors.
    if bytes in map(type, texts):
        raise MalformedError("no UTF-8")
    return EntitySelector(
        agency_id or None,
        route_id or None,
        entity.route_type if entity.HasField("route_type") else None,
        entity.direction_id if entity.HasField("direction_id") else None,
        None,
        stop_id or None,
    )


def _selector_of_trip(entity: pb.EntitySelector, trip: pb.TripDescriptor) -> EntitySelector:
    direction_id = trip.direction_id if trip.HasField("direction_id") else None
    return EntitySelector(
        agency_id=_text(entity.agency_id),
        # A selector of a trip says its route there.
        route_id=_text(entity.route_id) or _text(trip.route_id),
        route_type=entity.route_type if entity.HasField("route_type") else None,
        direction_id=entity.direction_id if entity.HasField("direction_id") else direction_id,
        trip_id=_text(trip.trip_id),
        stop_id=_text(entity.stop_id),
    )
