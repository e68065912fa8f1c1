"""Paragraphs taken apart into what can be told by itself: sentences, labelled lines and lists."""

import re
from collections.abc import Iterable, Iterator, Sequence

from models.prose.cleaning import paragraphs

_STOP = re.compile(r"[.!?]+[\"')\]]*\s+|[\u3002\uff01\uff1f]+\s*")
_LAST_WORD = re.compile(r"[^\s(]+$")
# A full stop after one of these seldom ends a sentence.
_SHORT_WORDS = """
    st sts ste ave av blvd rd dr pl sq hwy pkwy cres ct ln stn mt ft no nos approx min mins hr hrs vs jr sr opp nr bldg
    a.m p.m am pm e.g i.e u.s jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
    sun nb sb eb wb
"""
_SHORT = frozenset(_SHORT_WORDS.split())
# Unless one of these follows: "via Queen St. Shuttle buses run."
_BEGINS = re.compile(
    r"(?:We|Please|The|This|These|Shuttles?|Bus(?:es)?|Trains?|Streetcars?|Regular|Service|Use|Take|Expect|For|All|No"
    r"|Customers|Riders|Passengers|It|If|Elevator|Escalator|Trips?|Delays?|Stops?|Detour|Nous|Les|Le|La)\b"
)
_STOPS = (".", "!", "?", "\u3002", "\uff01", "\uff1f")
_ENDS = (*_STOPS, ":", ";", ",")


def sentences(text: str) -> list[str]:
    """What `text` says, one thing after the other, each once."""
    lines = (line for block in _blocks(paragraphs(text)) for line in _joined(block))
    return list(dict.fromkeys(each for line in lines for each in _split(line)))


def ended(sentence: str) -> str:
    """`sentence` with a full stop where it has no end of its own."""
    bare = sentence.rstrip(" ,;:-")
    return bare if not bare or bare.endswith(_STOPS) else f"{bare}."


def _blocks(found: Iterable[list[str]]) -> Iterator[list[str]]:
    """Paragraphs, each with the line that introduces it."""
    current: list[str] = []
    for lines in found:
        current = [*current, *lines]
        if len(lines) > 1 or not lines[-1].endswith(":"):
            yield current
            current = []
    if current:
        yield current


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Lines that go on, and lists with what introduces them, in one."""
    current, is_list = "", False
    for line in lines:
        if not current:
            current, is_list = line, line.endswith(":")
        elif is_list:
            current = f"{current}{' ' if current.endswith(':') else ', '}{line}"
        elif line[0].islower() and not current.endswith(_ENDS):
            current = f"{current} {line}"
        else:
            yield current
            current, is_list = line, line.endswith(":")
    if current:
        yield current


def _split(line: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(line):
        before, after = line[max(start, stop.start() - 8) : stop.start()], line[stop.end() : stop.end() + 20]
        if after[:1].islower() or (_is_short(before) and not _BEGINS.match(after)):
            continue
        yield line[start : stop.end()].strip()
        start = stop.end()
    if rest := line[start:].strip():
        yield rest


def _is_short(before: str) -> bool:
    word = _LAST_WORD.search(before)
    return word is not None and (word[0].casefold() in _SHORT or (len(word[0]) == 1 and word[0].isalnum()))
