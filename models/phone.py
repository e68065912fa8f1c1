"""Phone numbers in E.164, and how they look in a log."""

import phonenumbers


class InvalidPhoneError(ValueError):
    """Not a phone number in E.164, such as +14165550100."""


def parse_phone(text: str) -> str:
    """The number in E.164.

    Raises:
        InvalidPhoneError: no such number is possible; short codes and alphanumeric senders are none.
    """
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhoneError(text) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidPhoneError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def country_of(phone: str) -> str:
    """The country of a number in E.164 (CA); "" where it has none.

    A number that no numbering plan lists yet counts for the main country of its calling code: new area codes are
    older than our tables of them.
    """
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ""
    listed = phonenumbers.region_code_for_number(number)
    return listed or phonenumbers.region_code_for_country_code(number.country_code or 0)


def mask(phone: str) -> str:
    """`+14165550123` as `+1416***0123`: enough to tell riders apart, too little to call them."""
    return f"{phone[:5]}***{phone[-4:]}" if len(phone) > 9 else "***"
