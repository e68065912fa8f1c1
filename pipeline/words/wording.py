"""What an alert says, in the form in which words are compared: no markup, no case, no accents, no punctuation."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.alert import Alert, Translation, is_cut_off, text_in

# What matters is said first; the rest is advice, often in other languages.
LONGEST = 800
SENTENCE_END = "|"
RECENT = 64
Texts = tuple[Translation, ...]
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
# A full stop after three letters or fewer may stand for an abbreviation: "St.", "p.m.", "Ave.".
_FULL_STOPS = re.compile(r"\.(?:(?<=[^\W\d_]{4}\.)|(?<=[\d)]\.))(?=\s|$)")
_SEPARATORS = re.compile(r"(?:[^\w|]|_)+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ENDS = dict.fromkeys(map(ord, ";!?\n\r|"), f" {SENTENCE_END} ")
# Most texts are plain ASCII, for which a table is ten times faster than an expression.
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | _ENDS


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of an alert, ready to be searched, and the primary subtag of its language where the feed says it."""

    text: str
    language: str | None = None


def wordings(alert: Alert) -> tuple[Wording, ...]:
    """The header, then the description; a header that is cut off says nothing that the description does not."""
    return _wordings(alert.header_text, alert.description_text)


def plain_texts(alert: Alert) -> tuple[tuple[str, str | None], ...]:
    """The same as they were written, without markup, each with its language."""
    return _plain_texts(alert.header_text, alert.description_text)


def plain(text: str) -> str:
    """The text without markup and character references."""
    if "&" in text:
        # Belgium's feed escapes twice.
        text = html.unescape(html.unescape(text))
    return _MARKUP.sub("\n", text) if "<" in text else text


@lru_cache(maxsize=2048)  # each of an alert's texts is asked for by half a dozen rules in a row
def normal(text: str) -> str:
    """Words with one blank on either side, sentences ended by `|`: ` no service on king | shuttle buses run `.

    >>> normal("No Service: King-St. Délais!")
    ' no service king st delais | '
    """
    folded = _FULL_STOPS.sub(" | ", text.casefold())
    if folded.isascii():
        folded = folded.translate(_ASCII)
    else:
        # Taken apart, the sign for a service mark is two capitals.
        folded = _SEPARATORS.sub(" ", without_accents(folded).casefold().translate(_ENDS))
    return f" {' '.join(folded.split())} "


def without_accents(text: str) -> str:
    """`delais` for "délais"."""
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


# Every rule reads the texts of one alert before the next one's turn comes.
@lru_cache(maxsize=RECENT)
def _wordings(header: Texts, description: Texts) -> tuple[Wording, ...]:
    return tuple(Wording(normal(text), language) for text, language in _plain_texts(header, description))


@lru_cache(maxsize=RECENT)
def _plain_texts(header_text: Texts, description_text: Texts) -> tuple[tuple[str, str | None], ...]:
    return tuple(_in_plain(header_text, description_text))


def _in_plain(header_text: Texts, description_text: Texts) -> Iterator[tuple[str, str | None]]:
    header, description = text_in("en", header_text), text_in("en", description_text)
    if header and not is_cut_off(header, description):
        yield plain(header[:LONGEST]), _language(header, header_text)
    if description and description != header:
        yield plain(description[:LONGEST]), _language(description, description_text)


def _language(text: str, translations: tuple[Translation, ...]) -> str | None:
    # Most feeds speak one language.
    alone = translations[0] if len(translations) == 1 else None
    tag = alone.language if alone else next((each.language for each in translations if each.text == text), None)
    return tag.split("-")[0].lower() if tag else None
