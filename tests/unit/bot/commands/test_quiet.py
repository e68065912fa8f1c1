"""Hours without texts."""

import pytest

from bot.commands.command import QuietHours, QuietOff, QuietWhich
from bot.commands.lexing import lexemes_of
from bot.commands.quiet import read_quiet


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("10pm-6am", QuietHours(1320, 360), id="hours"),
        pytest.param("10-6", QuietHours(1320, 360), id="bare hours are at night"),
        pytest.param("at night", QuietHours(1320, 420), id="the night"),
        pytest.param("after 11pm", QuietHours(1380, 420), id="until the morning"),
        pytest.param("10pm-6am except major", QuietHours(1320, 360, except_major=True), id="but major ones"),
        pytest.param("10pm-6am every day", QuietHours(1320, 360), id="every day"),
        pytest.param("10pm-6am weekdays", QuietWhich(), id="some days are more than it says"),
        pytest.param("rush hour", QuietWhich(), id="two spans"),
        pytest.param("off", QuietOff(), id="off"),
        pytest.param("non", QuietOff(), id="no"),
        pytest.param("", QuietWhich(), id="nothing said"),
    ],
)
def test_quiet_is(text: str, expected: QuietHours | QuietOff | QuietWhich) -> None:
    assert read_quiet(lexemes_of(text)) == expected
