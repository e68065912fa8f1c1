"""Which way the vehicles go that an alert speaks of."""

from models.alert import Alert
from pipeline.words.lexicon import Lexicon
from pipeline.words.wording import wordings

HEADINGS = ("northbound", "southbound", "eastbound", "westbound")


def headings_of(alert: Alert, lexicon: Lexicon) -> frozenset[str]:
    """The headings that the alert names; none of them means all: it names none, or says that it is about both."""
    for wording in wordings(alert):
        words = lexicon.of(wording)
        if words.both_ways.find(wording.text):
            return frozenset()
        if named := frozenset(each for each in HEADINGS if getattr(words, each).find(wording.text)):
            return named
    return frozenset()
