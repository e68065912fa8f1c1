"""Elevator or escalator."""

import pytest

from models.alert import Alert, Translation
from models.station import Device
from pipeline.words.devices import device_of
from tests.unit.pipeline.lexicons import LEXICON


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param("Kipling: Elevator 2 out of service.", "", Device.ELEVATOR, id="elevator"),
        pytest.param("Kipling: Escalator 16B1E out of service.", "", Device.ESCALATOR, id="escalator"),
        pytest.param("Escalator 4 is closed, use elevator 9.", "", Device.ESCALATOR, id="the way round comes second"),
        pytest.param("Elevator 9 is closed, use escalator 4.", "", Device.ELEVATOR, id="and so it does here"),
        pytest.param(
            "Access notice", "The lift to platform 2 is out of order.", Device.ELEVATOR, id="in the description"
        ),
        pytest.param("Finch: Escalator 22Y11E out of s", "Finch: Escalator out of service", Device.ESCALATOR, id="cut"),
        pytest.param("Station Berri : ascenseur hors service", "", Device.ELEVATOR, id="French"),
        pytest.param("Escalier m\u00e9canique en panne", "", Device.ESCALATOR, id="French escalator"),
        pytest.param("Washroom closed at Kipling", "", None, id="neither"),
        pytest.param("", "", None, id="no text"),
    ],
)
def test_which_device_an_alert_is_about(header: str, description: str, expected: Device | None) -> None:
    alert = Alert("1", (Translation(header),), (Translation(description),))

    assert device_of(alert, LEXICON) is expected
