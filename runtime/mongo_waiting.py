"""How the driver waits for a server, mended for Python 3.11.

There `asyncio.wait_for` waits in a task of its own, and a cancellation in the wrong moment leaves that task behind:
it takes the lock of the driver's picture of the servers when nobody is left to release it, and no operation of this
process ends any more. Since Python 3.12 `wait_for` waits in the caller's task.
"""

import asyncio
import sys
from collections.abc import Awaitable
from typing import TypeVar

from pymongo import lock

_T = TypeVar("_T")


def mend_waiting() -> None:
    """Have the driver wait in the caller's task; may be called again."""
    if sys.version_info < (3, 12):
        lock.wait_for = _wait_for  # type: ignore[assignment, attr-defined]  # the driver does not export it


async def _wait_for(awaitable: Awaitable[_T], timeout: float | None) -> _T:
    async with asyncio.timeout(timeout):
        return await awaitable
