"""Which routes a new edition of static GTFS no longer has."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from models.route import Route, Withdrawn

MOST_KEPT = 500


def withdrawn_by(
    before: Iterable[Route], after: Iterable[Route], earlier: Sequence[Withdrawn], *, at: datetime
) -> tuple[Withdrawn, ...]:
    """Every target that riders may still have and the feed does not, the latest last; what came back is none."""
    listed = {route.target for route in after}
    gone = {each.target: each for each in earlier}
    gone |= {route.target: Withdrawn(route.target, route.label, at) for route in before}
    kept = sorted((each for target, each in gone.items() if target not in listed), key=lambda each: each.at)
    return tuple(kept[-MOST_KEPT:])
