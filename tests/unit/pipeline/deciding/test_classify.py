"""How much an alert matters."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.alert import Translation
from models.incident import AlertClass, Why
from pipeline.deciding.classify import Judgement, began_at, classify
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after, make_alert
from tests.unit.pipeline.lexicons import LEXICON

URGENT, PLANNED, ACCESS, INFO = AlertClass.URGENT, AlertClass.PLANNED, AlertClass.ACCESS, AlertClass.INFO
Period = tuple[datetime | None, datetime | None]
NOW_ON = (after(minutes=-5), None)
TONIGHT = (after(hours=8), after(hours=12))
LAST_NIGHT = (after(hours=-16), after(hours=-12))


def judged(
    header: str = "504 King: see below",
    *,
    effect: str = "UNKNOWN_EFFECT",
    severity: str = "UNKNOWN_SEVERITY",
    description: str = "",
    periods: list[Period] | None = None,
) -> Judgement:
    alert = make_alert(
        header=header, effect=effect, severity=severity, description=description, periods=periods or [NOW_ON]
    )
    return classify(alert, LEXICON, Rules(), NOON)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("NO_SERVICE", URGENT),
        ("SIGNIFICANT_DELAYS", URGENT),
        ("REDUCED_SERVICE", URGENT),
        ("DETOUR", URGENT),
        ("STOP_MOVED", URGENT),
        ("MODIFIED_SERVICE", PLANNED),
        ("ACCESSIBILITY_ISSUE", ACCESS),
        ("NO_EFFECT", INFO),
        ("ADDITIONAL_SERVICE", INFO),
    ],
)
def test_without_a_severity_the_effect_decides(effect: str, expected: AlertClass) -> None:
    assert judged(effect=effect).alert_class is expected


@pytest.mark.parametrize(
    ("severity", "effect", "expected"),
    [
        pytest.param("SEVERE", "MODIFIED_SERVICE", URGENT, id="a severe change of schedule"),
        pytest.param("WARNING", "OTHER_EFFECT", URGENT, id="a warning"),
        pytest.param("INFO", "DETOUR", INFO, id="a harmless detour"),
        pytest.param("SEVERE", "ACCESSIBILITY_ISSUE", ACCESS, id="an elevator stays an elevator"),
    ],
)
def test_a_severity_decides_before_the_effect(severity: str, effect: str, expected: AlertClass) -> None:
    assert judged(severity=severity, effect=effect).alert_class is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("501 Queen: No service between Shaw St and Peter St.", URGENT, id="no service"),
        pytest.param("Line 1 is suspended", URGENT, id="suspended"),
        pytest.param("In Queens, no [7] between 111 St and Main St", URGENT, id="no trains, in New York's words"),
        pytest.param("16 McCowan: Detour northbound via Brimley Rd", URGENT, id="detour"),
        pytest.param("504 King is diverting via Queen", URGENT, id="diverting"),
        pytest.param("Bypass at Runnymede station", URGENT, id="bypassing a station"),
        pytest.param("505 turning back at Broadview", URGENT, id="turning back"),
        pytest.param("Delays at King station", URGENT, id="delays"),
        pytest.param("The 4:17 PM trip is cancelled", URGENT, id="a trip cancelled"),
        pytest.param("Due to the closure, the 8:05 trip has been cancelled", URGENT, id="a trip, by a closure"),
        pytest.param("Collision at King and Bathurst", URGENT, id="a collision"),
        pytest.param("The stop at Queen St E and Carroll St is out of service", URGENT, id="a stop out of service"),
        pytest.param("Stop temporarily relocated to Shaw St", URGENT, id="a stop moved"),
        pytest.param("Finch: Escalator out of service.", ACCESS, id="an escalator"),
        pytest.param("Airport elevator unavailable", ACCESS, id="an elevator"),
        pytest.param("No elevator service at Kipling", ACCESS, id="no elevator service is no loss of trains"),
        pytest.param("The elevator at Kipling is not operating", ACCESS, id="not operating is said of elevators, too"),
        pytest.param("No service at King. The elevator at Pape is closed", URGENT, id="no service, and an elevator"),
        pytest.param("Elevator outage, expected to be back in service March 8.", ACCESS, id="back in March"),
        pytest.param("Are you riding Line 5? Share your feedback", INFO, id="a survey"),
        pytest.param("Have proof of payment ready for inspection.", INFO, id="fares"),
        pytest.param("The washroom at Kipling is closed", INFO, id="a washroom"),
        pytest.param("The garage at Quincy is closed", INFO, id="a garage"),
        pytest.param("Service changes December 5", INFO, id="a new schedule"),
        pytest.param("Minor Route 57 delay", INFO, id="minor delays wake nobody"),
        pytest.param("No change to service on Monday", INFO, id="no change"),
        pytest.param("121 Esplanade: Temporary route change", PLANNED, id="a route change"),
        pytest.param("Trains will move slower than usual", PLANNED, id="a slow zone"),
        pytest.param("Early Bird Express", INFO, id="words that are not known"),
    ],
)
def test_without_an_effect_the_text_decides(header: str, expected: AlertClass) -> None:
    assert judged(header).alert_class is expected


@pytest.mark.parametrize("effect", ["UNKNOWN_EFFECT", "OTHER_EFFECT"])
def test_an_effect_that_says_nothing_leaves_it_to_the_text(effect: str) -> None:
    assert judged("Delays at King", effect=effect).alert_class is URGENT


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param("STOP CLOSURE", "No temporary stop. Parking is free.", URGENT, id="the header first"),
        pytest.param("Worcester Line notice", "Train 536 is 45 min late.", URGENT, id="a header that only names"),
        pytest.param("Finch: Escalator 22Y11E out of s", "Finch: Escalator out of service.", ACCESS, id="cut off"),
        pytest.param("Route notice", "Something.", INFO, id="neither"),
    ],
)
def test_the_description_decides_where_the_header_says_nothing(
    header: str, description: str, expected: AlertClass
) -> None:
    assert judged(header, description=description).alert_class is expected


@pytest.mark.parametrize("effect", ["UNKNOWN_EFFECT", "DETOUR"])
@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("There will be no service between A and B this weekend", PLANNED, id="this weekend"),
        pytest.param("No service at King, starting at 11 p.m. on Friday", PLANNED, id="starting on Friday"),
        pytest.param("Buses will divert to Dundas St", PLANNED, id="will divert"),
        pytest.param("Detour, effective immediately", URGENT, id="at once"),
        pytest.param("No service. Service will resume on Monday.", URGENT, id="the end lies ahead, not the loss"),
        pytest.param("Train 1700 will be delayed 15 minutes by a detour", URGENT, id="about to be late"),
    ],
)
def test_a_text_about_a_time_to_come_is_planned(effect: str, header: str, expected: AlertClass) -> None:
    assert judged(header, effect=effect).alert_class is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("504 King: No longer diverting", INFO, id="good news"),
        pytest.param("504 King: Regular service has resumed", INFO, id="over"),
        pytest.param("No service. Regular service will resume at 5 p.m.", URGENT, id="no service until then"),
    ],
)
def test_good_news_is_never_urgent(header: str, expected: AlertClass) -> None:
    assert judged(header, effect="DETOUR").alert_class is expected


@pytest.mark.parametrize(
    ("language", "header", "expected"),
    [
        ("fr", "Ligne verte : interruption de service", URGENT),
        ("fr", "Arr\u00eat non desservi", URGENT),
        ("fr", "Ascenseur hors service", ACCESS),
        ("pt", "Linha 1250: desvio de percurso", URGENT),
        ("pt", "Nova paragem na linha 4414", INFO),
        ("es", "Servicio suspendido en la l\u00ednea 1", URGENT),
        ("nl", "Treinverkeer onderbroken", URGENT),
        ("de", "Aufzug au\u00dfer Betrieb", ACCESS),
    ],
)
def test_other_languages_are_read(language: str, header: str, expected: AlertClass) -> None:
    alert = replace(make_alert(effect="UNKNOWN_EFFECT"), header_text=(Translation(header, language),))

    assert classify(alert, LEXICON, Rules(), NOON).alert_class is expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(judged(effect="DETOUR"), Why("effect", "DETOUR, running now"), id="effect"),
        pytest.param(judged(severity="SEVERE"), Why("severity", "SEVERE, running now"), id="severity"),
        pytest.param(judged("No service"), Why("text", 'en "no service"'), id="text"),
        pytest.param(judged("Elevator closed"), Why("text", 'elevator, en "closed"'), id="elevator"),
        pytest.param(judged("Hello"), Why("text", "no words known"), id="nothing known"),
        pytest.param(
            judged(effect="DETOUR", periods=[(after(hours=26), None)]), Why("ahead", "starts in 26 h"), id="tomorrow"
        ),
        pytest.param(
            judged(effect="DETOUR", periods=[(after(minutes=90), None)]), Why("ahead", "starts in 90 min"), id="soon"
        ),
        pytest.param(judged("Nightly detour"), Why("ahead", 'en "nightly"'), id="said to lie ahead"),
    ],
)
def test_every_class_has_its_reason(found: Judgement, expected: Why) -> None:
    assert found.why == expected


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        pytest.param([], URGENT, id="no period"),
        pytest.param([NOW_ON], URGENT, id="going on"),
        pytest.param([(after(minutes=60), None)], URGENT, id="in an hour"),
        pytest.param([(after(minutes=61), None)], PLANNED, id="in more than an hour"),
        pytest.param([NOW_ON, TONIGHT], URGENT, id="now, and again tonight"),
        pytest.param([LAST_NIGHT, TONIGHT], PLANNED, id="last night, and again tonight"),
        pytest.param([LAST_NIGHT], URGENT, id="over"),
    ],
)
def test_what_begins_later_is_planned(periods: list[Period], expected: AlertClass) -> None:
    assert classify(make_alert(periods=periods), LEXICON, Rules(), NOON).alert_class is expected


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
def test_when_an_alert_began(periods: list[Period], expected: datetime | timedelta | None) -> None:
    assert began_at(make_alert(periods=periods), NOON) == expected
