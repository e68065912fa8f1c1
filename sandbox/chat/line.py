"""What a line of a chat says: the time, or a rider's words."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from models.phone import InvalidPhoneError, parse_phone

_WORDS = re.compile(r"\s*(\+?[0-9][0-9()\-. ]*?)\s*:(?: |$|(?=\S))(.*)", re.DOTALL)


class BadLineError(Exception):
    """A line is neither; the message says what one may write."""


@dataclass(frozen=True, slots=True)
class Clock:
    """It is `moment` (UTC) now."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """A rider's text."""

    phone: str
    words: str


def read_line(line: str) -> Clock | Words | None:
    """What the line says; None where it is empty or a comment.

    Raises:
        BadLineError: nothing that is understood.
    """
    if not line.strip() or line.lstrip().startswith("#"):
        return None
    if line.startswith("@"):
        return Clock(_moment(line[1:].strip()))
    match = _WORDS.fullmatch(line)
    if match is None:
        raise BadLineError(
            f"not understood: {line[:60]!r}; write +14165550101: SUBSCRIBE 504, or @2026-08-03T07:30-04:00"
        )
    try:
        return Words(parse_phone(match[1]), match[2])
    except InvalidPhoneError as error:
        raise BadLineError(f"no phone number: {match[1]!r}; write one like +14165550101") from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadLineError(f"no time: {text[:40]!r}; write one like @2026-08-03T07:30-04:00") from error
    if moment.tzinfo is None:
        raise BadLineError(f"no time zone in {text[:40]!r}; write one like @2026-08-03T07:30-04:00")
    return moment.astimezone(UTC)
