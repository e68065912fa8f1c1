"""Only what Twilio signed with our token is heard."""

import base64
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from bot.webhooks.signature import Fields, Signatures

TOKEN = "12345"
FORM = [("From", "+14165550101"), ("Body", " caf\u00e9\r\n"), ("Empty", "")]
SIGNATURES = Signatures([TOKEN], "https://bot.example.org")


def signed(url: str, pairs: list[tuple[str, str]] = FORM, token: str = TOKEN) -> str:
    text = url + "".join(name + value for name, value in sorted(pairs))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), "sha1")).decode()


def holds(path: bytes, query: bytes, signature: str) -> bool:
    return SIGNATURES.holds(raw_path=path, query_string=query, fields=Fields(FORM), signature=signature)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (b"/twilio/inbound", b""),
        (b"/twilio/status", b"d=0123&a=1"),
        (b"/twilio/caf%C3%A9", b"x=%2F%7e+a"),
        (b"/twilio/inbound", b"a=b=c&&=?"),
    ],
)
def test_the_url_is_signed_as_it_was_requested(path: bytes, query: bytes) -> None:
    url = "https://bot.example.org" + path.decode() + ("?" + query.decode() if query else "")

    assert holds(path, query, signed(url))


def test_the_example_of_twilios_documentation_holds() -> None:
    form = Fields(
        [
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+14158675310"),
            ("Digits", "1234"),
            ("From", "+14158675310"),
            ("To", "+18005551212"),
        ]
    )
    example = Signatures(["12345"], "https://example.com")

    assert example.holds(
        raw_path=b"/myapp.php",
        query_string=b"foo=1&bar=2",
        fields=form,
        signature="L/OH5YylLD5NRKLltdqwSvS0BnU=",
    )


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("", id="empty"),
        pytest.param("?" * 28, id="nonsense"),
        pytest.param("\u00e9" * 28, id="not ASCII"),
        pytest.param(signed("https://bot.example.org/twilio/inbound", token="54321"), id="another token"),
        pytest.param(signed("https://bot.example.org/twilio/status"), id="another path"),
        pytest.param(signed("https://bot.example.org/twilio/inbound", [*FORM[:2], ("Empty", "x")]), id="another field"),
    ],
)
def test_any_other_signature_does_not(signature: str) -> None:
    assert not holds(b"/twilio/inbound", b"", signature)


@pytest.mark.parametrize(("token", "expected"), [("12345", True), ("67890", True), ("54321", False)])
def test_while_a_token_is_rotated_both_count(token: str, expected: bool) -> None:
    either = Signatures([TOKEN, "67890"], "https://bot.example.org")
    signature = signed("https://bot.example.org/twilio/inbound", token=token)

    assert (
        either.holds(raw_path=b"/twilio/inbound", query_string=b"", fields=Fields(FORM), signature=signature)
        is expected
    )


def test_tokens_are_not_shown() -> None:
    assert TOKEN not in repr(SIGNATURES)


@given(st.binary(max_size=200), st.binary(max_size=200), st.text(max_size=60))
def test_hostile_addresses_are_refused_not_crashed_on(path: bytes, query: bytes, signature: str) -> None:
    assert not holds(b"/" + path, query, signature)


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=8, unique_by=lambda pair: pair[0]))
def test_whatever_twilios_own_signer_signs_holds(pairs: list[tuple[str, str]]) -> None:
    signature = RequestValidator(TOKEN).compute_signature("https://bot.example.org/x", dict(pairs))

    assert SIGNATURES.holds(raw_path=b"/x", query_string=b"", fields=Fields(pairs), signature=signature)
