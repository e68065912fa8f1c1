"""The names nearest to one that nothing bears."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKENESS = 80.0
_NUMBER = re.compile(r"\d+")
MOST_LETTERS = 60


class Nearest:
    """Keys to compare with."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = [key for key in dict.fromkeys(keys) if not key.isdecimal()]

    def to(self, key: str) -> list[str]:
        """The keys like `key`, the nearest first; a number is never taken for another."""
        if len(key) > MOST_LETTERS or not any(each.isalpha() for each in key):
            return []
        found = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None)
        numbers = set(_NUMBER.findall(key))
        return [name for name, _, _ in found if set(_NUMBER.findall(name)) == numbers]
