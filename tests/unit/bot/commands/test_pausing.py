"""Sentences that ask for no texts for a while."""

import pytest

from bot.commands.lexing import lexemes_of
from bot.commands.orders import find_order
from bot.commands.pausing import understand_mute, understand_pause
from tests.unit.bot.commands.notation import written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("pause 2h", "Pause for 2:00:00", id="for hours"),
        pytest.param("pause", "Pause", id="for how long is not said"),
        pytest.param("pause 504", "Unknown", id="one route"),
        pytest.param("dont pause", "Unknown", id="denied"),
        pytest.param("pause 10pm-6am", "QuietHours 22-6", id="between hours"),
    ],
)
def test_a_pause_is_understood(text: str, expected: str) -> None:
    order = find_order(lexemes_of(text))

    assert order is not None
    assert written(understand_pause(text, order)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("mute 2h", "Pause for 2:00:00", id="for hours"),
        pytest.param("mute 22h-6h", "QuietHours 22-6", id="between hours"),
        pytest.param("mute until monday", "Pause until mon", id="until a day"),
        pytest.param("mute 504", "Unknown", id="one route"),
    ],
)
def test_mute_with_a_time_is_a_pause_or_quiet_hours(text: str, expected: str) -> None:
    assert written(understand_mute(text, lexemes_of(text))) == expected
