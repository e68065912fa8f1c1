"""A text takes its words from the event, and its name from what it is about."""

import pytest

from models.alert import Alert, Translation
from models.delivery import Kind, Slot
from models.wording_files import load_wordings
from notifier.deciding.bodies import Bodies, text_for
from notifier.deciding.texts import Owed
from tests.unit.notifier.events import KING, NOON, WILSON, YONGE, make_event, make_rider

SUBWAY, AGENCY = "ttc/mode/1", "ttc/agency"
WORDINGS = load_wordings()
ALERT = Alert("1", (Translation("No service, collision", "en"),))


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        pytest.param((KING.target,), "504 King: No service", id="a route"),
        pytest.param((SUBWAY,), "Line 1 Yonge-University: No service", id="the subway"),
        pytest.param((AGENCY,), "504 King, 1: No service", id="everything"),
    ],
)
def test_a_text_names_the_routes_that_concern_its_rider(targets: tuple[str, ...], expected: str) -> None:
    text = text_for(
        make_rider(), make_event(KING, YONGE, alert=ALERT), Owed(Kind.FIRST, targets, NOON), Bodies(WORDINGS)
    )

    assert text.body.startswith(expected)


@pytest.mark.parametrize("target", [WILSON.target, f"{WILSON.target}/elevators", AGENCY])
def test_a_text_names_the_station_where_it_is_about_no_route(target: str) -> None:
    event = make_event(alert=ALERT, routes=(), stations=(WILSON,))

    assert text_for(make_rider(), event, Owed(Kind.FIRST, (target,), NOON), Bodies(WORDINGS)).body.startswith(
        "Wilson Station: No service"
    )


def test_a_clear_may_be_named_otherwise_than_it_was_asked_for() -> None:
    event = make_event(KING, alert=ALERT)
    text = text_for(
        make_rider(), event, Owed(Kind.CLEAR, ("ttc/route/29",), NOON, named=(KING.target,)), Bodies(WORDINGS)
    )

    assert (text.slot, text.targets, text.body[:15]) == (Slot.CLEAR, ("ttc/route/29",), "Clear: 504 King")


def test_words_are_composed_once_for_all_who_read_the_same() -> None:
    bodies = Bodies(WORDINGS, kept=2)
    event, owed = make_event(KING, alert=ALERT), Owed(Kind.FIRST, (KING.target,), NOON)
    english, french = bodies.of(event, owed, "en"), bodies.of(event, owed, "fr")

    assert bodies.of(event, owed, "en") is english
    assert french != bodies.of(event, Owed(Kind.UPDATE, (KING.target,), NOON), "fr")
