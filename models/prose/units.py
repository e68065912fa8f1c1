"""What an alert says as a few units, in the agency's order: what riders need, and what is good to know."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.alert import is_cut_off
from models.prose.cleaning import one_line
from models.prose.courtesies import is_courtesy
from models.prose.links import has_link, without_links
from models.prose.naming import is_route_name
from models.prose.sentences import ended, sentences

# Two segments hold 306 characters; what lies far behind the beginning is never chosen.
MOST_CHARACTERS, MOST_UNIT, MOST_UNITS, MOST_NEEDED = 3_000, 400, 20, 4
THIN_WORDS, BARE_WORDS = 6, 3  # a header of no more may only name what its description tells, or surely does
_MEASURE = re.compile(r"\d+ ?(?:min|%|m\b|metres)", re.IGNORECASE)
_HEADING = re.compile(r"\b(?:notice|changes?|alert|advisory|update|information|avis|info)\b", re.IGNORECASE)
POINTER_WORDS = 6
HALF, MOSTLY = 0.5, 0.75
_ACROSS = re.compile(r"^[ \t]*(?:-{2,}|\u2014+|_{2,}|\*{2,}|={2,})[ \t]*$", re.MULTILINE)
# What to do about it, and the list of it: no beginning.
_DETAIL = re.compile(r"(?:affected|bypassed|if|to (?:exit|enter|board)|use|take)\b", re.IGNORECASE)
_WORDS = re.compile(r"\w{3,}")
_DENIAL = re.compile(r"\b(?:no|not|never|ne|pas)\b", re.IGNORECASE)
_ALIKE = 4  # letters: "detour" and "detoured"
_EFFECT_STEMS = frozenset({"clos", "move", "relo", "unav", "susp", "dela", "deto", "dive", "canc", "chan"})
# What does not run, what runs instead, and until when.
_LOSS = re.compile(
    r"\bno (?:subway |streetcar |bus |train )?service\b|\bno (?:trains|buses|streetcars)\b"
    r"|\binterrupted\b|\bsuspended\b"
    r"|\b(?:are|is) not (?:directly )?(?:running|stopping|serv(?:ic)?ing)"
    r"|\binterrompue?\b|\bdesservie?s?\b|\bne circulent?\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\bshuttles?\b|\breplacement bus|\bbus(?:es)? replac|\bnavettes?\b|\bbus de remplacement", re.IGNORECASE
)
_INSTEAD_NOT = re.compile(r"\bno shuttle|\bshuttle (?:bus )?stops? (?:is|are) accessible\b", re.IGNORECASE)
_PLACES = re.compile(r"( (?:between|from) (?!.* (?:between|from) ).+?)\.?$")
_UNTIL = re.compile(
    r"\b(?:until|expected (?:back|to (?:be back|resume|reopen|end))|will (?:resume|reopen)|is back in service|jusqu)\b",
    re.IGNORECASE,
)

Bare = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that an alert says."""

    text: str
    is_needed: bool = False
    is_instead: bool = False  # says what runs instead


def units_of(header: str, description: str, bare: Bare) -> list[Unit]:
    """What the two say, each thing once; `bare` takes the route's own name off their beginnings."""
    header, description = header[:MOST_CHARACTERS], description[:MOST_CHARACTERS]
    heads, tells = (_told(sentences(text), bare) for text in (header, _first_language(description)))
    if tells and (_is_part(header, description, tells[0]) or is_route_name(one_line(header))):
        heads = []
    elif len(heads) == 1 and tells and not _DETAIL.match(tells[0]):
        heads, tells = _headed(heads[0], tells)
    texts = (
        _without_told_places(_once([*heads, *tells][:MOST_UNITS]))
        or _plainly(header, bare)
        or _plainly(description, bare)
    )
    units = [Unit(_cut(text), number == 0 or _is_needed(text), _is_instead(text)) for number, text in enumerate(texts)]
    needed = [each for each in units if each.is_needed]
    return [each for each in units if not each.is_needed or each in needed[:MOST_NEEDED]]


