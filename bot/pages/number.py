"""The number that riders text: as people read it, as a link that opens a text, and as a picture of that link."""

from urllib.parse import quote

import phonenumbers
import segno


def written(number: str) -> str:
    """`+1 416-555-0199`; a short code as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def text_link(number: str, words: str = "") -> str:
    """What opens a text to the number on a phone, the words typed already."""
    # iPhones want the "&" that RFC 5724 does not have; Android's apps step over it.
    return f"sms:{number}?&body={quote(words)}" if words else f"sms:{number}"


def qr_code(number: str) -> str:
    """The link as SVG; black on nothing: what is behind it must be light."""
    if not number:
        return ""
    code = segno.make(text_link(number), error="m", micro=False)
    return code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
