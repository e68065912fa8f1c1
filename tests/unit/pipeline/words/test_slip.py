"""A start twelve hours off."""

from datetime import datetime

import pytest

from pipeline.deciding.rules import Rules
from pipeline.words.slip import mended
from tests.builders import NO_SERVICE_ON_KING, NOON, after, make_alert
from tests.unit.pipeline.lexicons import LEXICON

IN_12_HOURS = (after(hours=12), None)


@pytest.mark.parametrize("hours", [11.5, 12, 12.5])
def test_no_service_from_tonight_is_no_service_now(hours: float) -> None:
    alert = make_alert(periods=[(after(hours=hours), None)])

    (period,) = mended(alert, LEXICON, Rules(), NOON).active_periods
    assert period.start == after(hours=hours - 12)


@pytest.mark.parametrize(
    ("header", "periods"),
    [
        pytest.param(NO_SERVICE_ON_KING, [(after(hours=11.4), None)], id="too soon"),
        pytest.param(NO_SERVICE_ON_KING, [(after(hours=12.6), None)], id="too late"),
        pytest.param(NO_SERVICE_ON_KING, [(after(hours=12), after(hours=15))], id="with an end"),
        pytest.param(NO_SERVICE_ON_KING, [IN_12_HOURS, (after(hours=36), None)], id="several nights"),
        pytest.param(NO_SERVICE_ON_KING, [], id="no period"),
        pytest.param("There will be no subway service at King.", [IN_12_HOURS], id="said of a time to come"),
        pytest.param("No service at King, starting 11 p.m. Friday.", [IN_12_HOURS], id="a day to come"),
        pytest.param("504 King: Detour via Queen St.", [IN_12_HOURS], id="a detour"),
        pytest.param("No change to service at King.", [IN_12_HOURS], id="no loss"),
    ],
)
def test_any_other_start_is_believed(header: str, periods: list[tuple[datetime | None, datetime | None]]) -> None:
    alert = make_alert(header=header, periods=periods)

    assert mended(alert, LEXICON, Rules(), NOON) is alert


def test_when_it_will_resume_does_not_put_it_into_the_future() -> None:
    alert = make_alert(header="No service at King. Service will resume on Friday.", periods=[IN_12_HOURS])

    assert mended(alert, LEXICON, Rules(), NOON).is_active(NOON)
