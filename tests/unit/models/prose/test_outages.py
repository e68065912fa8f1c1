"""Which elevator or escalator an alert is about, and where it stands."""

import pytest

from models.prose.outages import Outage, find_outage, find_return, in_short
from models.station import Device

LIFT, STAIRS = Device.ELEVATOR, Device.ESCALATOR


@pytest.mark.parametrize(
    ("said", "station", "expected"),
    [
        pytest.param(
            "Elevator 12Y2L out of service between Wellesley St entrance to Line 1 northbound platform while we perform"
            " maintenance.",
            "Wellesley Station",
            Outage(LIFT, "12Y2L", "Wellesley St entrance to Line 1 northbound platform"),
            id="Toronto: where comes last",
        ),
        pytest.param(
            "Escalator out of service from concourse to Dupont St north side entrance due to construction.",
            "Dupont Station",
            Outage(STAIRS, "", "concourse to Dupont St north side entrance"),
            id="without a number",
        ),
        pytest.param(
            "Courthouse Escalator 415 (Airport/Design Center platform to lobby) unavailable due to construction",
            "Courthouse",
            Outage(STAIRS, "415", "Airport/Design Center platform to lobby"),
            id="Boston: where comes first",
        ),
        pytest.param(
            "Elevator 955 AIRPORT - Bremen St Park to Overpass out of service.",
            "Airport",
            Outage(LIFT, "955", "Bremen St Park to Overpass"),
            id="the station's name after the number",
        ),
        pytest.param(
            "Elevator 993 YAWKEY is unavailable.", "Yawkey", Outage(LIFT, "993", ""), id="a number and no place"
        ),
        pytest.param(
            "Ascenseur 12 hors service entre le quai et la rue en raison de travaux.",
            "Berri-UQAM",
            Outage(LIFT, "12", "le quai et la rue"),
            id="en fran\u00e7ais",
        ),
        pytest.param(
            "Elevator 4 out of service from Monday to Friday.", "Pape", Outage(LIFT, "4", ""), id="days are no place"
        ),
        pytest.param("Elevator out of service due to maintenance.", "Pape", None, id="which one?"),
        pytest.param("Elevators 1 and 2 out of service between street and platform.", "Pape", None, id="two in one"),
        pytest.param("Elevator 1 will be out of service at concourse.", "Pape", None, id="not yet"),
        pytest.param("Elevator 1 back in service between street and platform.", "Pape", None, id="in service"),
        pytest.param("Street entrance closed, use elevator 1.", "Pape", None, id="no elevator out at all"),
        pytest.param(f"Elevator 1 out of service at {'north ' * 30}end.", "Pape", Outage(LIFT, "1", ""), id="a novel"),
    ],
)
def test_an_outage_is_a_device_and_a_place(said: str, station: str, expected: Outage | None) -> None:
    assert find_outage(said, station) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            "Elevator back in service between Wilson Ave entrance and concourse.",
            Outage(LIFT, "", "Wilson Ave entrance and concourse"),
            id="back",
        ),
        pytest.param("Elevator 3 is available again.", Outage(LIFT, "3", ""), id="available again"),
        pytest.param("Ascenseur 3 remis en service.", Outage(LIFT, "3", ""), id="en fran\u00e7ais"),
        pytest.param("Elevator 3 out of service at concourse.", None, id="out"),
        pytest.param("Elevator 3 at concourse is expected to be back in service March 7.", None, id="expected back"),
    ],
)
def test_a_return_is_told_as_such(said: str, expected: Outage | None) -> None:
    assert find_return(said, "Wilson Station") == expected


def test_a_place_is_said_as_on_a_sign() -> None:
    assert in_short("Yonge Street entrance to northbound platform") == "Yonge St entrance to NB platform"
