"""Reads one part of a sentence from its first word."""

from collections.abc import Callable
from typing import TypeVar

from bot.commands.lexing import lexemes_of
from bot.commands.reader import Reader

T = TypeVar("T")


def read(part: Callable[[Reader], T], text: str) -> tuple[T, int]:
    """The part, and how many words and phrases of `text` it took."""
    reader = Reader(lexemes_of(text))
    return part(reader), reader.place
