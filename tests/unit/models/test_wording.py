"""The wording files: the same texts in every language, all of them said somewhere, in an alphabet that costs little."""

import ast
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from models.gsm7 import is_gsm7, plain, without_foreign_accents
from models.rider import Level
from models.route import Heading
from models.segments import count_segments, thrifty
from models.station import Device
from models.target import TargetKind
from models.wording import DEFAULT_LANGUAGE, Wording, Wordings
from tests.wordings import WORDINGS

ROOT = Path(__file__).parents[3]
SPEAKERS = ("bot", "models", "notifier", "pipeline")
EFFECTS = (
    "NO_SERVICE REDUCED_SERVICE SIGNIFICANT_DELAYS DETOUR ADDITIONAL_SERVICE MODIFIED_SERVICE STOP_MOVED "
    "ACCESSIBILITY_ISSUE OTHER"
)
# Names that the code puts together.
PUT_TOGETHER = {
    *(f"alert.{effect}" for effect in EFFECTS.split()),
    *(f"headings.{heading.value}" for heading in Heading),
    *(f"names.level_{level.value}" for level in (Level.MAJOR, Level.ALL)),
    *(f"names.mode_{route_type}" for route_type in range(5)),
    f"names.{TargetKind.ELEVATORS.value}",
    f"names.{TargetKind.ESCALATORS.value}",
    *(f"devices.{device}{many}_{state}" for device in Device for many in ("", "s") for state in ("out", "back")),
}


def read(language: str) -> dict[str, str]:
    """Every text by `section.key`."""
    path = files("models").joinpath("wording", f"{language}.toml")
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    return {f"{section}.{key}": text for section, texts in sections.items() for key, text in texts.items()}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


TEXTS = {language: read(language) for language in sorted(WORDINGS.languages)}
ENGLISH = TEXTS[DEFAULT_LANGUAGE]
OTHERS = sorted(set(TEXTS) - {DEFAULT_LANGUAGE})


def sources() -> Iterator[ast.Module]:
    for folder in SPEAKERS:
        # The public pages have a wording of their own.
        for path in sorted(set((ROOT / folder).rglob("*.py")) - set((ROOT / "bot/pages").rglob("*.py"))):
            yield ast.parse(path.read_text(encoding="utf-8"))


TREES = list(sources())


def said() -> set[str]:
    """What stands as the name of a text in a call of `say`."""
    calls = (node for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    names = (call.args[0] for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "say")
    choices = (
        each for name in names for each in ((name.body, name.orelse) if isinstance(name, ast.IfExp) else (name,))
    )
    return {each.value for each in choices if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def written() -> set[str]:
    """Every string in the code that is the name of a text."""
    strings = (node.value for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {each for each in strings if isinstance(each, str) and each in ENGLISH}


def test_whatever_is_said_has_a_text() -> None:
    assert said() - set(ENGLISH) == set()
    assert PUT_TOGETHER - set(ENGLISH) == set()


def test_every_text_is_said() -> None:
    assert set(ENGLISH) - written() - PUT_TOGETHER == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_texts_in_the_same_order(language: str) -> None:
    assert list(TEXTS[language]) == list(ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", [name for name in ENGLISH if not name.startswith("clock.")])
def test_a_text_is_filled_in_with_the_same_facts(name: str, language: str) -> None:
    # How an hour is written is each language's own.
    assert placeholders(TEXTS[language][name]) == placeholders(ENGLISH[name])


@pytest.mark.parametrize("language", list(TEXTS))
def test_a_clock_is_filled_in_with_what_clocks_show(language: str) -> None:
    shown = {name: placeholders(text) for name, text in TEXTS[language].items() if name.startswith("clock.")}

    assert shown.pop("clock.until") == {"end"}
    assert shown.pop("clock.after") == {"start"}
    assert all(facts <= {"hour", "hour12", "minute", "half"} for facts in shown.values())


@pytest.mark.parametrize("name", list(ENGLISH))
def test_english_is_gsm7(name: str) -> None:
    assert is_gsm7(ENGLISH[name])


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_gsm7_once_accents_that_it_lacks_are_gone(language: str) -> None:
    assert [text for text in TEXTS[language].values() if not is_gsm7(without_foreign_accents(plain(text)))] == []


@pytest.mark.parametrize("language", list(TEXTS))
def test_no_text_costs_two_segments_by_itself(language: str) -> None:
    assert [name for name, text in TEXTS[language].items() if count_segments(thrifty(text)) > 1] == []


def test_a_text_is_filled_in() -> None:
    assert WORDINGS.of("en").say("subscribe.done", routes="504 King") == "You get alerts for 504 King."


def test_accents_go_where_they_would_cost_a_segment() -> None:
    wording = Wording("fr", {"a": {"short": "Tôt", "long": "Tôt " * 20}})

    assert wording.say("a.short") == "Tôt"
    assert wording.say("a.long") == "Tot " * 20


def test_a_language_that_we_do_not_speak_is_english() -> None:
    assert WORDINGS.of("tlh").language == "en"
    assert WORDINGS.of("fr").language == "fr"
    assert Wordings({"en": Wording("en", {})}).languages == {"en"}
