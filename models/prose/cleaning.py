"""What an agency typed, as plain lines: no markup, no entities, no control characters, no pictures."""

import html
import re

from models.gsm7 import plain

MOST_CHARACTERS = 20_000  # of one text; what follows no text message will ever show
_UNESCAPED_AT_MOST = 3  # "&amp;lt;" is read twice; what is still an entity then was written to be one
_LINE_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?tr|/?h\d)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>")
# Half a tag, which another text could make whole.
_OPENED = re.compile(r"<(?=[A-Za-z/!])")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Marks of direction could show a text in another order than the one in which it was read.
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Buses, wheelchairs, turtles: they say nothing that the words do not, and would turn the text into UCS-2.
_PICTURE = re.compile(
    r"[\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f]"
    r"[\u200d\ufe0e\ufe0f\u20e3]*|[\ufe0e\ufe0f]"
)
# How New York reads its pictures out.
_PICTURE_NAME = re.compile(r"\b(?:shuttle bus|accessibility|airplane) icon\b(?: \|)?")
_BLANKS = re.compile(r"\s+")


def one_line(text: str) -> str:
    """All of it in one line, blanks collapsed."""
    return _BLANKS.sub(" ", _bare(text)).strip()


def visible(text: str) -> str:
    """A name with nothing in it that nobody sees: control characters, marks of direction."""
    return text if text.isprintable() else _BLANKS.sub(" ", _CONTROLS.sub(" ", _INVISIBLE.sub("", text))).strip()


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph."""
    found: list[list[str]] = [[]]
    for line in _bare(text).split("\n"):
        if words := _BLANKS.sub(" ", line).strip():
            found[-1].append(words)
        elif found[-1]:
            found.append([])
    return [each for each in found if each]


def _bare(text: str) -> str:
    text = text[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(_UNESCAPED_AT_MOST):
        text, before = plain(html.unescape(text)), text
        if text == before:
            break
    text = _INVISIBLE.sub("", _PICTURE_NAME.sub("", _PICTURE.sub("", text)))
    text = _OPENED.sub("< ", _MARKUP.sub(" ", _LINE_BREAK.sub("\n", text)))
    return _CONTROLS.sub(" ", text)
