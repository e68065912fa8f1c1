"""How Twilio reads the answer to a webhook."""

import pytest

from sandbox.twilio_simulator.twiml import TwimlError, parse_replies


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        pytest.param("text/xml; charset=utf-8", "<Response/>", [], id="nothing to say"),
        pytest.param("", "", [], id="no content"),
        pytest.param(
            "application/xml",
            '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Café &amp; 504</Message></Response>',
            ["Café & 504"],
            id="one text",
        ),
        pytest.param(
            "text/xml",
            "<Response><Message><Body>a</Body></Message><Message>b</Message></Response>",
            ["a", "b"],
            id="two texts",
        ),
        pytest.param("text/plain; charset=utf-8", "OK", ["OK"], id="plain text reaches the rider"),
    ],
)
def test_an_answer_becomes_texts(content_type: str, body: str, expected: list[str]) -> None:
    assert parse_replies(content_type, body) == expected


@pytest.mark.parametrize(
    ("content_type", "body", "code"),
    [
        pytest.param("application/json", "{}", 12300, id="content type"),
        pytest.param("text/html", "<Response>", 12100, id="not XML"),
        pytest.param("text/html", "<html></html>", 12200, id="another root"),
        pytest.param("text/xml", f"<Response>{'<Message>a</Message>' * 11}</Response>", 14109, id="eleven texts"),
    ],
)
def test_an_answer_that_twilio_does_not_execute_has_its_code(content_type: str, body: str, code: int) -> None:
    with pytest.raises(TwimlError) as refusal:
        parse_replies(content_type, body)

    assert refusal.value.code == code
