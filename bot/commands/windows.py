"""Days, hours and ways put together: which hours are meant on which days, and in which direction."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from bot.commands.pieces import Days, Hours, Piece, Way
from models.route import Heading
from models.window import DAY_MINUTES, EVERY_DAY, Window

_OPPOSITE = (
    frozenset({Heading.NORTHBOUND, Heading.SOUTHBOUND}),
    frozenset({Heading.EASTBOUND, Heading.WESTBOUND}),
)
_ALL_DAY = Hours(((0, DAY_MINUTES),))
T = TypeVar("T")


def windows_of(pieces: Sequence[Piece]) -> tuple[Window, ...]:
    """The windows that `pieces` say, in their order; none where they say nothing.

    Days and ways are said before the hours they belong to ("sat 10-2, sun 12-4"), or all of them after ("7-9 eastbound
    4-6 westbound"); said once, they belong to all hours.
    """
    if not pieces:
        return ()
    pieces = _with_hours(pieces)
    hours = [place for place, piece in enumerate(pieces) if isinstance(piece, Hours)]
    days = _shared(pieces, hours, lambda piece: piece.days if isinstance(piece, Days) else None)
    ways = _shared(pieces, hours, lambda piece: piece if isinstance(piece, Way) else None)
    found = (
        Window(_union(on) or piece.days or EVERY_DAY, start, end, heading)
        for place, on, way in zip(hours, days, ways, strict=True)
        if isinstance(piece := pieces[place], Hours)
        for start, end in piece.spans
        for heading in _headings(way)
    )
    windows = tuple(dict.fromkeys(found))
    # Always and both ways is what a route without windows means.
    return () if windows == (Window(),) else windows


def _with_hours(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces`, with the whole day where days have no hours of their own."""
    if not any(isinstance(piece, Hours) for piece in pieces):
        return [*pieces, _ALL_DAY]
    is_first = isinstance(next(piece for piece in pieces if not isinstance(piece, Way)), Days)
    # "weekdays 7-9 and saturday": the last days have none.
    if is_first and isinstance([piece for piece in pieces if not isinstance(piece, Way)][-1], Days):
        return [*_spaced(pieces), _ALL_DAY]
    return list(_spaced(pieces))


def _spaced(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """`pieces`, with the whole day between days that together would be the whole week: "weekends, weekdays 7-9"."""
    before: Piece | None = None
    for piece in pieces:
        if isinstance(piece, Days) and isinstance(before, Days) and _union([before.days, piece.days]) == EVERY_DAY:
            yield _ALL_DAY
        yield piece
        before = piece


def _shared(pieces: Sequence[Piece], hours: Sequence[int], pick: Callable[[Piece], T | None]) -> list[list[T]]:
    """What `pick` finds for each of the hours: what stands before them or, if the first hours have none, after."""
    bounds = [-1, *hours, len(pieces)]
    runs = [
        [picked for piece in pieces[first + 1 : last] if (picked := pick(piece)) is not None]
        for first, last in pairwise(bounds)
    ]
    is_before = bool(runs[0])
    own = runs[:-1] if is_before else runs[1:]
    if not is_before:
        # What is said last is for the hours after it, too: "7-9 weekdays and 4-6".
        return list(_carried(own))
    if runs[-1] and len(hours) > 1 and sum(map(bool, runs)) > 1:
        own[-1] = own[-1] or runs[-1]
    return list(_carried(own))


def _carried(runs: Sequence[list[T]]) -> Iterator[list[T]]:
    """Each run, or where it is empty the one before it, or the first there is."""
    last = next((run for run in runs if run), [])
    for run in runs:
        last = run or last
        yield last


def _union(days: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({day for each in days for day in each}))


def _headings(ways: Sequence[Way]) -> tuple[Heading | None, ...]:
    headings = dict.fromkeys(way.heading for way in ways)
    if not headings or None in headings or any(pair <= headings.keys() for pair in _OPPOSITE):
        return (None,)
    return tuple(headings)
