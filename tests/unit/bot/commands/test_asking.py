"""What a sentence names, and when and how much of it."""

import pytest

from bot.commands.asking import read_asked, wanted_of
from bot.commands.command import Named, Wanted
from bot.commands.lexing import lexemes_of
from models.rider import Level
from models.window import Window

MORNING, EVENING = Window(start_minute=420, end_minute=540), Window(start_minute=960, end_minute=1080)
WEEKDAYS = (0, 1, 2, 3, 4)
WEEKDAY_MORNING, WEEKDAY_EVENING = Window(WEEKDAYS, 420, 540), Window(WEEKDAYS, 960, 1080)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504 and 501", (Wanted("504"), Wanted("501")), id="two routes"),
        pytest.param("504 504", (Wanted("504"),), id="one route twice"),
        pytest.param(
            "504 7-9am, 501 4-6pm",
            (Wanted("504", windows=(MORNING,)), Wanted("501", windows=(EVENING,))),
            id="each its own",
        ),
        pytest.param(
            "504, 501, 7-9am", (Wanted("504", windows=(MORNING,)), Wanted("501", windows=(MORNING,))), id="one for all"
        ),
        pytest.param(
            "7-9am 504 501", (Wanted("504", windows=(MORNING,)), Wanted("501", windows=(MORNING,))), id="one before all"
        ),
        pytest.param("504 7-9am, 501", (Wanted("504", windows=(MORNING,)), Wanted("501")), id="one for the first"),
        pytest.param(
            "weekdays 504 7-9am, 501 4-6pm",
            (Wanted("504", windows=(WEEKDAY_MORNING,)), Wanted("501", windows=(WEEKDAY_EVENING,))),
            id="the same days",
        ),
        pytest.param(
            "504 major, 501 all", (Wanted("504", level=Level.MAJOR), Wanted("501", level=Level.ALL)), id="levels"
        ),
        pytest.param("lines 1 and 2", (Wanted("LINE 1"), Wanted("LINE 2")), id="lines"),
        pytest.param(
            "wilson station elevators and escalators",
            (Wanted("WILSON", Named.ELEVATORS), Wanted("WILSON", Named.ESCALATORS)),
            id="what lifts",
        ),
        pytest.param("i take the 504 to work", (Wanted("504"),), id="a story with a number in it"),
        pytest.param("bus stop 14187", (Wanted("14187", Named.STOP),), id="a stop"),
        pytest.param(
            "all weekdays 504", (Wanted("504", windows=(Window(WEEKDAYS),)),), id="all of the days is no level"
        ),
    ],
)
def test_a_sentence_asks_for(text: str, expected: tuple[Wanted, ...]) -> None:
    assert wanted_of(read_asked(lexemes_of(text))) == expected


def test_after_an_order_a_stop_is_a_place() -> None:
    asked = read_asked(lexemes_of("stop 14187"), stops_are_places=True)

    assert wanted_of(asked) == (Wanted("14187", Named.STOP),)
