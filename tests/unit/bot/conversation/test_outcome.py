"""What a reply counts as told, and what is kept of it."""

from dataclasses import replace

import pytest

from bot.conversation.outcome import Effect, Outcome, answered, told_of
from models.delivery import Slot, delivery_id
from models.incident import AlertClass, Incident
from models.rider import RECENT, Level, Subscription
from models.route import Heading
from models.window import Window
from tests.fakes.bot_world import KING, NEW, NOW, QUEEN, make_incident, make_outage

STATION, LIFTS = "ttc/station/wilson", "ttc/station/wilson/elevators"
WORKS = make_incident(text="Works", alert_class=AlertClass.PLANNED)
SURVEY = make_incident(text="Survey", alert_class=AlertClass.INFO)


@pytest.mark.parametrize(
    ("incident", "target", "level", "expected"),
    [
        pytest.param(make_incident(), KING, Level.NORMAL, True, id="urgent, on the route"),
        pytest.param(make_incident(), QUEEN, Level.ALL, False, id="on another route"),
        pytest.param(make_incident(), KING, Level.MAJOR, True, id="urgent, for major alone"),
        pytest.param(WORKS, KING, Level.NORMAL, True, id="planned"),
        pytest.param(WORKS, KING, Level.MAJOR, False, id="planned, for major alone"),
        pytest.param(SURVEY, KING, Level.NORMAL, False, id="information"),
        pytest.param(SURVEY, KING, Level.ALL, True, id="information, for all"),
        pytest.param(make_outage(), LIFTS, Level.NORMAL, True, id="an elevator, for elevators"),
        pytest.param(make_outage(), LIFTS, Level.MAJOR, True, id="an elevator, for elevators and major alone"),
        pytest.param(make_outage(), STATION, Level.ALL, False, id="an elevator, for the station"),
    ],
)
def test_only_what_would_be_texted_counts_as_told(
    incident: Incident, target: str, level: Level, expected: bool
) -> None:
    rider = replace(NEW, subscriptions=(Subscription(target, "", NOW, level=level),))

    assert bool(told_of(rider, [incident])) is expected


@pytest.mark.parametrize(("way", "expected"), [("westbound", True), ("eastbound", False)])
def test_what_goes_the_other_way_is_not_told(way: str, expected: bool) -> None:
    westbound = Window(heading=Heading.WESTBOUND)
    rider = replace(NEW, subscriptions=(Subscription(KING, "", NOW, (westbound,)),))

    assert bool(told_of(rider, [replace(make_incident(), headings=(way,))])) is expected


def test_what_was_muted_is_not_told() -> None:
    rider = replace(NEW, subscriptions=(Subscription(KING, "", NOW),), muted=(make_incident().id,))

    assert told_of(rider, [make_incident()]) == ()


def test_what_a_reply_told_has_the_name_of_the_text_that_it_stands_for() -> None:
    rider = replace(NEW, subscriptions=(Subscription(KING, "", NOW),))
    [told] = told_of(rider, [make_incident(revision=3)])

    assert (told.incident, told.revision) == (make_incident().id, 3)
    assert told.delivery == delivery_id(incident=make_incident().id, occasion="3", slot=Slot.NOTICE, subscriber=NEW.id)


def test_the_latest_answers_are_kept() -> None:
    rider = NEW
    for number in range(RECENT + 5):
        rider, answer = answered(Outcome(rider, f"Reply {number}", Effect.ANSWERED), f"SM{number}")

    assert rider.version == RECENT + 5
    assert rider.recent[-1] == answer
    assert [each.sid for each in rider.recent] == [f"SM{number}" for number in range(5, RECENT + 5)]
