"""One call of a real store, and what it may cost."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from runtime.mongo import Database


@dataclass(frozen=True, slots=True)
class Case:
    """`ask` may use `indexes` and the one on `_id`, and examine `spare` more keys than twice what it gets."""

    ask: Callable[[Database], Awaitable[None]]
    indexes: set[str] = field(default_factory=set)
    spare: int = 10
    may_sort: bool = False  # a few rows, in memory
