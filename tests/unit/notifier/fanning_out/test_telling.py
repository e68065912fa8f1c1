"""Until when a text is worth sending."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.alert import Alert
from models.event import AlertEvent, Change
from models.incident import AlertClass, Why
from models.time_range import TimeRange
from notifier.deciding.timing import Hours
from notifier.fanning_out.telling import Timing, useful_until

TIMING = Timing(
    useful_for=timedelta(minutes=60),
    planned_until_hour=20,
    sweep_after=timedelta(minutes=1),
    recheck=timedelta(seconds=10),
    hours=Hours(),
)
THURSDAY = date(2026, 3, 12)
EIGHTEEN = datetime(2026, 3, 11, 22, tzinfo=UTC)  # Wednesday, 18:00 in Toronto
TWENTY = EIGHTEEN + timedelta(hours=2)
START = EIGHTEEN + timedelta(hours=29)  # Thursday, 23:00


def event(change: Change, at: datetime, *starts: datetime) -> AlertEvent:
    return AlertEvent(
        event_id="i/1",
        feed="ttc",
        incident="i",
        revision=1,
        change=change,
        at=at,
        alert_class=AlertClass.PLANNED,
        agency="TTC",
        zone="America/Toronto",
        routes=(),
        service_date=THURSDAY if change is Change.UPCOMING else None,
        alert=Alert("1", active_periods=tuple(TimeRange(start) for start in starts)),
        why=Why("upcoming"),
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(event(Change.OPENED, TWENTY, START), TWENTY + timedelta(hours=1), id="an alert: an hour"),
        pytest.param(event(Change.UPCOMING, EIGHTEEN, START), TWENTY, id="a reminder at 18:00: until 20:00"),
        pytest.param(
            event(Change.UPCOMING, TWENTY - timedelta(hours=1), START), TWENTY, id="at 19:00: an hour is left"
        ),
        pytest.param(event(Change.UPCOMING, TWENTY - timedelta(seconds=1), START), START, id="told at once at 19:59"),
        pytest.param(event(Change.UPCOMING, TWENTY, START), START, id="told at once at 20:00: until the start"),
        pytest.param(
            event(Change.UPCOMING, TWENTY, START + timedelta(hours=1), START), START, id="until the first start"
        ),
        pytest.param(event(Change.UPCOMING, EIGHTEEN), EIGHTEEN + timedelta(hours=1), id="nobody knows the start"),
    ],
)
def test_a_text_is_useful_until_then(told: AlertEvent, expected: datetime) -> None:
    assert useful_until(told, TIMING) == expected
