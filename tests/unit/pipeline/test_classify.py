"""How much an alert matters."""

from datetime import datetime, timedelta

import pytest

from models.incident import AlertClass
from pipeline.classify import began_at, classify, reclassify
from pipeline.rules import Rules
from tests.builders import NOON, after, make_alert
from tests.unit.pipeline.incidents import make_incident

NOW_ON = (after(minutes=-5), None)
TONIGHT = (after(hours=8), after(hours=12))
LAST_NIGHT = (after(hours=-16), after(hours=-12))


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("NO_SERVICE", AlertClass.URGENT),
        ("SIGNIFICANT_DELAYS", AlertClass.URGENT),
        ("REDUCED_SERVICE", AlertClass.URGENT),
        ("DETOUR", AlertClass.URGENT),
        ("STOP_MOVED", AlertClass.URGENT),
        ("UNKNOWN_EFFECT", AlertClass.URGENT),
        ("OTHER_EFFECT", AlertClass.URGENT),
        ("MODIFIED_SERVICE", AlertClass.PLANNED),
        ("ACCESSIBILITY_ISSUE", AlertClass.ACCESS),
        ("NO_EFFECT", AlertClass.INFO),
        ("ADDITIONAL_SERVICE", AlertClass.INFO),
    ],
)
def test_without_a_severity_the_effect_decides(effect: str, expected: AlertClass) -> None:
    assert classify(make_alert(effect=effect), Rules(), NOON) is expected


@pytest.mark.parametrize(
    ("severity", "effect", "expected"),
    [
        pytest.param("SEVERE", "MODIFIED_SERVICE", AlertClass.URGENT, id="a severe change of schedule"),
        pytest.param("WARNING", "OTHER_EFFECT", AlertClass.URGENT, id="a warning"),
        pytest.param("INFO", "DETOUR", AlertClass.INFO, id="a harmless detour"),
        pytest.param("SEVERE", "ACCESSIBILITY_ISSUE", AlertClass.ACCESS, id="an elevator stays an elevator"),
    ],
)
def test_a_severity_decides_before_the_effect(severity: str, effect: str, expected: AlertClass) -> None:
    assert classify(make_alert(severity=severity, effect=effect), Rules(), NOON) is expected


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        pytest.param([], AlertClass.URGENT, id="no period"),
        pytest.param([NOW_ON], AlertClass.URGENT, id="going on"),
        pytest.param([(after(minutes=60), None)], AlertClass.URGENT, id="in an hour"),
        pytest.param([(after(minutes=61), None)], AlertClass.PLANNED, id="in more than an hour"),
        pytest.param([NOW_ON, TONIGHT], AlertClass.URGENT, id="now, and again tonight"),
        pytest.param([LAST_NIGHT, TONIGHT], AlertClass.PLANNED, id="last night, and again tonight"),
        pytest.param([LAST_NIGHT], AlertClass.URGENT, id="over"),
    ],
)
def test_what_begins_later_is_planned(
    periods: list[tuple[datetime | None, datetime | None]], expected: AlertClass
) -> None:
    assert classify(make_alert(periods=periods), Rules(), NOON) is expected


def test_what_was_announced_ahead_stays_planned_when_it_begins_and_its_text_changes() -> None:
    alert = make_alert(periods=[TONIGHT])
    incident = make_incident(alert, alert_class=AlertClass.PLANNED)
    reworded = make_alert(header="504 King: No service tonight, as planned.", periods=[TONIGHT])

    assert reclassify(incident, reworded, Rules(), after(hours=9)) is AlertClass.PLANNED


def test_another_effect_is_another_class() -> None:
    incident = make_incident(make_alert(effect="MODIFIED_SERVICE"), alert_class=AlertClass.PLANNED)

    assert reclassify(incident, make_alert(effect="NO_SERVICE"), Rules(), NOON) is AlertClass.URGENT


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        pytest.param([NOW_ON], after(minutes=-5), id="five minutes ago"),
        pytest.param([LAST_NIGHT, NOW_ON], after(minutes=-5), id="the period that runs now counts"),
        pytest.param([], None, id="nobody knows"),
        pytest.param([(None, after(hours=1))], None, id="only the end is known"),
        pytest.param([TONIGHT], None, id="not yet"),
    ],
)
def test_when_an_alert_began(
    periods: list[tuple[datetime | None, datetime | None]], expected: datetime | timedelta | None
) -> None:
    assert began_at(make_alert(periods=periods), NOON) == expected
