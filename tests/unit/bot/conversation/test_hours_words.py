"""Hours and days as riders read them."""

import pytest

from bot.conversation.hours_words import clock, day_in_words, span_in_words, windows_in_words
from models.route import Heading
from models.window import Window
from tests.fakes.bot_world import NOW, make_setting

WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
COMMUTE = (Window(WEEKDAYS, 420, 540), Window(WEEKDAYS, 990, 1080))


@pytest.mark.parametrize(
    ("windows", "english", "french"),
    [
        pytest.param((), "", "", id="always"),
        pytest.param(COMMUTE, "weekdays 7-9a, 4:30-6p", "en semaine 7h-9h, 16h30-18h", id="the way to work and back"),
        pytest.param((Window(WEEKEND),), "weekends", "la fin de semaine", id="whole days"),
        pytest.param((Window((5,), 1320, 240),), "Sat 10p-4a", "sam 22h-4h", id="across midnight"),
        pytest.param((Window((0, 2, 4), 420, 540),), "Mon, Wed, Fri 7-9a", "lun, mer, ven 7h-9h", id="three days"),
        pytest.param((Window((0, 1, 2), 420, 540),), "Mon-Wed 7-9a", "lun-mer 7h-9h", id="a run of days"),
        pytest.param((Window(heading=Heading.WESTBOUND),), "westbound", "vers l'ouest", id="a direction alone"),
        pytest.param(
            (Window(WEEKDAYS, 420, 540, Heading.EASTBOUND), Window(WEEKDAYS, 960, 1080, Heading.WESTBOUND)),
            "weekdays 7-9a eastbound; weekdays 4-6p westbound",
            "en semaine 7h-9h vers l'est; en semaine 16h-18h vers l'ouest",
            id="there in the morning, back in the evening",
        ),
        pytest.param((Window(start_minute=0, end_minute=540),), "until 9a", "jusqu'à 9h", id="until nine"),
        pytest.param((Window(start_minute=1320, end_minute=1440),), "after 10p", "après 22h", id="until midnight"),
    ],
)
def test_windows_are_read_out_shortly(windows: tuple[Window, ...], english: str, french: str) -> None:
    setting = make_setting()

    assert windows_in_words(windows, setting) == english
    assert windows_in_words(windows, setting.speaking("fr")) == french


def test_a_span_over_noon_names_both_halves() -> None:
    assert span_in_words(11 * 60, 13 * 60, make_setting()) == "11a-1p"


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "12a"), (720, "12p"), (725, "12:05p"), (1439, "11:59p"), (1440, "12a")]
)
def test_the_clock_has_twelve_hours_in_english(minute: int, said: str) -> None:
    assert clock(minute, make_setting()) == said


def test_a_day_is_said_in_the_agencys_zone() -> None:
    assert day_in_words(NOW, "America/Toronto", make_setting()) == "Wed Aug 5 8:12a"
    assert day_in_words(NOW, "America/Toronto", make_setting().speaking("fr")) == "mer 5 aout 8h12"
