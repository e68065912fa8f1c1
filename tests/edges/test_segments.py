"""We count segments as Twilio's own calculator does, on thousands of texts, and never fewer."""

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models.clusters import ZWJ
from models.gsm7 import BASIC, EXTENSION, is_gsm7
from models.segments import count_segments, fit, thrifty
from tests.edges.recordings import real_alerts
from tests.edges.standin import Standin

MADE, OF_FEEDS = 4500, 2000
LENGTHS = (0, 1, 30, 60, 69, 70, 71, 133, 134, 135, 152, 153, 154, 159, 160, 161, 305, 306, 307, 402, 459, 460, 900)
NODE = """
    text => {
        const {SegmentedMessage} = require("sms-segments-calculator");
        const message = new SegmentedMessage(text, "auto");
        return [message.encodingName, message.segmentsCount];
    }
"""
GSM7 = "".join(sorted(BASIC))
FOREIGN = "\u00ea\u00e2\u00ee\u0153\u2014\u2019\u2026\u4e2d\u05d0\u0416"
# Several code points that a phone shows as one character.
CLUSTERS = (
    "\U0001f68b",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1e8\U0001f1e6",
    "\u2764\ufe0f",
    "1\ufe0f\u20e3",
    "\U0001f44d\U0001f3fd",
    "e\u0301",
    "\u1112\u1161\u11ab",
    "\ud55c\uae00",
    "\u0e01\u0e33",
    "\u0928\u093f",
    "\u05d0\u05b8",
    "\r\n",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\u200b",
    "\u200d",
)


def made_texts(dice: random.Random) -> Iterator[str]:
    alphabets: tuple[Sequence[str], ...] = (
        GSM7,
        GSM7 + "".join(EXTENSION) * 4,
        "a" * 40 + "\u20ac",
        GSM7 + FOREIGN,
        [*GSM7, *CLUSTERS],
        ["a", "b", "\u00ea", *CLUSTERS],
    )
    for number in range(MADE):
        length = dice.choice(LENGTHS)
        if number % 10 == 0:
            yield "".join(
                chr(dice.choice([dice.randrange(0xD800), dice.randrange(0x10000, 0x1FC00)])) for _ in range(length)
            )
        else:
            yield "".join(dice.choices(dice.choice(alphabets), k=length))


def texts_of_feeds(root: Path) -> list[str]:
    """The agencies' words, as they are and as we would send them."""
    said: dict[str, None] = {}
    for alert in real_alerts(root):
        for translation in (*alert.header_text, *alert.description_text):
            said[translation.text] = None
            said[fit(thrifty(translation.text), 2)] = None
    return list(said)


def differences(standin: Standin, texts: Sequence[str]) -> list[tuple[str, int, int]]:
    answers = standin.ask_node(NODE, texts)
    assert len(answers) == len(texts)
    assert all((encoding == "GSM-7") is is_gsm7(text) for text, (encoding, _) in zip(texts, answers, strict=True))
    counts = zip(texts, answers, strict=True)
    return [(text, count_segments(text), theirs) for text, (_, theirs) in counts if count_segments(text) != theirs]


def are_explained(found: Iterable[tuple[str, int, int]]) -> bool:
    """Twilio's calculator has a list of emojis from 2018; what ZWJ joins since then it parts, and we do not."""
    return all(ours == theirs + 1 and ZWJ in text for text, ours, theirs in found)


def test_we_count_what_twilio_counts(standin: Standin) -> None:
    texts = list(made_texts(random.Random(504)))
    found = differences(standin, texts)

    assert len(texts) == MADE
    assert are_explained(found)
    assert len(found) < MADE / 200


def test_on_agencies_words_there_is_no_difference_at_all(standin: Standin, real_feeds: Path) -> None:
    texts = texts_of_feeds(real_feeds)

    assert len(texts) >= OF_FEEDS
    assert differences(standin, texts) == []
