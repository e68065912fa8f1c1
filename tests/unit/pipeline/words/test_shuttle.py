"""Do other vehicles run instead?"""

import pytest

from models.alert import Alert, Translation
from pipeline.words.shuttle import names_shuttle
from tests.unit.pipeline.lexicons import LEXICON


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("No service. Shuttle buses are running.", True, id="running"),
        pytest.param("No service. Shuttle buses will operate.", True, id="will run"),
        pytest.param("Shuttle buses are on the way.", True, id="on the way"),
        pytest.param("Des navettes remplacent le m\u00e9tro.", True, id="French"),
        pytest.param("No service. No shuttle buses.", False, id="none"),
        pytest.param("No substitute bus service provided.", False, id="none, in Boston's words"),
        pytest.param("Shuttle buses are no longer running.", False, id="not any more"),
        pytest.param("Shuttle bus service ends at 5 PM.", False, id="ends"),
        pytest.param("Shuttle buses have been cancelled.", False, id="cancelled"),
        pytest.param("[S] 42 Street Shuttle runs every 12 minutes", False, id="a route of that name"),
        pytest.param("Delays at King station.", False, id="not named"),
    ],
)
def test_whether_an_alert_names_a_shuttle(header: str, expected: bool) -> None:
    alert = Alert("1", (Translation(header),))

    assert names_shuttle(alert, LEXICON) is expected
