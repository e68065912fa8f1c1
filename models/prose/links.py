"""Links in what an agency writes: taken out whole, to be put last or left out."""

import re

# Neither blanks nor what nobody sees: a mark of direction could show another address than the one that is opened.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_LINK = re.compile(rf"(?:https?://|www\.)[^\s<>\"{_UNSEEN}]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'"
# What points to it: "Details at", "(see".
_LEADING = re.compile(r"[\s(\[]*(?:\b(?:at|visit|see|on|via|or|and|here)\b|[:\-])?\s*$", re.IGNORECASE)


def first_link(text: str) -> str:
    """The first whole link; "" for none."""
    found = _LINK.search(text)
    return found[0].rstrip(_TRAILING) if found else ""


def has_link(text: str) -> bool:
    return _LINK.search(text) is not None


def without_links(text: str) -> str:
    """`text` with every link, and the words that only point to it, taken out."""
    if not has_link(text):
        return text
    kept, start = "", 0
    for found in _LINK.finditer(text):
        link = found[0].rstrip(_TRAILING)
        before = text[start : found.start()]
        kept += before[: len(before) - len(_tail(before))]
        start = found.start() + len(link)
    return (kept + text[start:].lstrip(")]")).strip()


def _tail(before: str) -> str:
    end = before[-40:]
    match = _LEADING.search(end)
    return match[0] if match else ""
