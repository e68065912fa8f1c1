"""All phrases of all languages, ready to be looked up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.commands.lexeme import Lexeme
from bot.commands.tokens import tokens_of
from bot.commands.words import english_orders, english_things, french_orders, french_things
from bot.commands.words.meanings import Entry

LANGUAGES: Mapping[str, tuple[Entry, ...]] = {
    "en": english_orders.ENTRIES + english_things.ENTRIES,
    "fr": french_orders.ENTRIES + french_things.ENTRIES,
}

Phrase = tuple[str, ...]


def phrases_of(entry: Entry) -> Iterator[Phrase]:
    """The entry's phrases as tokens."""
    for phrase in entry[2].split(","):
        yield tuple(tokens_of(" ".join(phrase.split())))


def _gather() -> dict[Phrase, Lexeme]:
    """Where two languages, or two lines of one, have the same phrase, the first meaning stands."""
    gathered: dict[Phrase, Lexeme] = {}
    for language, entries in LANGUAGES.items():
        for entry in entries:
            sense, value, _ = entry
            for phrase in phrases_of(entry):
                known = gathered.get(phrase) or Lexeme(sense, " ".join(phrase), value)
                gathered[phrase] = replace(known, languages=known.languages | {language})
    return gathered


def _longest(phrases: Iterable[Phrase]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return longest


PHRASES: Mapping[Phrase, Lexeme] = _gather()
# How many tokens a phrase has at most that begins with this one.
LONGEST: Mapping[str, int] = _longest(PHRASES)
