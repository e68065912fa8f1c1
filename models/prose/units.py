"""What an alert says as a few units, in the agency's order: what riders need, and what is good to know."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.alert import is_cut_off
from models.prose.cleaning import one_line
from models.prose.courtesies import is_courtesy
from models.prose.links import without_links
from models.prose.naming import is_route_name
from models.prose.sentences import ended, sentences

MOST_UNITS = 40
THIN_WORDS = 5  # a header of no more only names what its description tells
HALF, MOSTLY = 0.5, 0.75
_WORDS = re.compile(r"\w{3,}")
_ALIKE = 4  # letters: "detour" and "detoured"
_INSTEAD = re.compile(r"\bshuttles?\b|\breplacement bus|\bbus(?:es)? replac|\bnavettes?\b|\bbus de remplacement", re.I)
_INSTEAD_NOT = re.compile(r"\bno shuttle", re.I)
_UNTIL = re.compile(
    r"\b(?:until|expected (?:back|to (?:be back|resume|reopen|end))|will (?:resume|reopen)|is back in service|jusqu)\b", re.I
)

Bare = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that an alert says."""

    text: str
    is_needed: bool = False


def units_of(header: str, description: str, bare: Bare) -> list[Unit]:
    """What the two say, each thing once; `bare` takes the route's own name off their beginnings."""
    heads, tells = (_told(text, bare) for text in (header, description))
    whole, details = one_line(header), one_line(description)
    begins = tells and whole.rstrip(".") == tells[0].rstrip(".")
    is_part = not begins and not whole.endswith((".", "!", "?")) and is_cut_off(whole, details)
    if tells and (is_part or is_route_name(whole)):
        heads = []
    elif heads and tells and _is_thin(heads) and _share(heads[0], [tells[0]]) >= HALF:
        # "Route 111 detour", and then what is detoured where, and why.
        heads = []
    texts = _once([*heads, *tells][:MOST_UNITS])
    return [Unit(text, number == 0 or _is_needed(text)) for number, text in enumerate(texts)]


def _told(text: str, bare: Bare) -> list[str]:
    found = sentences(text)
    kept = [without_links(each) for each in found if not is_courtesy(each)]
    # Where there are only courtesies, they are what there is to say.
    kept = [each for each in kept if ended(each)] or [each for each in map(without_links, found) if ended(each)]
    first, *rest = kept or [""]
    first = bare(first)
    return [each for each in (first, *rest) if ended(each)]


def _is_thin(heads: Sequence[str]) -> bool:
    return len(heads) == 1 and len(heads[0].split()) <= THIN_WORDS


def _is_needed(text: str) -> bool:
    is_instead = _INSTEAD.search(text) and not _INSTEAD_NOT.search(text)
    return bool(is_instead or _UNTIL.search(text))


def _once(texts: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for text in texts:
        if _share(text, kept) < MOSTLY:
            kept.append(text)
    return kept


def _share(text: str, told: Sequence[str]) -> float:
    """Which share of the words of `text` is in `told`."""
    words = _stems(text)
    known = {stem for each in told for stem in _stems(each)}
    return sum(each in known for each in words) / len(words) if words else float(text in told)


def _stems(text: str) -> list[str]:
    return [word if word[0].isdigit() else word[:_ALIKE] for word in _WORDS.findall(text.casefold())]
