"""The texts that riders sent to our sender, as Twilio lists them."""

from datetime import datetime, timedelta
from typing import Any

from twilio.rest import Client

from bot.catching_up.missed import Listed
from models.phone import InvalidPhoneError, parse_phone

PAGE = 1000
MOST_CHARACTERS = 1600


class InboundUnlistedError(Exception):
    """Twilio did not list messages."""


class TwilioInbound:
    """Twilio's list of messages.

    It can be asked for those to one number. A Messaging Service has many numbers, and no list of its own: there
    everything that the account has sent and received since is looked through, a thousand a request.
    """

    def __init__(self, client: Client, sender: str) -> None:
        self._client = client
        self._sender = sender
        self._is_service = sender.startswith("MG")

    async def list(self, since: datetime, until: datetime) -> list[Listed]:
        """Riders' texts that were created between the two, the oldest first.

        Raises:
            InboundUnlistedError: no answer, or one that we cannot read.
        """
        asked = {} if self._is_service else {"to": self._sender}
        found: list[Listed] = []
        try:
            # Whether Twilio compares days or moments is not documented: both are enough.
            messages = await self._client.messages.stream_async(
                date_sent_after=since, date_sent_before=until + timedelta(days=1), page_size=PAGE, **asked
            )
            async for message in messages:
                if listed := self._listed(message):
                    if listed.created_at < since:
                        break  # the newest come first
                    found.append(listed)
        except Exception as error:  # noqa: BLE001  # the SDK has no common error for an answer that it cannot read
            # Its own words may quote the request.
            raise InboundUnlistedError(type(error).__name__) from None
        # Twilio's times are whole seconds: within one, the order of its list counts, which is newest first.
        found.reverse()
        found.sort(key=lambda each: each.created_at)
        return [each for each in found if each.created_at <= until]

    def _listed(self, message: Any) -> Listed | None:
        is_ours = not self._is_service or message.messaging_service_sid == self._sender
        if message.direction != "inbound" or not is_ours or not message.date_created:
            return None
        try:
            phone = parse_phone(message.from_ or "")
        except InvalidPhoneError:
            return None  # a short code or an alphanumeric sender: nobody to answer
        words = (message.body or "")[:MOST_CHARACTERS]
        return Listed(str(message.sid), phone, self._sender, words, message.date_created)
