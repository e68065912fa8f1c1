"""What is read before a message is decided."""

import pytest

from bot.commands.parse import parse
from bot.conversation.wants import Wants, wants_of
from tests.fakes.bot_world import KING, make_setting

SETTING = make_setting()


@pytest.mark.parametrize(
    ("words", "wants"),
    [
        ("subscribe 504", Wants((KING,), is_answer=True)),
        ("504?", Wants((KING,))),
        ("status", Wants(is_own=True)),
        ("more", Wants(is_own=True)),
        ("resume", Wants(is_own=True)),
        ("START", Wants(is_own=True, is_answer=True)),
        ("sure", Wants(is_own=True, is_answer=True)),
        ("why", Wants(is_about_last_text=True)),
        ("mute", Wants(is_about_last_text=True)),
        ("list", Wants()),
        ("stop 504", Wants()),
        ("STOP", Wants()),
        ("pause", Wants()),
    ],
)
def test_no_more_is_read_than_the_answer_needs(words: str, wants: Wants) -> None:
    assert wants_of(parse(words), SETTING) == wants


def test_all_meanings_of_a_name_are_read() -> None:
    assert set(wants_of(parse("subscribe king"), SETTING).targets) >= {KING, "ttc/route/304", "ttc/station/king"}
