"""Days, hours and ways put together."""

import pytest

from bot.commands.pieces import Days, Hours, Piece, Way
from bot.commands.windows import windows_of
from models.route import Heading
from models.window import Window

WEEKDAYS, WEEKEND, SATURDAY = Days((0, 1, 2, 3, 4)), Days((5, 6)), Days((5,))
MORNING, EVENING = Hours(((420, 540),)), Hours(((960, 1080),))
RUSH = Hours(((420, 540), (960, 1080)), (0, 1, 2, 3, 4))
EAST, WEST, BOTH = Way(Heading.EASTBOUND), Way(Heading.WESTBOUND), Way(None)


def window(days: Days | None, hours: Hours | None = None, way: Way = BOTH) -> Window:
    start, end = hours.spans[0] if hours else (0, 1440)
    return Window(days.days if days else tuple(range(7)), start, end, way.heading)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param((), (), id="nothing: always"),
        pytest.param((WEEKDAYS,), (window(WEEKDAYS),), id="days alone"),
        pytest.param((WEEKDAYS, WEEKEND), (), id="all days are always"),
        pytest.param((BOTH,), (), id="both ways are no window"),
        pytest.param((WEST,), (window(None, None, WEST),), id="a way alone"),
        pytest.param((EAST, WEST), (), id="opposite ways are both"),
        pytest.param(
            (WEEKDAYS, MORNING, EVENING),
            (window(WEEKDAYS, MORNING), window(WEEKDAYS, EVENING)),
            id="days for all hours",
        ),
        pytest.param(
            (MORNING, EVENING, WEEKDAYS), (window(WEEKDAYS, MORNING), window(WEEKDAYS, EVENING)), id="days at the end"
        ),
        pytest.param(
            (MORNING, WEEKDAYS, EVENING), (window(WEEKDAYS, MORNING), window(WEEKDAYS, EVENING)), id="days between"
        ),
        pytest.param(
            (WEEKDAYS, MORNING, SATURDAY, EVENING),
            (window(WEEKDAYS, MORNING), window(SATURDAY, EVENING)),
            id="days each",
        ),
        pytest.param(
            (MORNING, WEEKDAYS, EVENING, WEEKEND),
            (window(WEEKDAYS, MORNING), window(WEEKEND, EVENING)),
            id="days each, after the hours",
        ),
        pytest.param(
            (WEEKDAYS, MORNING, SATURDAY), (window(WEEKDAYS, MORNING), window(SATURDAY)), id="the last days are whole"
        ),
        pytest.param(
            (WEEKEND, WEEKDAYS, MORNING), (window(WEEKEND), window(WEEKDAYS, MORNING)), id="the first days are"
        ),
        pytest.param(
            (MORNING, EAST, EVENING, WEST),
            (window(None, MORNING, EAST), window(None, EVENING, WEST)),
            id="ways each, after",
        ),
        pytest.param(
            (WEST, MORNING, EAST, EVENING),
            (window(None, MORNING, WEST), window(None, EVENING, EAST)),
            id="ways each, before",
        ),
        pytest.param(
            (MORNING, EVENING, WEST),
            (window(None, MORNING, WEST), window(None, EVENING, WEST)),
            id="one way for all hours",
        ),
        pytest.param((RUSH,), (window(WEEKDAYS, MORNING), window(WEEKDAYS, EVENING)), id="rush hour brings its days"),
        pytest.param(
            (SATURDAY, RUSH), (window(SATURDAY, MORNING), window(SATURDAY, EVENING)), id="days that are said come first"
        ),
    ],
)
def test_windows_are(pieces: tuple[Piece, ...], expected: tuple[Window, ...]) -> None:
    assert windows_of(pieces) == expected
