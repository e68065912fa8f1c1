"""The words by which alerts are understood: the lists of pipeline/words/lexicon/*.toml, made ready to be searched."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from pipeline.words.wording import Wording, normal

# What "..." stands for: few enough words that both sides of it still speak of the same thing.
_GAP = r"(?: \w+){0,5}"
_NUMBER = r" \d\w*"
_NEVER = "(?!)"

Lists = Mapping[str, Sequence[str]]


class Phrases:
    """One list of phrases as one expression, for texts that `normal` made."""

    __slots__ = ("_expression",)

    def __init__(self, phrases: Iterable[str] = (), days: Iterable[str] = ()) -> None:
        day = _any_of(_word(each) for each in days)
        self._expression = re.compile(_any_of(_pattern(each, day) for each in phrases) + r"(?!\w)")

    def find(self, text: str) -> str | None:
        """The first phrase that the text has."""
        found = self._expression.search(text)
        return found[0].strip() if found else None

    def without(self, text: str) -> str:
        """The text with a mark, which no phrase reaches across, in place of every phrase."""
        return self._expression.sub(" ~", text)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lists of one language, or of all; the files say what each is for."""

    resumed: Phrases
    called_off: Phrases
    good_news: Phrases
    earlier: Phrases
    trips: Phrases
    harmless: Phrases
    no_service: Phrases
    losses: Phrases
    stops: Phrases
    elevator: Phrases
    escalator: Phrases
    out_of_service: Phrases
    access: Phrases
    info: Phrases
    changes: Phrases
    ahead: Phrases
    days: Phrases
    shuttle: Phrases
    no_shuttle: Phrases
    both_ways: Phrases
    northbound: Phrases
    southbound: Phrases
    eastbound: Phrases
    westbound: Phrases


KEYS = tuple(each.name for each in fields(Vocabulary))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabularies of all languages; `anything` is all of them at once, for texts that name no language."""

    anything: Vocabulary
    languages: Mapping[str, Vocabulary] = field(default_factory=dict)

    def of(self, wording: Wording) -> Vocabulary:
        return self.languages.get(wording.language or "", self.anything)

    def quote(self, key: str, phrase: str) -> str:
        """A phrase that a list found, with its language, as evidence: `en "no service"`."""
        heard = f" {phrase} "
        known = (name for name, words in self.languages.items() if getattr(words, key).find(heard))
        return f'{next(known, "?")} "{phrase}"'


def compile_lexicon(languages: Mapping[str, Lists]) -> Lexicon:
    """The lexicon of these lists by language and key; a key that is left out is an empty list."""
    union = {key: [each for lists in languages.values() for each in lists.get(key, ())] for key in KEYS}
    return Lexicon(_vocabulary(union), {name: _vocabulary(lists) for name, lists in languages.items()})


def _vocabulary(lists: Lists) -> Vocabulary:
    days = lists.get("days", ())
    return Vocabulary(**{key: Phrases(lists.get(key, ()), days) for key in KEYS})


def _pattern(phrase: str, day: str) -> str:
    tokens = phrase.split()
    parts = (_part(token, day) for token in tokens)
    # At the end of a phrase the gap takes what there is; inside, as little as need be.
    return "".join(f"{part}?" if part == _GAP and index < len(tokens) - 1 else part for index, part in enumerate(parts))


def _part(token: str, day: str) -> str:
    match token:
        case "...":
            return _GAP
        case "<day>":
            return day
        case "<number>":
            return _NUMBER
        case _:
            return _word(token)


def _word(token: str) -> str:
    words = normal(token.removesuffix("*")).rstrip()
    return re.escape(words) + (r"\w*" if token.endswith("*") else r"(?!\w)")


def _any_of(patterns: Iterable[str]) -> str:
    """Any of them, the longest first: "no subway service" is better evidence than "no"."""
    ordered = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    # Grouped by blank and first letter, as one look at a word then rules out most phrases.
    groups: dict[str, list[str]] = {}
    for pattern in ordered:
        groups.setdefault(pattern[:3], []).append(pattern)
    return _either(_either(group) for group in groups.values())


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns) or _NEVER})"
