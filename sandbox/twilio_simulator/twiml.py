"""Reads the answer to a webhook as Twilio does."""

from xml.etree import ElementTree as ET

XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
MAX_MESSAGES = 10


class TwimlError(Exception):
    """The answer is no TwiML that Twilio would execute."""

    def __init__(self, code: int) -> None:
        """Keep the code that Twilio's debugger would show."""
        super().__init__(str(code))
        self.code = code


def parse_replies(content_type: str, body: str) -> list[str]:
    """Return the texts that an answer sends.

    Raises:
        TwimlError: 12300 wrong content type, 12100 not XML, 12200 another root, 14109 too many messages.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if not body.strip():
        return []
    if kind == "text/plain":
        return [body]  # Twilio texts it as it is: an answer of "OK" reaches the rider
    if kind not in XML_TYPES:
        raise TwimlError(12300)
    try:
        root = ET.fromstring(body)  # noqa: S314 (our own bot's answer, in a sandbox)
    except ET.ParseError as error:
        raise TwimlError(12100) from error
    if root.tag != "Response":
        raise TwimlError(12200)
    return _message_bodies(root)


def _message_bodies(root: ET.Element) -> list[str]:
    messages = root.findall("Message")
    if len(messages) > MAX_MESSAGES:
        raise TwimlError(14109)
    bodies = [message.findtext("Body") or message.text or "" for message in messages]
    return [body for body in bodies if body.strip()]
