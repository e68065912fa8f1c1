"""The riders' phones: what arrived on them, and a way to wait for the next text."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from models.segments import count_segments

Kind = Literal["sms", "reply", "keyword"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text on a phone: sent by REST (sms), by TwiML (reply) or by Twilio itself (keyword)."""

    at: float
    body: str
    segments: int
    kind: Kind
    sid: str


class Phone:
    """One rider's phone."""

    def __init__(self, number: str) -> None:
        """Start with an empty inbox."""
        self.number = number
        self.inbox: list[Text] = []
        self._unread: asyncio.Queue[Text] = asyncio.Queue()

    def receive(self, body: str, kind: Kind, *, sid: str, now: float) -> Text:
        """Put a text into the inbox."""
        text = Text(now, body, count_segments(body), kind, sid)
        self.inbox.append(text)
        self._unread.put_nowait(text)
        return text

    async def next_text(self, timeout_s: float = 10) -> Text:
        """Return the oldest text that this method has not returned yet, waiting for it.

        Raises:
            TimeoutError: none came in time.
        """
        async with asyncio.timeout(timeout_s):
            return await self._unread.get()
