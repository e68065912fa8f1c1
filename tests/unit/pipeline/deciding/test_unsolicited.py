"""Who gets a text without asking for more than a route."""

import pytest

from models.event import Change
from models.incident import AlertClass, Why
from pipeline.deciding.outcome import Occurrence
from pipeline.deciding.unsolicited import is_texted, preview
from tests.builders import NOON, make_alert
from tests.unit.pipeline.incidents import make_incident
from tests.wordings import ENGLISH


@pytest.mark.parametrize(
    ("alert_class", "change", "is_announced", "expected"),
    [
        pytest.param(AlertClass.URGENT, Change.OPENED, True, True, id="no service, just now"),
        pytest.param(AlertClass.URGENT, Change.UPDATED, True, True, id="it got worse"),
        pytest.param(AlertClass.URGENT, Change.UPDATED, False, True, id="it became urgent after all"),
        pytest.param(AlertClass.URGENT, Change.CLEARED, True, True, id="over, and riders were told of it"),
        pytest.param(AlertClass.URGENT, Change.CLEARED, False, False, id="over, and nobody ever heard of it"),
        pytest.param(AlertClass.PLANNED, Change.OPENED, False, False, id="a closure next week"),
        pytest.param(AlertClass.PLANNED, Change.UPCOMING, True, True, id="the evening before the closure"),
        pytest.param(AlertClass.PLANNED, Change.UPDATED, True, True, id="the closure that they know of changes"),
        pytest.param(AlertClass.PLANNED, Change.UPDATED, False, False, id="a closure that they do not know of changes"),
        pytest.param(AlertClass.PLANNED, Change.CLEARED, True, False, id="the closure is over"),
        pytest.param(
            AlertClass.ACCESS, Change.OPENED, True, False, id="an elevator, for those who asked for elevators"
        ),
        pytest.param(AlertClass.ACCESS, Change.CLEARED, True, False, id="the elevator runs again"),
        pytest.param(AlertClass.INFO, Change.OPENED, False, False, id="a survey"),
    ],
)
def test_which_events_are_texted(alert_class: AlertClass, change: Change, is_announced: bool, expected: bool) -> None:
    incident = make_incident(alert_class=alert_class, is_announced=is_announced)

    assert is_texted(incident, Occurrence(change, Why("test"))) is expected


@pytest.mark.parametrize(
    ("alert_class", "expected"),
    [
        pytest.param(AlertClass.URGENT, True, id="no service again: to who heard that it was over, or nothing at all"),
        pytest.param(AlertClass.PLANNED, False, id="a closure, whose end nobody was told"),
    ],
)
def test_what_is_listed_again_is_texted_where_its_end_was(alert_class: AlertClass, expected: bool) -> None:
    incident = make_incident(alert_class=alert_class, is_announced=True)

    assert is_texted(incident, Occurrence(Change.UPDATED, Why("reopened"))) is expected


def test_what_a_baseline_was_silent_about_is_texted_to_nobody_when_it_is_listed_again() -> None:
    assert not is_texted(make_incident(is_announced=False), Occurrence(Change.UPDATED, Why("relisted")))


def test_what_concerns_nobody_is_texted_to_nobody() -> None:
    incident = make_incident(targets=())

    assert not is_texted(incident, Occurrence(Change.OPENED, Why("test")))


def test_a_preview_is_what_riders_of_the_first_route_get() -> None:
    incident = make_incident(make_alert(header="No service at all.", routes=("504", "501")))

    text = preview(incident, Occurrence(Change.OPENED, Why("test")), NOON, ENGLISH)

    assert text == "504 King: No service at all. TTC 12:00p"


def test_without_route_and_station_there_is_no_preview() -> None:
    incident = make_incident(make_alert(routes=()))

    assert preview(incident, Occurrence(Change.OPENED, Why("test")), NOON, ENGLISH) is None
