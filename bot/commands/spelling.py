"""Which command word a misspelt one was meant to be."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.commands.lexeme import Lexeme, Sense
from bot.commands.vocabulary import PHRASES

_ENDING = frozenset({Sense.STOP, Sense.REMOVE, Sense.WISH, Sense.FORGET})
_NAMED_BY_WORDS = frozenset(
    {Sense.SUBSCRIBE, Sense.STATUS, Sense.PAUSE, Sense.LIST, Sense.RESUME, Sense.COMMANDS, Sense.LANGUAGE}
    | {Sense.DAYS, Sense.HEADING, Sense.DEVICE, Sense.STATION, Sense.ALERTS}
)
# One slip in six letters is a typo ("statsu"), two need eight ("wendsday"): shorter words are too near to names.
_SHORTEST, _LONG = 6, 8
# Alone, with a letter that is missing, doubled or swapped, shorter ones are plain, too; a wrong letter makes a name.
_ALONE = frozenset({Sense.STATUS, Sense.LIST, Sense.RESUME, Sense.PAUSE, Sense.GREETING, Sense.MORE, Sense.COMMANDS})
_BEFORE_NUMBER = frozenset({Sense.STATUS, Sense.PAUSE, Sense.SUBSCRIBE})
_SHORTEST_ALONE = 4
# STOP and ARRET are short, yet must not be taken for a name: "stpo 504" would subscribe.
_SHORTEST_ENDING = 4
# A rant is no misspelt command, and comparing costs.
MOST_TOKENS = 24


def _words(senses: frozenset[Sense], shortest: int) -> list[str]:
    single = [(phrase[0], lexeme) for phrase, lexeme in PHRASES.items() if len(phrase) == 1 and lexeme.value != "loose"]
    return sorted(word for word, lexeme in single if lexeme.sense in senses and len(word) >= shortest)


_KNOWN_ALONE = _words(_ALONE, _SHORTEST_ALONE)
_KNOWN_BEFORE_NUMBER = _words(_BEFORE_NUMBER, _SHORTEST_ALONE)
_KNOWN = _words(_NAMED_BY_WORDS, _SHORTEST)
_KNOWN_ENDING = _words(_ENDING, _SHORTEST_ENDING)


def find_misspelt(word: str) -> Lexeme | None:
    """The lexeme that `word`, which is none, was meant to be; of those that end something only that it is near one.

    >>> find_misspelt("SUBSCIRBE").text
    'SUBSCRIBE'
    """
    if not word.isalpha():
        return None
    ending, away = _nearest(word, _KNOWN_ENDING, shortest=_SHORTEST_ENDING)
    known, distance = _nearest(word, _KNOWN, shortest=_SHORTEST)
    if ending and away <= distance:
        return Lexeme(Sense.NEARLY_STOP, word)
    return PHRASES[known,] if known else None


def find_short(word: str, *, is_alone: bool) -> Lexeme | None:
    """The short command that `word` was meant to be, alone or before a number: "lst", "puase 2h".

    >>> find_short("STATU", is_alone=True).text
    'STATUS'
    """
    if not word.isalpha():
        return None
    known = _KNOWN_ALONE if is_alone else _KNOWN_BEFORE_NUMBER
    meant = next((each for each in known if each[0] == word[0] and _is_slip(word, each)), None)
    return PHRASES[meant,] if meant else None


def _is_slip(word: str, meant: str) -> bool:
    """Whether one letter is missing, or two are swapped."""
    if len(word) == len(meant):
        return word != meant and sorted(word) == sorted(meant) and OSA.distance(word, meant) == 1
    return len(word) + 1 == len(meant) and OSA.distance(word, meant) == 1


def _nearest(word: str, among: Iterable[str], *, shortest: int) -> tuple[str, int]:
    """The nearest of them and how far it is, or none, further than any."""
    if len(word) >= shortest:
        found = process.extractOne(word, among, scorer=OSA.distance, score_cutoff=2)
        # The first letter is seldom wrong, and tells a name from a command.
        if found is not None and found[0][0] == word[0] and found[1] <= _slips(word, found[0]):
            return found[0], int(found[1])
    return "", 3


def _slips(word: str, meant: str) -> int:
    # Westbourne and Southbourne are streets.
    is_heading = PHRASES[meant,].sense is Sense.HEADING
    return 2 if min(len(word), len(meant)) >= _LONG and not is_heading else 1
