"""The words of the pages, in each language."""

import re
import tomllib
from pathlib import Path

import pytest

import bot.pages.wording_files
from bot.commands.command import Unknown
from bot.commands.parse import parse
from bot.pages.wording_files import load_page_wordings
from tests.wordings import WORDINGS

FOLDER = Path(str(bot.pages.wording_files.__file__)).parent / "wording"
TEXTS = {each.stem: tomllib.loads(each.read_text(encoding="utf-8")) for each in FOLDER.glob("*.toml")}
NAMES = [(section, name) for section, texts in TEXTS["en"].items() for name in texts]
# What carriers look for when a number is registered.
DEMANDED = {
    "en": ("message frequency varies", "message and data rates may apply", "stop", "help", "third parties"),
    "fr": ("fréquence des messages varie", "frais de messagerie", "stop", "help", "tiers"),
}


def test_english_is_the_main_language() -> None:
    assert list(load_page_wordings()) == ["en", "fr"]


def test_the_pages_speak_the_languages_of_the_texts() -> None:
    assert set(TEXTS) == WORDINGS.languages


@pytest.mark.parametrize("language", list(TEXTS))
def test_each_language_says_the_same_with_the_same_facts(language: str) -> None:
    facts = {each: set(re.findall(r"\{\w+\}", TEXTS["en"][each[0]][each[1]])) for each in NAMES}

    assert {each: set(re.findall(r"\{\w+\}", TEXTS[language][each[0]][each[1]])) for each in NAMES} == facts
    assert sum(map(len, TEXTS[language].values())) == len(NAMES)


@pytest.mark.parametrize("language", list(TEXTS))
def test_every_example_is_understood(language: str) -> None:
    lines = load_page_wordings()[language].lines("how.examples")
    examples = [line.split(" | ")[0] for line in lines]

    assert [each for each in examples if isinstance(parse(each), Unknown)] == []
    assert len(examples) == 4


@pytest.mark.parametrize(
    "words", ["COMMANDS", "FORGET ME", "SURE", "STOP 504", "COMMANDES", "OUBLIEZ MOI", "RETIRER 504", "OUI"]
)
def test_the_words_that_the_promises_name_are_understood(words: str) -> None:
    assert any(words in str(texts) for texts in TEXTS.values())
    assert not isinstance(parse(words), Unknown)


@pytest.mark.parametrize("language", list(TEXTS))
def test_what_carriers_demand_is_said(language: str) -> None:
    said = " ".join(str(each) for each in (TEXTS[language]["privacy"], TEXTS[language]["terms"])).casefold()

    assert [each for each in DEMANDED[language] if each not in said] == []


def test_what_the_templates_say_is_there_and_nothing_else_is() -> None:
    templates = "".join(each.read_text(encoding="utf-8") for each in (FOLDER.parent / "templates").glob("*.html"))
    said = set(re.findall(r"(?:say|lines)\(['\"]([a-z_]+\.[a-z_]+)['\"]", templates))
    # Put together from a section's name, and said elsewhere: of times and effects.
    others = {"now.now", "now.changes", "now.access", "language.name"}

    assert said | others == {f"{section}.{name}" for section, name in NAMES if section != "alert"}
