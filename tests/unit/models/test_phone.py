"""Phone numbers."""

import pytest

from models.phone import InvalidPhoneError, country_of, mask, parse_phone


def test_a_number_is_put_into_e164() -> None:
    assert parse_phone("+1 (416) 555-0100") == "+14165550100"


@pytest.mark.parametrize("text", ["", "504", "TTC", "+1", "+1416555010012345678", "\x00"])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    with pytest.raises(InvalidPhoneError):
        parse_phone(text)


@pytest.mark.parametrize(("phone", "shown"), [("+14165550123", "+1416***0123"), ("+12345678", "***"), ("", "***")])
def test_a_masked_number_cannot_be_called(phone: str, shown: str) -> None:
    assert mask(phone) == shown


@pytest.mark.parametrize(
    ("phone", "country"),
    [
        pytest.param("+14165550100", "CA", id="Toronto"),
        pytest.param("+12125550100", "US", id="New York"),
        pytest.param("+18002345678", "US", id="toll-free"),
        pytest.param("+19995550100", "US", id="an area code that no table lists yet"),
        pytest.param("+18765550100", "JM", id="Jamaica shares the calling code, not the country"),
        pytest.param("+447400123456", "GB", id="Britain"),
        pytest.param("+88212345678", "001", id="a satellite"),
        pytest.param("+2110000000", "SS", id="no number of that country, but its calling code"),
        pytest.param("504", "", id="no number"),
    ],
)
def test_a_number_has_a_country(phone: str, country: str) -> None:
    assert country_of(phone) == country
