"""The versions of the stored data, and the way from each to the next.

Adding a collection, an index or a field with a default needs no version. What needs one: a field that changes its
meaning, an index that changes, a key that is made otherwise.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

# From version 1 to 2, from 2 to 3, and so on; each repeatable. None yet.
MIGRATIONS: Sequence[Callable[[AsyncDatabase[dict[str, Any]]], Awaitable[None]]] = ()
SCHEMA_VERSION = 1 + len(MIGRATIONS)
