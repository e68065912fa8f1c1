"""Our signer agrees with Twilio's documentation and with Twilio's own validator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from sandbox.twilio_simulator.signature import requested_url, sign

DOCS_URL = "https://example.com/myapp.php?foo=1&bar=2"
SDK_URL = "https://mycompany.com/myapp.php?foo=1&bar=2"


def call_from(number: str) -> dict[str, str]:
    return {"CallSid": "CA1234567890ABCDE", "Caller": number, "Digits": "1234", "From": number, "To": "+18005551212"}


@pytest.mark.parametrize(
    ("url", "form", "expected"),
    [
        pytest.param(DOCS_URL, call_from("+14158675310"), "L/OH5YylLD5NRKLltdqwSvS0BnU=", id="Twilio's documentation"),
        pytest.param(SDK_URL, call_from("+14158675309"), "RSOYDt4T1cUTdK1PDd93/VVr8B8=", id="the SDK's own test"),
    ],
)
def test_a_published_example_gets_its_published_signature(url: str, form: dict[str, str], expected: str) -> None:
    assert sign(url, form, auth_token="12345") == expected


@given(form=st.dictionaries(st.text(min_size=1), st.text()), token=st.text(min_size=1))
def test_twilios_validator_accepts_what_we_sign(form: dict[str, str], token: str) -> None:
    try:
        signature = sign(DOCS_URL, form, auth_token=token)
    except UnicodeEncodeError:  # a lone surrogate is no text on either side
        return

    assert RequestValidator(token).validate(DOCS_URL, form, signature)


@pytest.mark.parametrize(
    ("configured", "requested"),
    [
        pytest.param("https://bot/sms#rc=2&rp=all", "https://bot/sms", id="overrides"),
        pytest.param("https://me:secret@bot:8443/sms?a=b%20c", "https://bot:8443/sms?a=b%20c", id="password"),
        pytest.param("https://bot/sms?to=a@b", "https://bot/sms?to=a@b", id="an @ in the query stays"),
    ],
)
def test_overrides_and_password_are_not_part_of_the_signed_url(configured: str, requested: str) -> None:
    assert requested_url(configured) == requested
