"""The journeys of the latest alerts, put together from what Kafka and the database show of each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.alert import text_in
from models.delivery import REACHED, Channel, DeliveryState, Kind
from models.event import AlertEvent
from models.fanout import FanoutState
from sandbox.phone_page.journey import Journey, RiderText

MOST_KEPT = 30
MOST_NAMED = 4

FeedChangedAt = Callable[[AlertEvent], datetime | None]


class Journeys:
    """What is heard of an event may come in any order; what belongs to an event that was not heard of is left out."""

    def __init__(self, feed_changed_at: FeedChangedAt) -> None:
        self._feed_changed_at = feed_changed_at
        self._journeys: dict[str, Journey] = {}
        self._of_revision: dict[tuple[str, int, bool], str] = {}
        self._of_fanout: dict[str, str] = {}
        self._of_text: dict[str, str] = {}

    def latest(self) -> tuple[Journey, ...]:
        """The newest first."""
        return tuple(reversed(self._journeys.values()))

    def published(self, event: AlertEvent, at: datetime) -> None:
        """Kafka holds the event."""
        journey = self._begin(event)
        # Published again, it was there before.
        self._keep(replace(journey, kafka_at=journey.kafka_at or at))

    def taken_over(self, fanout: str, event: AlertEvent) -> None:
        """The notifier has begun to look for riders."""
        self._begin(event)
        self._of_fanout[fanout] = event.event_id

    def fanout_moved(self, fanout: str, state: FanoutState, at: datetime) -> None:
        journey = self._journeys.get(self._of_fanout.get(fanout, ""))
        if journey and journey.looked_at is None and state is not FanoutState.OPEN:
            self._keep(replace(journey, looked_at=at))

    def claimed(self, row: Mapping[str, Any], at: datetime) -> None:
        """A rider is concerned, and a text to them was begun; what a reply told is none, nor is a correction."""
        key = (row["incident"], row["revision"], row["kind"] == Kind.PLANNED)
        event_id = self._of_revision.get(key)
        if event_id is None or row["channel"] != Channel.TEXT or row["kind"] == Kind.CORRECTION:
            return
        self._of_text[row["_id"]] = event_id
        journey = self._journeys[event_id]
        text = RiderText(DeliveryState(row["state"]), at)
        self._keep(replace(journey, texts={**journey.texts, row["_id"]: text}))

    def text_moved(self, delivery: str, state: DeliveryState, at: datetime) -> None:
        journey = self._journeys.get(self._of_text.get(delivery, ""))
        if journey is None:
            return
        text = replace(journey.texts[delivery], state=state)
        if state in REACHED and text.sent_at is None:
            text = replace(text, sent_at=at)
        if state is DeliveryState.DELIVERED and text.delivered_at is None:
            text = replace(text, delivered_at=at)
        self._keep(replace(journey, texts={**journey.texts, delivery: text}))

    def _begin(self, event: AlertEvent) -> Journey:
        if (known := self._journeys.get(event.event_id)) is not None:
            return known
        journey = Journey(
            event_id=event.event_id,
            incident=event.incident,
            change=event.change,
            title=_title(event),
            words=text_in("en", event.alert.header_text),
            incident_at=event.at,
            feed_at=self._feed_changed_at(event),
        )
        self._of_revision[event.incident, event.revision, event.service_date is not None] = event.event_id
        self._keep(journey)
        return journey

    def _keep(self, journey: Journey) -> None:
        self._journeys[journey.event_id] = journey
        if len(self._journeys) > MOST_KEPT:
            self._forget(next(iter(self._journeys)))

    def _forget(self, event_id: str) -> None:
        del self._journeys[event_id]
        self._of_revision = {key: each for key, each in self._of_revision.items() if each != event_id}
        self._of_fanout = {key: each for key, each in self._of_fanout.items() if each != event_id}
        self._of_text = {key: each for key, each in self._of_text.items() if each != event_id}


def _title(event: AlertEvent) -> str:
    """What it is about, as riders call it."""
    names = [route.label for route in event.routes] or [station.name for station in event.stations]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more or event.agency
