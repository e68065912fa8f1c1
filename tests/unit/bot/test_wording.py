"""Every reply keeps to its promised segments, whatever the names."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from bot.commands.parse import parse
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.decide import decide
from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Situation
from bot.conversation.reply import QUOTED, Part, Yields, put_together, quoted
from models.gsm7 import is_gsm7
from models.incident import Incident
from models.rider import Rider
from models.segments import count_segments
from tests.fakes.bot_world import NEW, NOW, TTC, make_incident, make_setting, route

LONG = "Kennedy Stn-Scarborough Town Centre via Sheppard Avenue East Express"
WORST = replace(TTC, agency="Toronto Transit Commission", routes=tuple(route(str(n), LONG) for n in range(900, 950)))
TEXTS = tomllib.loads(files("models").joinpath("wording", "en.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("section", list(TEXTS))
def test_all_wording_is_gsm7(section: str) -> None:
    assert all(is_gsm7(text) for text in TEXTS[section].values())


def crowded() -> Rider:
    numbers = " ".join(each.route.short_name for each in WORST.routes)
    return decide(NEW, parse(f"subscribe {numbers}"), Situation(NOW), make_setting(WORST)).rider


def crisis() -> tuple[Incident, ...]:
    text = "Regular service has resumed on most of the line; " * 8
    return tuple(
        replace(make_incident(text=f"{n} {text}"), routes=tuple(each.route for each in WORST.routes)) for n in range(30)
    )


COMMANDS = [
    "subscribe 900",
    "subscribe " + " ".join(str(number) for number in range(900, 950)),
    "subscribe " + LONG,
    "subscribe 900 and " + "x" * 1500,
    "status",
    "status 900",
    "status " + " ".join(str(number) for number in range(900, 950)),
    "list",
    "stop 900",
    "remove all",
    "stop " + "x" * 1500,
    "remove",
    "commands",
    "hello",
    LONG,
    "stop please",
    "STOP",
    "START",
    "HELP",
]


@pytest.mark.parametrize("handling", list(OptOutHandling))
@pytest.mark.parametrize("incidents", [pytest.param((), id="quiet"), pytest.param(crisis(), id="crisis")])
@pytest.mark.parametrize("rider", [pytest.param(NEW, id="new"), pytest.param(crowded(), id="crowded")])
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[:24])
def test_no_reply_exceeds_two_segments(
    words: str, rider: Rider, incidents: tuple[Incident, ...], handling: OptOutHandling
) -> None:
    outcome = decide(rider, parse(words), Situation(NOW, incidents), make_setting(WORST, handling=handling))

    assert outcome.reply is None or (count_segments(outcome.reply) <= 2 and is_gsm7(outcome.reply))


@pytest.mark.parametrize("words", ["commands", "hello", "list", "remove", "stop please", "subscribe", "status"])
def test_small_talk_is_one_segment(words: str) -> None:
    outcome = decide(NEW, parse(words), Situation(NOW), make_setting())

    assert count_segments(outcome.reply or "") == 1


@given(st.text(st.characters(codec=None)))
def test_riders_own_words_are_repeated_short_and_in_gsm7(words: str) -> None:
    text = quoted(words)

    assert is_gsm7(text)
    assert len(text) <= QUOTED + 5


def test_what_may_be_dropped_goes_before_a_second_segment_is_paid() -> None:
    assert put_together([Part("a" * 150), Part("b" * 20, Yields.DROPS)]) == "a" * 150


def test_what_may_be_cut_is_cut_at_a_word() -> None:
    text = put_together([Part("word " * 80, Yields.CUTS), Part("The end.")])

    assert count_segments(text) == 2
    assert text.endswith("word... The end.")