def everything_of(header: str, description: str, bare: Bare) -> list[str]:
    """All that the two say, courtesies as well, for who asks for it."""
    heads, tells = sentences(header), sentences(description)
    if tells and _is_part(header, description, tells[0]):
        heads = []
    found = dict.fromkeys(without_links(each) for each in [*heads, *tells])
    first, *rest = [each for each in found if ended(each)] or [""]
    return [each for each in (bare(first), *rest) if ended(each)]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_UNIT else text[:MOST_UNIT].rpartition(" ")[0] or text[:MOST_UNIT]


def _headed(head: str, tells: list[str]) -> tuple[list[str], list[str]]:
    """A header that says little, and its description: "Route 111 detour", and then what is detoured where, and why."""
    words = len(head.split())
    if words > THIN_WORDS or _MEASURE.search(head):
        return [head], tells
    if _share(head, tells[:1]) >= HALF and _repeats_what_happens(head, tells[0]):
        return tells[:1], tells[1:]
    if _HEADING.search(head) and len(tells[0].split()) > THIN_WORDS:
        return tells[:1], tells[1:]
    if words <= BARE_WORDS:
        return [f"{ended(head)} {tells[0]}"], tells[1:]
    return [head], tells


def _repeats_what_happens(head: str, told: str) -> bool:
    """Whether a closure is still one: "Wollaston closed" is no "Wollaston will be a modern station"."""
    is_effect_told = set(_EFFECT_STEMS.intersection(_stems(head))) <= set(_stems(told))
    return is_effect_told and (_is_instead(told) or not _is_instead(head))


def _told(found: Sequence[str], bare: Bare) -> list[str]:
    kept = [without_links(each) for each in found if not is_courtesy(each) and not _is_pointer(each)]
    first, *rest = [each for each in kept if ended(each)] or [""]
    return [each for each in (bare(first), *rest) if ended(each)]


def _plainly(text: str, bare: Bare) -> list[str]:
    """Where there are only courtesies, they are what there is to say."""
    return [each for each in map(bare, map(without_links, sentences(text))) if ended(each)]


def _first_language(description: str) -> str:
    """What stands before a line across: Oakland says everything three times, in English first."""
    return _ACROSS.split(description, maxsplit=1)[0]


def _is_part(header: str, description: str, begins: str) -> bool:
    """Whether the header is only how the description begins, cut off."""
    whole = one_line(header)
    if whole.endswith((".", "!", "?")) or whole.rstrip(".") == begins.rstrip("."):
        return False
    return is_cut_off(whole, one_line(description))


def _is_pointer(text: str) -> bool:
    """Whether it does little more than show a link."""
    return has_link(text) and len(without_links(text).split()) <= POINTER_WORDS


def _is_needed(text: str) -> bool:
    return bool(_is_instead(text) or _LOSS.search(text) or _UNTIL.search(text))


def _is_instead(text: str) -> bool:
    return _INSTEAD.search(text) is not None and not _INSTEAD_NOT.search(text)


def _once(texts: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for text in texts:
        # "No service to Finch. Service to Finch by bus." is no repetition.
        is_denied = _DENIAL.search(text) is not None
        if _share(text, [each for each in kept if (_DENIAL.search(each) is not None) == is_denied]) < MOSTLY:
            kept.append(text)
    return kept


def _without_told_places(texts: Sequence[str]) -> list[str]:
    """Shuttles that run just where nothing else does run, and no more need be said of it."""
    told = ""
    shorter: list[str] = []
    for text in texts:
        place = _PLACES.search(text)
        is_told = place is not None and re.search(rf"{re.escape(place[1])}(?:[.,;:]|$| (?:due|while|because)\b)", told)
        shorter.append(text[: place.start()] if place and is_told and _INSTEAD.search(text) else text)
        told = f"{told} {text}"
    return shorter


def _share(text: str, told: Sequence[str]) -> float:
    """Which share of the words of `text` is in `told`."""
    words = _stems(text)
    known = {stem for each in told for stem in _stems(each)}
    return sum(each in known for each in words) / len(words) if words else float(text in told)


def _stems(text: str) -> list[str]:
    return [word if word[0].isdigit() else word[:_ALIKE] for word in _WORDS.findall(text.casefold())]
