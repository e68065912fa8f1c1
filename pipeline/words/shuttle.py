"""Do other vehicles run instead?"""

from models.alert import Alert
from pipeline.words.lexicon import Lexicon
from pipeline.words.wording import wordings


def names_shuttle(alert: Alert, lexicon: Lexicon) -> bool:
    """Whether shuttles run, or will; "no shuttle" and "the shuttle ends" name none."""
    for wording in wordings(alert):
        words = lexicon.of(wording)
        if words.shuttle.find(words.no_shuttle.without(wording.text)):
            return True
    return False
