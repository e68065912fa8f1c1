"""Phone numbers."""

import pytest

from models.phone import InvalidPhoneError, mask, parse_phone


def test_a_number_is_put_into_e164() -> None:
    assert parse_phone("+1 (416) 555-0100") == "+14165550100"


@pytest.mark.parametrize("text", ["", "504", "TTC", "+1", "+1416555010012345678", "\x00"])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    with pytest.raises(InvalidPhoneError):
        parse_phone(text)


@pytest.mark.parametrize(("phone", "shown"), [("+14165550123", "+1416***0123"), ("+12345678", "***"), ("", "***")])
def test_a_masked_number_cannot_be_called(phone: str, shown: str) -> None:
    assert mask(phone) == shown
