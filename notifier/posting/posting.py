"""Posts claimed texts without pause: looked at right before, as many at once as the provider bears."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.wording import Wordings
from notifier import metrics
from notifier.deciding.caps import with_ending
from notifier.deciding.daily_segments import Budget
from notifier.deciding.last_look import HoldUntil, Part, Send, Skip
from notifier.deciding.texts import NotProcessed, OursToMend, OutboundMessage, Outcome, OutcomeUnknown, Parted, Withheld
from notifier.posting.looking import Looked, Looks
from notifier.posting.room import Room
from notifier.settling.settling import Settling
from runtime.clock import boottime_s
from runtime.lease import LeaseLostError

MOST_UNWRITTEN = 1000  # outcomes that may wait for the database
log = structlog.get_logger()


class Messages(Protocol):
    """The provider's message resource."""

    async def post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:
        """Create the message once; never raises for what the provider or the network does."""
        ...


class Circuit(Protocol):
    """Says whether the provider is in order."""

    def note(self, outcome: Outcome, now_s: float) -> None: ...

    def allowance(self, now_s: float) -> int:
        """How many posts may be under way at once."""
        ...


class Spending(Protocol):
    """The segments of the sender's day."""

    def posted(self, segments: int) -> None: ...

    async def budget(self, under_way: Callable[[], int]) -> Budget:
        """What was posted today, and what is about to be: those segments are `under_way`.

        Raises:
            LeaseLostError: somebody else sends for this sender by now.
        """
        ...


