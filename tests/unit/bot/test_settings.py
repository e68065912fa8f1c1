"""The bot's settings, as an operator writes them."""

import pytest
from pydantic import ValidationError

from bot.settings import BotSettings
from tests.fakes.bot_client import ACCOUNT, BASE_URL, TOKEN
from tests.fakes.bot_world import SENDER

SERVICE = "MG" + "0" * 32


def settings(**changed: object) -> BotSettings:
    needed = {
        "mongodb_uri": "mongodb://127.0.0.1",
        "twilio_account_sid": ACCOUNT,
        "twilio_auth_token": TOKEN,
        "twilio_sender": SENDER,
        "public_base_url": BASE_URL,
    }
    return BotSettings.model_validate(needed | changed)


@pytest.mark.parametrize(("written", "expected"), [("CA,US", {"CA", "US"}), ("CA, US", {"CA", "US"}), ("GB", {"GB"})])
def test_countries_are_named_with_commas(written: str, expected: set[str]) -> None:
    assert settings(allowed_countries=written).countries == expected


@pytest.mark.parametrize("written", ["", "Canada", "ca", "CA;US", "CA,"])
def test_what_is_no_list_of_countries_is_refused_at_start(written: str) -> None:
    with pytest.raises(ValidationError):
        settings(allowed_countries=written)


def test_a_second_token_counts_where_there_is_one() -> None:
    assert settings().auth_tokens == (TOKEN,)
    assert settings(twilio_auth_token_secondary="67890").auth_tokens == (TOKEN, "67890")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(None, (SENDER,), id="one number"),
        pytest.param("+14165550177", (SENDER, "+14165550177"), id="the others only"),
        pytest.param(f"+14165550177, {SENDER}", (SENDER, "+14165550177"), id="all of them"),
        pytest.param("MG" + "0" * 32, (SENDER, "MG" + "0" * 32), id="a number and a service"),
    ],
)
def test_one_bot_answers_for_several_senders(written: str | None, expected: tuple[str, ...]) -> None:
    assert settings(twilio_senders=written).senders == expected


@pytest.mark.parametrize("written", ["4165550177", "+14165550177;+14165550178", "+14165550177,"])
def test_what_is_no_list_of_senders_is_refused_at_start(written: str) -> None:
    with pytest.raises(ValidationError):
        settings(twilio_senders=written)


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        pytest.param({}, SENDER, id="the sender"),
        pytest.param({"twilio_sender": SERVICE}, "", id="a service, whose number nobody has named"),
        pytest.param({"twilio_sender": SERVICE, "twilio_senders": SENDER}, SENDER, id="a service beside a number"),
        pytest.param({"twilio_sender": SERVICE, "page_phone": "87287"}, "87287", id="a short code behind a service"),
    ],
)
def test_the_page_shows_the_number_that_riders_text(changed: dict[str, str], number: str) -> None:
    assert settings(**changed).riders_text == number


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "http://riders.example", "a@b@c", "x", 'a"@b.example'])
def test_what_is_neither_an_address_nor_a_page_is_no_contact(contact: str) -> None:
    with pytest.raises(ValidationError):
        settings(operator_contact=contact)


@pytest.mark.parametrize("contact", ["help@riders.example", "https://riders.example/help?a=b"])
def test_a_contact_is_an_address_or_a_page(contact: str) -> None:
    assert settings(operator_contact=contact).operator_contact == contact
