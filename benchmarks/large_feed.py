"""A feed of any size, the same in every run, and the plainest way to copy all of it into values."""

import random
from datetime import UTC, datetime, timedelta

from google.transit import gtfs_realtime_pb2 as pb

from models.alert import Alert, EntitySelector, Translation
from models.time_range import TimeRange

NOW = datetime(2026, 8, 5, 16, 0, tzinfo=UTC)
FIRST, LAST = ("Ash", "Birch", "Cedar", "Dover", "Elm", "Forest"), ("brook", "field", "gate", "hurst", "ton", "wood")
STREETS = tuple(first + last for first in FIRST for last in LAST)
EFFECTS = ("NO_SERVICE", "DETOUR", "SIGNIFICANT_DELAYS", "MODIFIED_SERVICE", "STOP_MOVED", "UNKNOWN_EFFECT")
CAUSES = ("a collision", "a watermain break", "construction", "police activity", "a signal problem", "a fire")


def make_body(alerts: int, selectors: int, *, stamped_at: datetime = NOW) -> bytes:
    """A feed of that size, the same in every run: texts as the TTC writes them."""
    chance = random.Random(4)
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = int(stamped_at.timestamp())
    for number in range(alerts):
        share = selectors * (number + 1) // alerts - selectors * number // alerts
        _add_alert(message.entity.add(id=str(60_000 + number)).alert, number, share, chance)
    return message.SerializeToString(deterministic=True)


def _add_alert(alert: pb.Alert, number: int, selectors: int, chance: random.Random) -> None:
    route = str(number % 250)
    first, second, third = chance.sample(STREETS, 3)
    text = (
        f"{route} {first}: Detour via {second} St and {third} Ave near number {number} due to {chance.choice(CAUSES)}."
    )
    alert.effect = getattr(pb.Alert, chance.choice(EFFECTS))
    alert.header_text.translation.add(text=text, language="en")
    alert.description_text.translation.add(text=f"{text} Expect longer travel times.", language="en")
    alert.url.translation.add(text=f"https://transit.example/alerts/{number}", language="en")
    start = NOW - timedelta(minutes=chance.randrange(1, 5000))
    alert.active_period.add(start=int(start.timestamp()), end=int((NOW + timedelta(days=30)).timestamp()))
    for _ in range(selectors):
        alert.informed_entity.add(route_id=route, stop_id=str(chance.randrange(10_000)))


def copied(body: bytes) -> list[Alert]:
    """The message decoded, and every field of every alert copied into a frozen dataclass: nothing is checked."""
    message = pb.FeedMessage.FromString(body)
    return [_copied_alert(entity.id, entity.alert) for entity in message.entity]


def _copied_alert(name: str, alert: pb.Alert) -> Alert:
    return Alert(
        name,
        _copied_text(alert.header_text),
        _copied_text(alert.description_text),
        _copied_text(alert.url),
        pb.Alert.Cause.Name(alert.cause),
        pb.Alert.Effect.Name(alert.effect),
        pb.Alert.SeverityLevel.Name(alert.severity_level),
        tuple(
            TimeRange(
                datetime.fromtimestamp(each.start, UTC) if each.start else None,
                datetime.fromtimestamp(each.end, UTC) if each.end else None,
            )
            for each in alert.active_period
        ),
        tuple(
            EntitySelector(
                each.agency_id or None,
                each.route_id or None,
                each.route_type if each.HasField("route_type") else None,
                each.direction_id if each.HasField("direction_id") else None,
                each.trip.trip_id or None,
                each.stop_id or None,
            )
            for each in alert.informed_entity
        ),
    )


def _copied_text(text: pb.TranslatedString) -> tuple[Translation, ...]:
    return tuple(Translation(each.text, each.language or None) for each in text.translation)
