"""Look, post, and write down what became of it: for texts that are claimed."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.phone import mask
from models.wording import Wordings
from notifier.caps import with_ending
from notifier.last_look import HoldUntil, Send, Skip
from notifier.looking import Looks, Seen
from notifier.settling import Settling
from notifier.texts import NotProcessed, OutboundMessage, Outcome
from runtime.clock import boottime_s

log = structlog.get_logger()


class Messages(Protocol):
    """The provider's message resource."""

    async def post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:
        """Create the message once; never raises for what the provider or the network does."""
        ...


class Held(Protocol):
    """Texts that wait for their time."""

    async def check(self, versions: Mapping[str, int]) -> None:
        """Let those be looked at again whose rider has another version by now than the one they were held by."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """The durations of a post."""

    timeout_s: float
    lease_margin_s: float
    look_lasts_s: float


class Sending:
    """Sends claimed texts, all at the same time; the caller bounds how many."""

    def __init__(
        self,
        *,
        messages: Messages,
        looks: Looks,
        settling: Settling,
        held: Held,
        wordings: Wordings,
        limits: Limits,
        lease_left_s: Callable[[], float],
    ) -> None:
        self._messages = messages
        self._looks = looks
        self._settling = settling
        self._held = held
        self._wordings = wordings
        self._limits = limits
        self._lease_left_s = lease_left_s

    async def send(self, texts: Sequence[OutboundMessage]) -> int:
        """Send the texts; the segments posted. What cannot be written down now is settled later as unknown."""
        if not texts:
            return 0
        seen = await self._looks.first(texts)
        async with asyncio.TaskGroup() as group:
            posts = [group.create_task(self._send_one(text, seen)) for text in texts]
        return sum(each.result() for each in posts)

    async def _send_one(self, text: OutboundMessage, seen: Seen) -> int:
        try:
            verdict = seen.verdicts.get(text.delivery)
            if isinstance(verdict, Send) and boottime_s() - seen.at_s > self._limits.look_lasts_s:
                text = verdict.text
                verdict = await self._looks.again(text)
            match verdict:
                case Skip(reason):
                    await self._settling.skip(text, reason)
                case HoldUntil() as until:
                    await self._hold(text, until, seen)
                case Send() as sent:
                    return await self._post(sent)
        except PyMongoError as error:
            # The claim stays as it is; it is settled as unknown when the database is back.
            log.warning("text.unsettled", delivery=text.delivery, error=str(error)[:200])
        except Exception:
            # One text must not end the others.
            log.exception("text.unsettled", delivery=text.delivery)
        else:
            return 0
        # Perhaps it was posted.
        return text.segments

    async def _hold(self, text: OutboundMessage, until: HoldUntil, seen: Seen) -> None:
        await self._settling.hold(text, until)
        # A rider who changes their hours writes their document first and releases held rows after: the look may have
        # seen neither.
        await self._held.check({text.subscriber: seen.riders[text.subscriber].version})

    async def _post(self, sent: Send) -> int:
        text = sent.text
        if sent.ending is not None:
            text = with_ending(text, self._wordings.of(sent.rider.language).say(sent.ending))
            if not await self._settling.rewrite(text):
                return 0
        outcome = await self._posted(text, to=sent.rider.phone)
        await self._settling.write_down(text, outcome)
        log.info("text.posted", delivery=text.delivery, to=mask(sent.rider.phone), outcome=repr(outcome))
        return text.segments

    async def _posted(self, text: OutboundMessage, *, to: str) -> Outcome:
        # Read right before the post: who has lost the lease must not send.
        timeout_s = min(self._limits.timeout_s, self._lease_left_s() - self._limits.lease_margin_s)
        if timeout_s <= 0:
            return NotProcessed("no-lease")
        return await self._messages.post(text, to=to, timeout_s=timeout_s)
