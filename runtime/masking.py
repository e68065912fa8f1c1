"""Takes phone numbers out of every log line, whoever wrote it: of a number, enough is left to tell riders apart."""

import re
from collections.abc import MutableMapping
from typing import Any

# As we write it, or as it stands in an address.
_NUMBER = re.compile(r"(\+|%2B)(\d{4})\d{0,9}(\d{4})(?!\d)")


def mask_numbers(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor for structlog: the event with each number as `+1416***0123`, also within lists and tracebacks."""
    for name, value in event.items():
        event[name] = _masked(value)
    return event


def _masked(value: object) -> object:
    match value:
        case str():
            return _NUMBER.sub(r"\1\2***\3", value)
        case dict():
            return {_masked(name): _masked(each) for name, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_masked(each) for each in value]
    return value
