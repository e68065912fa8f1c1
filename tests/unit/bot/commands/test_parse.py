"""The grammar, in riders' words: every line of phrases/*.txt, what nobody expects, and what must never happen."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.command import Command, ForgetMe, OptOut, Pause, Subscribe, Unknown, Unsubscribe, Wanted, WishToStop
from bot.commands.parse import parse, spoken_language
from bot.commands.tokens import tokens_of
from tests.unit.bot.commands.notation import written

PHRASES = Path(__file__).with_name("phrases")
ENDS = Unsubscribe | WishToStop | OptOut | ForgetMe
# With none of these in it no text takes anything away.
WORDS_THAT_END = {
    *(
        "STOP",
        "END",
        "CANCEL",
        "QUIT",
        "REMOVE",
        "DELETE",
        "OFF",
        "OUT",
        "UNSUBSCRIBE",
        "NO",
        "ARRET",
        "RETIRER",
        "PLUS",
    ),
}
REAL_WORDS = tokens_of(
    """
    subscribe 504 501 king queen station wilson line 1 weekdays 7-9am after 10pm westbound major all
    everything list status ? , and or the to for me my please thanks yes quiet pause until monday 2
    hours more why commands hello elevators bus subway s'abonner au semaine de 7h à 9h métro état encore
    français 👍 next mute sure what is any
    """
)


def phrases() -> list[object]:
    return [pytest.param(text, expected, id=f"{topic}: {text}") for topic, text, expected in lines()]


def lines() -> Iterator[tuple[str, str, str]]:
    for file in sorted(PHRASES.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                text, _, expected = line.partition(" => ")
                yield file.stem, text, expected


@pytest.mark.parametrize(("text", "expected"), phrases())
def test_a_text_is_understood_as(text: str, expected: str) -> None:
    assert written(parse(text)) == expected


def test_the_table_has_riders_of_both_languages() -> None:
    languages = [spoken_language(text) for _, text, _ in lines()]

    assert (len(languages) >= 900, languages.count("fr") >= 200) == (True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", Unknown(""), id="nothing"),
        pytest.param("   \n\t ", Unknown("   \n\t "), id="blanks"),
        pytest.param("\u202e504", Unknown("\u202e504"), id="shown in another order"),
        pytest.param("\u202astop please\u202c", WishToStop(), id="an end in another order"),
        pytest.param("\u200b5\u200b04\ufeff", Subscribe((Wanted("504"),)), id="blanks of no width"),
        pytest.param("\uff15\uff10\uff14", Subscribe((Wanted("504"),)), id="full-width digits"),
        pytest.param("\u0665\u0660\u0664", Subscribe((Wanted("504"),)), id="Arabic digits"),
        pytest.param("504\r\n501", Subscribe((Wanted("504"), Wanted("501"))), id="two lines"),
        pytest.param("\x00504\x07", Subscribe((Wanted("504"),)), id="control characters"),
        pytest.param("\ud83d", Unknown("\ud83d"), id="half an emoji"),
        pytest.param("504504504504", Unknown("504504504504"), id="a number too long"),
        pytest.param("'; DROP TABLE riders; --", Unknown("'; DROP TABLE riders; --"), id="SQL"),
        pytest.param("\u0642\u0641", Unknown("\u0642\u0641", (Wanted("\u0642\u0641"),)), id="Arabic"),
    ],
)
def test_what_nobody_expects_does_no_harm(text: str, expected: Command) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\U0001f68b" * 1600, id="emoji"),
        pytest.param("a" * 1600, id="one word"),
        pytest.param("stop " * 320, id="stop"),
        pytest.param("7-" * 800, id="half times"),
        pytest.param("7-9 " * 400, id="times"),
        pytest.param("pause until " * 133, id="until never"),
        pytest.param("king and " * 178, id="names"),
        pytest.param("a.b." * 400, id="points"),
        pytest.param("qu'" * 533, id="elisions"),
        pytest.param("subscirb " * 177, id="misspelt"),
        pytest.param("9" * 1600, id="digits"),
        pytest.param("504 " * 400, id="routes"),
        pytest.param("mon-" * 400, id="days"),
        pytest.param("is stop " * 200, id="orders"),
    ],
)
def test_1600_characters_are_read_in_a_moment(text: str) -> None:
    started = time.process_time()
    parse(text)

    assert time.process_time() - started < 0.1


@given(st.text(st.characters(codec=None), max_size=1700))
def test_parse_never_raises(text: str) -> None:
    parse(text)
    spoken_language(text)


@given(
    st.lists(st.sampled_from([*REAL_WORDS, "stop", "remove", "not", "b", "-", "\x00", "12am", "99:99", "2026-08-12"]))
)
def test_parse_never_raises_at_words_in_any_order(words: list[str]) -> None:
    parse(" ".join(words))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(REAL_WORDS), max_size=12))
def test_without_a_word_for_it_nothing_ends(words: list[str]) -> None:
    assert not isinstance(parse(" ".join(words)), ENDS)


@given(st.text(max_size=40))
def test_no_noise_ends_anything(text: str) -> None:
    ends = isinstance(parse(text), ENDS)

    assert not ends or WORDS_THAT_END & {*tokens_of(text)}


@given(st.lists(st.sampled_from(["stop", "504", "all", "?", "end", "king", ",", "and", "status", "é", "\x00"])))
def test_no_text_that_names_a_route_ends_everything(words: list[str]) -> None:
    command = parse(" ".join(words))

    assert not ({"504", "king"} & set(words) and isinstance(command, OptOut | WishToStop))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("stpo 504", id="letters turned"),
        pytest.param("unsubscrbe", id="a letter missing"),
        pytest.param("remvoe 504", id="remove"),
        pytest.param("cancle 504", id="cancel"),
        pytest.param("retier 504", id="retirer"),
        pytest.param("oubliez-mio", id="forget"),
    ],
)
def test_a_misspelt_word_takes_nothing_away_and_adds_nothing(text: str) -> None:
    assert isinstance(parse(text), Unknown)


@pytest.mark.parametrize("text", ["pause 504", "pause 504 until monday", "mettre le 504 en pause"])
def test_a_pause_of_one_route_is_no_pause_of_all(text: str) -> None:
    assert not isinstance(parse(text), Pause)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504", None, id="a number"),
        pytest.param("King", None, id="a name"),
        pytest.param("504 7h-9h", None, id="hours"),
        pytest.param("s'abonner 504", "fr", id="a French order"),
        pytest.param("alertes 504", "fr", id="a French noun"),
        pytest.param("504 en semaine", "fr", id="French days"),
        pytest.param("subscribe 504", "en", id="an English order"),
        pytest.param("504 weekdays", "en", id="English days"),
        pytest.param("\u0642", None, id="neither"),
    ],
)
def test_the_language_is_told_only_where_it_is_plain(text: str, expected: str | None) -> None:
    assert spoken_language(text) == expected
