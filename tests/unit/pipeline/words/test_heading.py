"""Which way the vehicles go that an alert speaks of."""

import pytest

from models.alert import Alert, Translation
from pipeline.words.heading import headings_of
from tests.unit.pipeline.lexicons import LEXICON


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param("504 King: Detour westbound via Queen.", "", {"westbound"}, id="one way"),
        pytest.param("Delays eastbound and westbound at Pape.", "", {"eastbound", "westbound"}, id="two ways named"),
        pytest.param("Delays both ways at Pape.", "", set(), id="both ways"),
        pytest.param("No service in both directions, northbound first.", "", set(), id="both directions"),
        pytest.param("Stop closure - NB Broadway & 34th", "", {"northbound"}, id="abbreviated"),
        pytest.param("Retards en direction nord", "", {"northbound"}, id="French"),
        pytest.param("Delays at Church St East Side.", "", set(), id="the side of a street"),
        pytest.param("Bus notice", "Southbound buses detour.", {"southbound"}, id="in the description"),
        pytest.param("Northbound delays", "Southbound trains run.", {"northbound"}, id="the header before it"),
        pytest.param("No service.", "", set(), id="not said"),
    ],
)
def test_which_headings_an_alert_names(header: str, description: str, expected: set[str]) -> None:
    alert = Alert("1", (Translation(header),), (Translation(description),) if description else ())

    assert headings_of(alert, LEXICON) == expected
