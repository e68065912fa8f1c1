"""An alert in full, for who asks for it: as many pages as it takes, none over two segments."""

from collections.abc import Iterator

from models.composing import Notice, bare_of, effect_of, lead_of, link_of, texts_of
from models.prose.sentences import ended
from models.prose.units import everything_of
from models.segments import count_segments, fit, thrifty
from models.when import ends

MOST_SEGMENTS = 2
MOST_PAGES = 20
# So many characters never fit: what lies behind them need not be looked at for this page.
_MORE_THAN_A_PAGE = 320
_LEAST = 0.6  # of a page that ends at the end of a sentence


def long_form(notice: Notice, tail: str = "", *, lead: str = "") -> tuple[str, ...]:
    """The pages; the first begins with `lead`, each but the last ends with `tail`."""
    header, description = texts_of(notice)
    said = everything_of(header, description, lambda text: bare_of(notice, text)) or [effect_of(notice)]
    sentences = [ended(each) for each in said]
    if end := ends(notice, " ".join(sentences)):
        sentences[0] = f"{sentences[0].rstrip('.')}, {end}."
    words = [lead, lead_of(notice, sentences[0]), *sentences, link_of(notice)]
    return tuple(_pages(" ".join(each for each in words if each), tail))


def _pages(text: str, tail: str) -> Iterator[str]:
    for _ in range(MOST_PAGES - 1):
        if len(text) <= _MORE_THAN_A_PAGE and count_segments(thrifty(text)) <= MOST_SEGMENTS:
            break
        page = _first_page(text, tail)
        yield thrifty(page) + tail
        text = text[len(page) :].lstrip()
    yield fit(thrifty(text), MOST_SEGMENTS)


def _first_page(text: str, tail: str) -> str:
    """The longest beginning that leaves room for the tail; to the end of a sentence where that says enough."""
    low, high = 1, min(len(text), _MORE_THAN_A_PAGE)
    while low < high:
        middle = (low + high + 1) // 2
        if count_segments(thrifty(text[:middle]) + tail) <= MOST_SEGMENTS:
            low = middle
        else:
            high = middle - 1
    head = text[:low]
    stop = max(head.rfind(each) + 1 for each in (". ", "! ", "? "))
    blank = head.rfind(" ") if text[low : low + 1].strip() else low
    return head[:stop] if stop >= low * _LEAST else head[:blank] if blank > 0 else head
