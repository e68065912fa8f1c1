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
# STOP and ARRET are short, yet must not be taken for a name: "stpo 504" would subscribe.
_SHORTEST_ENDING = 4
# A rant is no misspelt command, and comparing costs.
MOST_TOKENS = 24


def _words(senses: frozenset[Sense], shortest: int) -> list[str]:
    single = [(phrase[0], lexeme) for phrase, lexeme in PHRASES.items() if len(phrase) == 1 and lexeme.value != "loose"]
    return sorted(word for word, lexeme in single if lexeme.sense in senses and len(word) >= shortest)


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
