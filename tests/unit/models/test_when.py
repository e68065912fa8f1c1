"""From when and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from models.alert import Alert
from models.time_range import TimeRange
from models.when import begins, ends
from models.wording import Wording
from tests.wordings import ENGLISH

NOON = datetime(2026, 8, 5, 16, tzinfo=UTC)  # in Toronto, a Wednesday


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an alert's time."""

    alert: Alert
    at: datetime = NOON
    zone: str = "America/Toronto"
    wording: Wording = ENGLISH


def known(*spans: tuple[float, float | None]) -> Known:
    """An alert whose periods begin and end so many hours from now."""
    hour = timedelta(hours=1)
    return Known(
        Alert(
            "1",
            active_periods=tuple(TimeRange(NOON + hour * a, None if b is None else NOON + hour * b) for a, b in spans),
        )
    )


@pytest.mark.parametrize(
    ("spans", "said", "expected"),
    [
        pytest.param([(11, 17)], "", "Wed Aug 5 11:00p-5:00a", id="tonight"),
        pytest.param([(11, 17), (35, 41)], "", "from Wed Aug 5 11:00p", id="nights"),
        pytest.param([(-13, -7), (11, 17)], "", "Wed Aug 5 11:00p-5:00a", id="last night and tonight"),
        pytest.param([(-13, -7), (-1, 5), (11, 17)], "", "", id="it runs, and again tonight"),
        pytest.param([(-13, -7)], "", "", id="it is over"),
        pytest.param([(11, None)], "", "from Wed Aug 5 11:00p", id="nobody knows until when"),
        pytest.param([(11, 17)], "On Wednesday, August 5, no service", "", id="the words say it"),
        pytest.param([(11, 17)], "Closed 8/5", "", id="the words say it in digits"),
        pytest.param([(11, 17)], "Stop August 55", "Wed Aug 5 11:00p-5:00a", id="another number"),
        pytest.param([(-1, 5)], "", "", id="it runs"),
        pytest.param([(0.5, 5)], "", "", id="in half an hour"),
        pytest.param([], "", "", id="no period"),
    ],
)
def test_a_beginning_that_lies_ahead_is_told(spans: list[tuple[float, float | None]], said: str, expected: str) -> None:
    assert begins(known(*spans), said) == expected


@pytest.mark.parametrize(
    ("spans", "said", "expected"),
    [
        pytest.param([(-1, 5)], "Detour", "until 5:00p", id="this afternoon"),
        pytest.param([(-1, 11)], "Detour", "until 11:00p", id="tonight"),
        pytest.param([(-1, 20)], "Detour", "until Thu Aug 6 8:00a", id="tomorrow"),
        pytest.param([(-1, 30)], "Detour", "", id="the day after"),
        pytest.param([(-1, 0.25)], "Detour", "", id="in a quarter of an hour"),
        pytest.param([(-1, 5.05)], "Detour", "", id="an end that nobody announces"),
        pytest.param([(-1, None)], "Detour", "", id="open"),
        pytest.param([(-1, 5)], "Detour until 5 pm", "", id="the words say it"),
        pytest.param([(2, 5)], "Detour", "", id="it has not begun"),
    ],
)
def test_an_end_that_somebody_announced_is_told(
    spans: list[tuple[float, float | None]], said: str, expected: str
) -> None:
    assert ends(known(*spans), said) == expected
