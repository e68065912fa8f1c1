"""Who is owed which text: the rules in an onlooker's words, none of the product's own code."""

from enum import Enum

from tests.chaos.harness.life import SLACK_S, Life, Sure
from tests.chaos.harness.occasions import Occasion
from tests.chaos.harness.texts import Texts


class Claim(Enum):
    """What a rider may expect of an occasion."""

    OWED = "owed"
    EITHER = "either"  # a race that may end both ways: a rider's own message near it, or an occasion that was hurried
    NOTHING = "nothing"


def claim(occasion: Occasion, life: Life, texts: Texts, now: float) -> Claim:
    """What this rider may expect of the occasion, as things stand at `now`."""
    if occasion.is_clear:
        return _of_clear(occasion, life, texts, now)
    return _of_notice(occasion, life, texts, now)


def _of_notice(occasion: Occasion, life: Life, texts: Texts, now: float) -> Claim:
    began, end = occasion.at - SLACK_S, min(occasion.over_at, now)
    match life.hears_of(occasion.routes, began, min(occasion.known_at + SLACK_S, now)):
        case Sure.NO:
            return Claim.NOTHING
        case Sure.MAYBE:
            return Claim.EITHER
    # Who leaves before the text could come is not texted any more; who asks is told in the reply.
    if life.hears_of(occasion.routes, began, end) is not Sure.YES or life.wrote(began, end):
        return Claim.EITHER
    if occasion.is_again and not _misses_it(occasion, life, texts):
        return Claim.EITHER
    return Claim.EITHER if occasion.is_hurried else Claim.OWED


def _misses_it(occasion: Occasion, life: Life, texts: Texts) -> bool:
    """Whether the rider does not know that it goes on: it was over for them, or they never heard of it."""
    last = texts.last_told(occasion, life.phone)
    if last is not None and not last.is_clear:
        return False
    # A reply since then may have told them that it goes on.
    since = last.at if last else texts.chronicle.began_at(occasion.incident)
    return not life.wrote(since - SLACK_S, occasion.at)


def _of_clear(occasion: Occasion, life: Life, texts: Texts, now: float) -> Claim:
    end = min(occasion.over_at, now)
    told = texts.last_told(occasion, life.phone)
    if told is None or told.is_clear:
        # They may have been told in a reply.
        began_at = texts.chronicle.began_at(occasion.incident)
        return Claim.EITHER if life.wrote(began_at - SLACK_S, end) else Claim.NOTHING
    # On two routes an onlooker cannot say for which of them they were told.
    since = occasion.at - SLACK_S if len(occasion.routes) == 1 else told.at - SLACK_S
    if life.hears_of(occasion.routes, since, end) is not Sure.YES or life.wrote(since, end):
        return Claim.EITHER
    return Claim.EITHER if occasion.is_hurried or _was_perhaps_cleared(occasion, told, life, texts) else Claim.OWED


def _was_perhaps_cleared(occasion: Occasion, told: Occasion, life: Life, texts: Texts) -> bool:
    """Whether an earlier clear was tried since they were told, and never accepted."""
    between = texts.chronicle.before(occasion)[told.number + 1 :]
    return any(each.is_clear and life.phone in texts.tries(each) for each in between)
