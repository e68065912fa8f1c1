"""The GSM-7 alphabet (3GPP TS 23.038) and ways to stay inside it."""

import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")  # two septets each: an escape and the character
_ALPHABET = BASIC | EXTENSION

# What agencies type, and its plain equal. The ellipsis becomes three dots: the single character would turn the
# whole text into UCS-2.
EQUALS = str.maketrans(
    {
        "\u2013": "-",
        "\u2014": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2026": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\u2122": "",
        "\u00ae": "",
        "\u200b": "",
        "\ufeff": "",
        "\u2022": "-",
        "\u00b7": "-",
        "\u2192": "->",
        "\u2190": "<-",
        "\u2194": "<->",
        "\u201a": "'",
        "\u2032": "'",
        "\u2033": '"',
        "\u2003": " ",
        "\u2007": " ",
        "\u3000": " ",
        "\u00d7": "x",
        "\u00bd": "1/2",
        "\uff08": "(",
        "\uff09": ")",
        # Lest markup appear where accents are taken off.
        "\uff06": "&",
        "\uff1c": "<",
        "\uff1e": ">",
        "\ufe64": "<",
        "\ufe65": ">",
        "\u00b0": "",
        "\u0153": "oe",
        "\u0152": "OE",
    }
)


def is_gsm7(text: str) -> bool:
    return _ALPHABET.issuperset(text)


def plain(text: str) -> str:
    """Typographic characters replaced by their GSM-7 equals; accents stay."""
    return text.translate(EQUALS)


def without_foreign_accents(text: str) -> str:
    """Accents that GSM-7 lacks taken off (ê, ç, ô); those it has (é, è, à) stay."""
    return "".join(character if character in _ALPHABET else _base(character) for character in text)


def _base(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    base = "".join(each for each in decomposed if not unicodedata.combining(each))
    return base if is_gsm7(base) else character
