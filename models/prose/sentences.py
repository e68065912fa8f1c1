"""Paragraphs taken apart into what can be told by itself: sentences, labelled lines and lists."""

import re
from collections.abc import Iterator, Sequence

from models.prose.cleaning import paragraphs

_STOP = re.compile(r"[.!?]+[\"')\]]*\s+")
_LAST_WORD = re.compile(r"[^\s(]+$")
# A full stop after one of these ends a sentence seldom enough.
_SHORT = frozenset(
    """
    st sts ste ave av blvd rd dr pl sq hwy pkwy cres ct ln stn mt ft no nos approx min mins hr hrs vs jr sr opp nr bldg
    a.m p.m am pm e.g i.e u.s jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
    sun n s e w nb sb eb wb
    """.split()
)
_ENDS = (".", "!", "?", ":", ";", ",")


def sentences(text: str) -> list[str]:
    """What `text` says, one thing after the other, each once."""
    return list(dict.fromkeys(each for lines in paragraphs(text) for line in _joined(lines) for each in _split(line)))


def ended(sentence: str) -> str:
    """`sentence` with a full stop where it has no end of its own."""
    bare = sentence.rstrip(" ,;:-")
    return bare if not bare or bare.endswith((".", "!", "?")) else f"{bare}."


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
        if line[stop.end() : stop.end() + 1].islower() or _is_short(line[max(start, stop.start() - 8) : stop.start()]):
            continue
        yield line[start : stop.end()].strip()
        start = stop.end()
    if rest := line[start:].strip():
        yield rest


def _is_short(before: str) -> bool:
    word = _LAST_WORD.search(before)
    return word is not None and (word[0].casefold() in _SHORT or (len(word[0]) == 1 and word[0].isalpha()))