class Words(Protocol):
    """The words of claimed texts."""

    async def rewrite(self, text: OutboundMessage) -> bool:
        """Keep the words as they are about to be posted; whether the claim is still there."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """The durations of a post, and how many at once; no text waits for one longer than `waits_s`."""

    timeout_s: float
    lease_margin_s: float
    look_lasts_s: float
    waits_s: float
    at_once: int


class Posting:
    """Looks at claimed texts, posts those that may go out, and hands on what became of them."""

    def __init__(
        self,
        *,
        messages: Messages,
        looks: Looks,
        settling: Settling,
        words: Words,
        wordings: Wordings,
        circuit: Circuit,
        spending: Spending,
        limits: Limits,
        lease_left_s: Callable[[], float],
        on_room: Callable[[], None] = lambda: None,
    ) -> None:
        self._messages = messages
        self._looks = looks
        self._settling = settling
        self._words = words
        self._wordings = wordings
        self._circuit = circuit
        self._spending = spending
        self._limits = limits
        self._lease_left_s = lease_left_s
        self.on_room = on_room
        self._queue: deque[Looked] = deque()
        self._posts: set[asyncio.Task[None]] = set()
        self._segments_in_posts = 0
        self._renewing: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._to_be_looked_at = 0
        self._is_stopped = False
        self._room = Room(boottime_s())

    @property
    def room(self) -> int:
        """How many more texts may be claimed now: enough for no connection to wait, and none to wait for long."""
        if self._settling.unwritten > MOST_UNWRITTEN:
            return 0
        taken = self._to_be_looked_at + len(self._queue) + len(self._posts)
        return self._room.left(self._most_at_once(), taken, boottime_s())

    async def hand_over(
        self, texts: Sequence[OutboundMessage], *, claimed_at: datetime, on_looked: Callable[[int], None]
    ) -> None:
        """Have those looked at and posted that were claimed then, while the next are claimed.

        `on_looked` gets the segments that go out. Waits until those before them have been looked at.
        """
        if not texts:
            return
        self._to_be_looked_at += len(texts)
        while self._looking is not None:
            await asyncio.wait([self._looking])
        self._looking = asyncio.create_task(self._look_and_send(texts, claimed_at, on_looked))

    async def _look_and_send(
        self, texts: Sequence[OutboundMessage], claimed_at: datetime, on_looked: Callable[[int], None]
    ) -> None:
        try:
            on_looked(await self.send(texts, claimed_at=claimed_at))
        except Exception:
            # These are settled later as unknown; those after them are sent.
            log.exception("texts.not_looked_at", count=len(texts))
        self._to_be_looked_at -= len(texts)
        self._looking = None

    async def send(self, texts: Sequence[OutboundMessage], *, claimed_at: datetime) -> int:
        """Look at texts that were claimed then, and have posted those that may go out; their segments."""
        if not texts:
            return 0
        try:
            budget = await self._spending.budget(self._under_way)
            looked = await self._looks.first(texts, claimed_at=claimed_at, budget=budget)
        except (PyMongoError, LeaseLostError) as error:
            log.warning("texts.not_looked_at", error=repr(error)[:200])
            self.give_back(texts, "no-look")
            return 0
        ready = [ended for each in looked if (ended := await self._with_ending(each)) is not None]
        return self._line_up(ready)

    async def finished(self) -> None:
        """Wait until every text handed over has its outcome written down."""
        while self._queue or self._posts or self._renewing or self._looking:
            await asyncio.wait([*self._posts, *filter(None, (self._renewing, self._looking))], timeout=1)
        await self._settling.written()

    async def stop(self) -> None:
        """Post no more; what is under way is finished."""
        self._is_stopped = True
        self._release("stopping")
        await self.finished()

    async def _with_ending(self, looked: Looked) -> Looked | None:
        """The text with what it says about the day's count; None where its claim is gone."""
        verdict = looked.verdict
        if not isinstance(verdict, Send) or verdict.ending is None:
            return looked
        text = with_ending(verdict.text, self._wordings.of(verdict.rider.language).say(verdict.ending))
        try:
            is_ours = await self._words.rewrite(text)
        except PyMongoError as error:
            log.warning("mongodb.unreachable", error=str(error)[:200])
            self._settling.note(text, NotProcessed("not-rewritten"))
            return None
        return replace(looked, text=text, verdict=replace(verdict, text=text)) if is_ours else None

    def _line_up(self, looked: Sequence[Looked]) -> int:
        segments = 0
        for each in looked:
            match each.verdict:
                case Send(text):
                    self._queue.append(each)
                    segments += text.segments
                case Skip(reason):
                    self._settling.note(each.text, Withheld(reason))
                case Part():
                    self._settling.note(each.text, Parted())
                case HoldUntil() as until:
                    self._settling.note(each.text, until, rider_version=each.rider_version)
        self._pump()
        return segments

    def _under_way(self) -> int:
        """The segments that were found to be sent, and may or may not have been yet."""
        return sum(each.text.segments for each in self._queue) + self._segments_in_posts

    def _most_at_once(self) -> int:
        return min(self._limits.at_once, self._circuit.allowance(boottime_s()))

    def _pump(self) -> None:
        """Start as many posts as there is room for."""
        now_s = boottime_s()
        most = min(self._limits.at_once, self._circuit.allowance(now_s))
        if not most:
            self._release("circuit-open")
        if self._is_stopped:
            self._release("stopping")
        while self._queue and self._renewing is None and len(self._posts) < most:
            if now_s - self._queue[0].since_s > self._limits.waits_s:
                # Soon its claim is taken for lost: what is found absent then must not have been posted since.
                self._settling.note(self._queue.popleft().text, NotProcessed("waited"))
                continue
            if now_s - self._queue[0].at_s > self._limits.look_lasts_s:
                self._renewing = asyncio.create_task(self._look_again())
                return
            looked = self._queue.popleft()
            self._segments_in_posts += looked.text.segments
            post = asyncio.create_task(self._post(looked))
            self._posts.add(post)
            post.add_done_callback(self._posted)

    def _posted(self, post: asyncio.Task[None]) -> None:
        self._posts.discard(post)
        self._room.count()
        self._pump()
        # While enough waits, nobody need be asked for more.
        if len(self._queue) * 2 < self._room.target and self.room:
            self.on_room()

    async def _look_again(self) -> None:
        """Look anew at all that waits; the facts that they were looked at by are old."""
        waiting = list(self._queue)
        self._queue.clear()
        try:
            budget = await self._spending.budget(self._under_way)
            looked = await self._looks.again(waiting, budget=budget)
        except Exception as error:  # noqa: BLE001  # whatever it is: these were not posted, and are still owed
            log.warning("texts.not_looked_at", error=repr(error)[:200])
            for each in waiting:
                self._settling.note(each.text, NotProcessed("no-look"))
            looked = []
        self._renewing = None
        self._line_up(looked)

    def give_back(self, texts: Sequence[OutboundMessage], reason: str) -> None:
        """Have claimed texts that are not posted go again, soon and without anybody being asked."""
        for text in texts:
            self._settling.note(text, NotProcessed(reason))

    def _release(self, reason: str) -> None:
        """Give up what waits: it was not posted, and is still owed."""
        while self._queue:
            self._settling.note(self._queue.popleft().text, NotProcessed(reason))

    async def _post(self, looked: Looked) -> None:
        verdict = looked.verdict
        if not isinstance(verdict, Send):
            return
        text = verdict.text
        try:
            outcome = await self._outcome(text, to=verdict.rider.phone)
        except Exception as error:
            log.exception("text.unsettled", delivery=text.delivery)
            outcome = OutcomeUnknown(type(error).__name__)
        self._segments_in_posts -= looked.text.segments
        if not isinstance(outcome, NotProcessed | OursToMend | Withheld):
            self._spending.posted(text.segments)
        self._settling.note(text, outcome)

    async def _outcome(self, text: OutboundMessage, *, to: str) -> Outcome:
        # Read right before the post: who has lost the lease must not send.
        timeout_s = min(self._limits.timeout_s, self._lease_left_s() - self._limits.lease_margin_s)
        if timeout_s <= 0:
            return NotProcessed("no-lease")
        outcome = await self._messages.post(text, to=to, timeout_s=timeout_s)
        self._circuit.note(outcome, boottime_s())
        metrics.SEGMENTS.inc(text.segments)
        return outcome
