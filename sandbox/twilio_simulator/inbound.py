"""A rider's text on its way to our application: the form that Twilio posts and what came of it."""

from dataclasses import dataclass

import phonenumbers

from models.segments import count_segments
from sandbox.twilio_simulator.message import API_VERSION, Message


@dataclass(frozen=True, slots=True)
class InboundResult:
    """What came of one text: the rider saw `keyword_reply` and `replies`, and not `refused_replies`."""

    sid: str
    from_: str
    body: str
    at: float
    answered_at: float
    webhook_status: int | None
    tries: int
    replies: tuple[str, ...]
    refused_replies: tuple[str, ...]
    keyword_reply: str | None
    error_code: int | None


def inbound_form(message: Message) -> dict[str, str]:
    """Return the form for a text that a rider sent."""
    form = {
        "ToCountry": country(message.to),
        "ToState": "",
        "ToCity": "",
        "ToZip": "",
        "FromCountry": country(message.from_),
        "FromState": "",
        "FromCity": "",
        "FromZip": "",
        "SmsMessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageSid": message.sid,
        "AccountSid": message.account_sid,
        "SmsStatus": "received",
        "ApiVersion": API_VERSION,
        "From": message.from_,
        "To": message.to,
        "Body": message.body,
        "NumMedia": "0",
        "NumSegments": str(count_segments(message.body)),
    }
    if message.messaging_service_sid:
        form["MessagingServiceSid"] = message.messaging_service_sid
    return form


def country(number: str) -> str:
    """Return the country of a number, empty where it has none (short codes)."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""
