"""Three signers that were written apart agree: Twilio's for Node, Twilio's for Python, and the simulator's."""

import random
from typing import Any
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator

from bot.webhooks.signature import Fields, Signatures
from sandbox.twilio_simulator.signature import sign
from tests.edges.standin import Standin

FORMS = 1000
ALPHABET = "aZ09 +&=%;\"'<>\\/?#\t\r\n\u00e9\u00df\u0142\u4e2d\u05d0\u202e\ufffd\U0001f68b\U0001f468\u200d\U0001f469"
NAMES = (
    "Body",
    "From",
    "To",
    "MessageSid",
    "AccountSid",
    "body",
    "Body2",
    "NumMedia",
    "FromCity",
    "a",
    "A",
    "_x",
    "x-1",
)
URLS = (
    "https://bot.example.org/twilio/inbound",
    "https://bot.example.org:8443/hooks/twilio/inbound?x=1",
    "https://bot.example.org/twilio/status?d=0af10af1&a=2",
    "http://127.0.0.1:8080/caf%C3%A9?q=%2F%7e+a&&b",
)
NODE = """
    ({token, url, form}) => require("twilio").getExpectedTwilioSignature(token, url, form)
"""


def questions(dice: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "token": "".join(dice.choices("0123456789abcdef", k=32)),
            "url": dice.choice(URLS),
            "form": {name: _noise(dice) for name in dice.sample(NAMES, k=dice.randrange(len(NAMES)))},
        }
        for _ in range(FORMS)
    ]


def _noise(dice: random.Random) -> str:
    return "".join(dice.choices(ALPHABET, k=dice.choice([0, 1, 7, 60, 400])))


def holds(token: str, url: str, pairs: list[tuple[str, str]], signature: str) -> bool:
    """Whether our gate would let the request in."""
    parts = urlsplit(url)
    return Signatures([token], f"{parts.scheme}://{parts.netloc}").holds(
        raw_path=parts.path.encode(), query_string=parts.query.encode(), fields=Fields(pairs), signature=signature
    )


def test_the_simulators_signatures_are_twilios(standin: Standin) -> None:
    asked = questions(random.Random(504))
    theirs = standin.ask_node(NODE, asked)

    assert len(theirs) == FORMS
    assert [sign(each["url"], each["form"], auth_token=each["token"]) for each in asked] == theirs
    assert [RequestValidator(each["token"]).compute_signature(each["url"], each["form"]) for each in asked] == theirs


def test_our_gate_lets_in_what_twilio_signed_and_nothing_else(standin: Standin) -> None:
    asked = questions(random.Random(501))
    signed = list(zip(asked, standin.ask_node(NODE, asked), strict=True))

    assert all(holds(each["token"], each["url"], list(each["form"].items()), theirs) for each, theirs in signed)
    assert not any(
        holds(each["token"], each["url"], [*each["form"].items(), ("Extra", "x")], theirs) for each, theirs in signed
    )


def test_fields_that_come_twice_are_signed_as_twilio_does(standin: Standin) -> None:
    forms = [{"MediaUrl": ["b", "a", "b"], "Body": ["x"]}, {"a": ["", "0"]}, {"a": ["z", "Z", "10", "9"]}]
    asked = [{"token": "t", "url": URLS[0], "form": form} for form in forms]
    theirs = standin.ask_node(NODE, asked)

    for form, signature in zip(forms, theirs, strict=True):
        assert holds("t", URLS[0], [(name, value) for name in form for value in form[name]], signature)
