"""Which routes a new edition of static GTFS no longer has."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from models.route import Route, Untold, Withdrawn

MOST_KEPT = 500
MOST_GONE = 0.5  # of the routes, at once


def withdrawn_by(
    before: Iterable[Route], after: Iterable[Route], earlier: Sequence[Withdrawn], *, at: datetime
) -> tuple[Withdrawn, ...]:
    """Every target that riders may still have and the feed does not, the latest last; what came back is none."""
    listed = {route.target for route in after}
    gone = {each.target: each for each in earlier}
    gone |= {route.target: Withdrawn(route.target, route.label, at) for route in before}
    kept = sorted((each for target, each in gone.items() if target not in listed), key=lambda each: each.at)
    return tuple(kept[-MOST_KEPT:])


def untold_of(
    withdrawn: Iterable[Withdrawn], earlier: Iterable[Untold], *, version: str, at: datetime
) -> tuple[Untold, ...]:
    """Whose riders are to be told, now that `version` is in force since `at`: what came back meanwhile is left out."""
    left = {each.target: each for each in earlier}
    new = {each.target: Untold(each.target, each.label, version) for each in withdrawn if each.at == at}
    return tuple(known for each in withdrawn if (known := left.get(each.target) or new.get(each.target)))


def is_doubtful(before: Iterable[Route], after: Iterable[Route], *, places_before: int, places_after: int) -> bool:
    """Whether an edition lacks so much that half of it may be missing: most routes, or every station and stop."""
    known = {route.target for route in before}
    gone = known - {route.target for route in after}
    return len(gone) > MOST_GONE * len(known) or (places_before > 0 and places_after == 0)
