"""The journeys of the latest alerts, from what Kafka and the database show of them."""

from datetime import date, datetime
from typing import Any

import pytest

from models.delivery import Channel, DeliveryState, Kind
from models.event import AlertEvent, Change
from models.fanout import FanoutState
from models.incident import AlertClass, Why
from sandbox.phone_page.journey import Journey
from sandbox.phone_page.journeys import MOST_KEPT, Journeys
from tests.builders import NOON, after, make_alert, make_route


def make_event(revision: int = 1, *, change: Change = Change.OPENED, day: date | None = None) -> AlertEvent:
    return AlertEvent(
        event_id=f"king/{revision}/{change}/{day}",
        feed="ttc",
        incident="king",
        revision=revision,
        change=change,
        at=NOON,
        alert_class=AlertClass.URGENT,
        agency="TTC",
        zone="America/Toronto",
        routes=(make_route("504", "King"),),
        service_date=day,
        alert=make_alert(),
        why=Why("new"),
    )


def make_row(text: str = "a", *, revision: int = 1, kind: Kind = Kind.FIRST, channel: Channel = Channel.TEXT) -> Any:
    return {
        "_id": text,
        "incident": "king",
        "revision": revision,
        "kind": kind.value,
        "channel": channel.value,
        "state": DeliveryState.SENDING.value,
    }


@pytest.fixture
def journeys() -> Journeys:
    return Journeys(lambda _event: after(seconds=-1))


def only(journeys: Journeys) -> Journey:
    (journey,) = journeys.latest()
    return journey


def test_an_event_is_followed_from_the_feed_to_the_phone(journeys: Journeys) -> None:
    journeys.published(make_event(), after(seconds=1))
    journeys.taken_over("f", make_event())
    journeys.claimed(make_row(), after(seconds=2))
    journeys.fanout_moved("f", FanoutState.SWEEPING, after(seconds=3))
    journeys.text_moved("a", DeliveryState.ACCEPTED, after(seconds=4))
    journeys.text_moved("a", DeliveryState.DELIVERED, after(seconds=5))
    journey = only(journeys)
    text = journey.texts["a"]

    assert (journey.title, journey.feed_at, journey.incident_at) == ("504 King", after(seconds=-1), NOON)
    assert (journey.kafka_at, journey.looked_at) == (after(seconds=1), after(seconds=3))
    assert (text.claimed_at, text.sent_at, text.delivered_at) == (after(seconds=2), after(seconds=4), after(seconds=5))


def test_a_report_that_overtakes_the_outcome_proves_both(journeys: Journeys) -> None:
    journeys.published(make_event(), NOON)
    journeys.claimed(make_row(), NOON)
    journeys.text_moved("a", DeliveryState.DELIVERED, after(seconds=5))
    journeys.text_moved("a", DeliveryState.ACCEPTED, after(seconds=6))

    assert only(journeys).texts["a"].sent_at == after(seconds=5)


def test_an_event_that_is_published_again_was_there_before(journeys: Journeys) -> None:
    journeys.published(make_event(), NOON)
    journeys.published(make_event(), after(minutes=1))

    assert only(journeys).kafka_at == NOON


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(make_row(channel=Channel.REPLY), id="what a reply told"),
        pytest.param(make_row(kind=Kind.CORRECTION), id="an operator's correction"),
        pytest.param(make_row(revision=7), id="a text about an event before our time"),
        pytest.param(make_row(kind=Kind.PLANNED), id="a reminder, which is another event"),
    ],
)
def test_what_is_no_text_of_the_event_is_left_out(journeys: Journeys, row: Any) -> None:
    journeys.published(make_event(), NOON)
    journeys.claimed(row, NOON)
    journeys.text_moved("a", DeliveryState.ACCEPTED, NOON)

    assert only(journeys).texts == {}


def test_a_reminder_has_its_own_journey(journeys: Journeys) -> None:
    journeys.published(make_event(), NOON)
    journeys.published(make_event(change=Change.UPCOMING, day=date(2026, 8, 6)), NOON)
    journeys.claimed(make_row(kind=Kind.PLANNED), NOON)

    assert [(each.change, len(each.texts)) for each in journeys.latest()] == [(Change.UPCOMING, 1), (Change.OPENED, 0)]


def test_what_is_heard_of_an_unknown_event_is_left_out(journeys: Journeys) -> None:
    moment: datetime = NOON
    journeys.fanout_moved("f", FanoutState.DONE, moment)
    journeys.text_moved("a", DeliveryState.SENT, moment)

    assert journeys.latest() == ()


def test_only_the_latest_are_kept_and_the_newest_stands_first(journeys: Journeys) -> None:
    for revision in range(1, MOST_KEPT + 3):
        journeys.published(make_event(revision), NOON)
    journeys.claimed(make_row(revision=1), NOON)
    latest = journeys.latest()

    assert (len(latest), latest[0].event_id) == (MOST_KEPT, make_event(MOST_KEPT + 2).event_id)
    assert not any(each.texts for each in latest)
