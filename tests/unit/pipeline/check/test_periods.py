"""When the alerts hold."""

from datetime import datetime

import pytest

from pipeline.check.periods import periods
from tests.builders import after, make_alert
from tests.unit.pipeline.check.samples import make_sample, said

Periods = list[tuple[datetime | None, datetime | None]]


@pytest.mark.parametrize(
    ("active", "fact", "finding"),
    [
        pytest.param([], "without_period", "have no period", id="none"),
        pytest.param([(after(hours=-1), None)], "open_ended", "name no end", id="until further notice"),
        pytest.param([(after(hours=-2), after(hours=-1))], "over", "are over and still listed", id="over"),
        pytest.param([(after(hours=1), after(hours=2))], "ahead", "1 lie ahead", id="ahead"),
        pytest.param(
            [(after(hours=-1), datetime.fromisoformat("3000-01-01T00:00:00Z"))], "until_year_3000", "3000", id="3000"
        ),
    ],
)
def test_periods_are_looked_at(active: Periods, fact: str, finding: str) -> None:
    part = periods(make_sample([make_alert(periods=active)]))

    assert part.facts[fact] == 1
    assert any(finding in each for each in said(part.findings))


def test_an_end_in_the_year_3000_is_counted_once() -> None:
    far = datetime.fromisoformat("3000-01-01T00:00:00Z")
    part = periods(make_sample([make_alert(periods=[(after(hours=-1), far)])]))

    assert (part.facts["open_ended"], part.facts["until_year_3000"]) == (0, 1)
