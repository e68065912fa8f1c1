"""Alerts, feeds and catalogues for tests, each with only what the test is about."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from google.transit import gtfs_realtime_pb2 as pb

from models.alert import Alert, EntitySelector, Translation
from models.route import Route, route_target
from models.time_range import TimeRange
from pipeline.static.catalogue import Catalogue

NOON = datetime(2026, 8, 5, 16, 0, tzinfo=UTC)  # a Wednesday, in Toronto
NO_SERVICE_ON_KING = "504 King: No service between Broadview Station and Parliament St due to a collision."


def after(**duration: float) -> datetime:
    """NOON and some minutes, seconds or hours."""
    return NOON + timedelta(**duration)


def make_alert(
    entity_id: str = "65302",
    header: str = NO_SERVICE_ON_KING,
    *,
    routes: Iterable[str] = ("504",),
    stops: Iterable[str] = (),
    effect: str = "NO_SERVICE",
    severity: str = "UNKNOWN_SEVERITY",
    periods: Sequence[tuple[datetime | None, datetime | None]] = (),
    description: str = "",
) -> Alert:
    """An alert that began with the feed and has no end."""
    return Alert(
        entity_id=entity_id,
        header_text=(Translation(header, "en"),) if header else (),
        description_text=(Translation(description, "en"),) if description else (),
        effect=effect,
        severity_level=severity,
        active_periods=tuple(TimeRange(start, end) for start, end in periods),
        informed_entities=(
            *(EntitySelector(route_id=each) for each in routes),
            *(EntitySelector(stop_id=each) for each in stops),
        ),
    )


def make_alerts(count: int) -> list[Alert]:
    """Alerts of other routes, which nobody asks about."""
    return [make_alert(f"9{number:03}", f"{number}: Detour.", routes=(str(number),)) for number in range(1, count + 1)]


def make_route(number: str, name: str = "", *, feed: str = "ttc", route_id: str | None = None) -> Route:
    return Route(route_target(feed, number), feed, route_id or number, number, name, 0)


def make_catalogue(*routes: Route, feed: str = "ttc", version: str = "v1") -> Catalogue:
    """The routes, else 501 Queen and 504 King."""
    listed = routes or (make_route("501", "Queen"), make_route("504", "King"))
    return Catalogue(feed, "TTC", "America/Toronto", version, {route.route_id: route for route in listed})


def encode_feed(
    alerts: Iterable[Alert] = (),
    *,
    stamped_at: datetime | None = NOON,
    version: str = "2.0",
    deleted: Iterable[str] = (),
) -> bytes:
    """The alerts as an agency would serve them."""
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = version
    if stamped_at is not None:
        message.header.timestamp = int(stamped_at.timestamp())
    for alert in alerts:
        _add(message, alert)
    for entity_id in deleted:
        message.entity.add(id=entity_id, is_deleted=True)
    return message.SerializeToString(deterministic=True)


def _add(message: pb.FeedMessage, alert: Alert) -> None:
    entity = message.entity.add(id=alert.entity_id)
    entity.alert.effect = getattr(pb.Alert, alert.effect)
    entity.alert.severity_level = getattr(pb.Alert, alert.severity_level)
    for name in ("header_text", "description_text"):
        for translation in getattr(alert, name):
            getattr(entity.alert, name).translation.add(text=translation.text, language=translation.language)
    for period in alert.active_periods:
        times = {"start": period.start, "end": period.end}
        entity.alert.active_period.add(**{side: int(time.timestamp()) for side, time in times.items() if time})
    for selector in alert.informed_entities:
        entity.alert.informed_entity.add(route_id=selector.route_id, stop_id=selector.stop_id)
