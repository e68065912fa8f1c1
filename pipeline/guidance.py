"""What every decision about a feed goes by."""

from dataclasses import dataclass

from pipeline.catalogue import Catalogue
from pipeline.lexicon import Lexicon
from pipeline.rules import Rules


@dataclass(frozen=True, slots=True)
class Guidance:
    """The routes and stations, the thresholds, and the words."""

    catalogue: Catalogue
    rules: Rules
    lexicon: Lexicon
