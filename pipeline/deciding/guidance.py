"""What every decision about a feed goes by."""

from dataclasses import dataclass

from pipeline.deciding.rules import Rules
from pipeline.static.catalogue import Catalogue
from pipeline.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Guidance:
    """The routes and stations, the thresholds, and the words."""

    catalogue: Catalogue
    rules: Rules
    lexicon: Lexicon
