"""Several elevators in one text, and a dispatcher that dies at any line: each is told once all the same."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.documents.delivery import Delivery
from models.documents.sender import Sender
from notifier.dispatcher import Dispatcher
from notifier.metrics import TEXTS
from runtime.mongo import Collection, collection_of
from tests.integration.notifier.conftest import SENDER, World
from tests.integration.notifier.hands import reconcile, wait
from tests.integration.notifier.station import ELEVATORS, PLACES, come_back, fail, mentions

WRITES = ("insert_many", "update_one", "update_many", "bulk_write")
MOST_WRITES = 12  # more than any of these scenes takes


class DiedError(Exception):
    """The dispatcher is dead, and does nothing any more."""


class Mortal:
    """The rows of texts for a dispatcher that dies at its `last` write: before it, after a half of it, or after it."""

    def __init__(self, rows: Collection, last: int, half: float) -> None:
        self._rows = rows
        self._left = last
        self._half = half
        self.has_died = False

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._rows, name)
        if name in WRITES:
            return self._writing(method)
        return self._checked(method) if name == "find_one" else method

    def _checked(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def read(*arguments: Any, **options: Any) -> Any:
            if self.has_died:
                raise DiedError
            return await method(*arguments, **options)

        return read

    def _writing(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def write(first: Any, *arguments: Any, **options: Any) -> Any:
            if self.has_died:
                raise DiedError
            if self._left > 1:
                self._left -= 1
                return await method(first, *arguments, **options)
            self.has_died = True
            done = first[: round(len(first) * self._half)] if isinstance(first, list) else first
            if done and (self._half == 1 or isinstance(first, list)):
                await method(done, *arguments, **options)
            raise DiedError

        return write
