"""What the notifier reads of an incident's standing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.alert import Alert
from models.event import Change
from models.time_range import TimeRange
from notifier.fanning_out.incident_reads import MongoIncidents
from runtime.clock import utc_now
from tests.integration.notifier.conftest import World, new_incident

NOW = utc_now().replace(microsecond=0)
FIRST, SECOND = TimeRange(NOW, NOW + timedelta(hours=1)), TimeRange(NOW + timedelta(hours=2), None)


@pytest.mark.parametrize(
    ("of_entities", "expected"),
    [
        pytest.param([(FIRST, SECOND)], (FIRST, SECOND), id="one entity"),
        pytest.param([(FIRST,), (SECOND,), (FIRST,)], (FIRST, SECOND), id="several, each once"),
        pytest.param([()], (), id="no period"),
        pytest.param([(FIRST,), ()], (), id="one of several has none: active while it is listed"),
    ],
)
async def test_an_incident_has_the_periods_of_all_its_entities(
    world: World, of_entities: list[tuple[TimeRange, ...]], expected: tuple[TimeRange, ...]
) -> None:
    entities = tuple(Alert(str(number), active_periods=each) for number, each in enumerate(of_entities))
    incident = replace(new_incident(), alert=entities[0], members=entities if len(entities) > 1 else ())
    incident, _event = await world.change(incident, Change.OPENED, headings=("eastbound",), direction_ids=(1,))
    standing = await MongoIncidents().find_standing(incident.id)

    assert standing is not None
    assert (standing.periods, standing.headings, standing.direction_ids) == (expected, ("eastbound",), (1,))
    assert (standing.zone, standing.is_urgent) == ("America/Toronto", True)
