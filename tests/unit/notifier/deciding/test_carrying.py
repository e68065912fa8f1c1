"""What one rider is owed of a station's elevators goes in one text, where it can be said in one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.alert import Alert, Translation
from models.delivery import Kind
from models.event import AlertEvent, Change
from models.incident import AlertClass
from models.station import Station
from notifier.deciding.bodies import Bodies
from notifier.deciding.carrying import Due, text_with
from notifier.deciding.texts import Owed
from tests.unit.notifier.events import NOON, WILSON, make_event, make_rider
from tests.wordings import WORDINGS

ELEVATORS = f"{WILSON.target}/elevators"
RIDER = make_rider(ELEVATORS)
LATER = NOON + timedelta(hours=1)
OWED = Owed(Kind.FIRST, (ELEVATORS,), LATER)
BLOOR = Station("ttc/station/bloor", "ttc", "b", "Bloor Station")


def outage(place: str, station: Station = WILSON, said: str = "Elevator out of service at") -> AlertEvent:
    return make_event(
        routes=(),
        stations=(station,),
        targets=(station.target, f"{station.target}/elevators"),
        alert_class=AlertClass.ACCESS,
        incident=place,
        event_id=f"{place}/1",
        alert=Alert(place, (Translation(f"{said} {place}.", "en"),)),
    )


LEAD = Due(outage("concourse"), OWED)
OTHER = Due(outage("bus bay"), OWED)


def test_one_carries_the_others() -> None:
    text = text_with(RIDER, LEAD, [OTHER, Due(outage("platform"), OWED)], Bodies(WORDINGS))

    assert text.body == "Wilson Station: 3 elevators out: concourse; bus bay; platform. TTC 12:00p"
    assert text.alone == "Wilson Station: Elevator out of service at concourse. TTC 12:00p"
    assert [(each.incident, each.attempt, each.body) for each in text.carries] == [
        ("bus bay", 0, "Wilson Station: Elevator out of service at bus bay. TTC 12:00p"),
        ("platform", 0, "Wilson Station: Elevator out of service at platform. TTC 12:00p"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Due(outage("bus bay"), replace(OWED, not_before=LATER)), id="at another hour"),
        pytest.param(Due(outage("bus bay"), replace(OWED, kind=Kind.UPDATE)), id="news of one that is known"),
        pytest.param(
            Due(outage("bus bay").model_copy(update={"change": Change.CLEARED}), replace(OWED, kind=Kind.CLEAR)),
            id="an end",
        ),
        pytest.param(
            Due(outage("bus bay", BLOOR), replace(OWED, targets=(f"{BLOOR.target}/elevators",))), id="elsewhere"
        ),
        pytest.param(Due(outage("bus bay", said="Elevator moved to"), OWED), id="other words"),
    ],
)
def test_what_cannot_be_said_together_goes_alone(other: Due) -> None:
    text = text_with(RIDER, LEAD, [other], Bodies(WORDINGS))

    assert (text.body, text.carries, text.alone) == (
        "Wilson Station: Elevator out of service at concourse. TTC 12:00p",
        (),
        "",
    )


def test_what_waits_for_the_same_hour_goes_together() -> None:
    held = replace(OWED, not_before=LATER)
    text = text_with(RIDER, Due(LEAD.event, held), [Due(OTHER.event, held)], Bodies(WORDINGS))

    assert (text.not_before, [each.not_before for each in text.carries]) == (LATER, [LATER])
