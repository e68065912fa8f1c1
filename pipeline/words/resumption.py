"""Does an alert say that it is over, or only that it is getting better?"""

from collections.abc import Iterable
from enum import StrEnum

from models.alert import Alert
from pipeline.words.lexicon import Lexicon, Vocabulary
from pipeline.words.wording import SENTENCE_END, Wording, wordings


class Signal(StrEnum):
    """What good an alert has to say: regular service is back, or on its way."""

    RESUMED = "resumed"
    GOOD_NEWS = "good_news"


# "Framingham/Worcester Line notice" is a name; a header of more words than this is a sentence, understood or not.
LONGEST_NAME = 8
_LISTS = {
    "resumed": Signal.RESUMED,
    "called_off": Signal.RESUMED,
    "good_news": Signal.GOOD_NEWS,
}


def signal_of(alert: Alert, lexicon: Lexicon) -> tuple[Signal, str] | None:
    """What good the alert says, with the words that say it; the description counts where the header says nothing."""
    return signal_among(wordings(alert), lexicon)


def signal_among(said: Iterable[Wording], lexicon: Lexicon) -> tuple[Signal, str] | None:
    """The same of texts that are read already."""
    for wording in said:
        if found := _signal_in(wording, lexicon):
            return found
        if _says_something(lexicon.of(wording), wording.text):
            return None
    return None


def _signal_in(wording: Wording, lexicon: Lexicon) -> tuple[Signal, str] | None:
    words = lexicon.of(wording)
    for key, signal in _LISTS.items():
        phrases = getattr(words, key)
        phrase = phrases.find(wording.text)
        # "Due to the closure, the 8:05 trip has been cancelled" calls nothing off.
        if phrase is None or (key == "called_off" and words.trips.find(f" {phrase} ")):
            continue
        if not _is_loss_left(words, phrases.without(wording.text)):
            return signal, lexicon.quote(key, phrase)
    return None


def _says_something(words: Vocabulary, text: str) -> bool:
    """Whether the text says more than a name."""
    lists = (words.info, words.changes, words.shuttle)
    return text.count(" ") > LONGEST_NAME or _is_loss(words, text) or any(phrases.find(text) for phrases in lists)


def _is_loss_left(words: Vocabulary, rest: str) -> bool:
    """Whether the text speaks of a loss beside its good news, and not as of something past."""
    sentences = (f" {each.strip()} " for each in words.harmless.without(rest).split(SENTENCE_END))
    return any(_is_loss(words, each) and not words.earlier.find(each) for each in sentences)


def _is_loss(words: Vocabulary, text: str) -> bool:
    lists = (words.losses, words.no_service, words.stops, words.out_of_service)
    return any(phrases.find(text) for phrases in lists)
