"""TwiML: the answer to a webhook, in the XML that Twilio executes."""

import re

from twilio.twiml.messaging_response import MessagingResponse

CONTENT_TYPE = "text/xml; charset=utf-8"
# Everything that XML 1.0 has no place for, escaped or not.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def reply_xml(reply: str | None) -> str:
    """`<Response>` with one `<Message>`, or with none where nothing is to be said."""
    response = MessagingResponse()
    if reply:
        response.message(_ILLEGAL.sub("", reply))
    return str(response)
