"""Posts claimed texts without pause: looked at right before, as many at once as the provider bears."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from pymongo.errors import PyMongoError

from models.wording import Wordings
from notifier.deciding.caps import with_ending
from notifier.deciding.last_look import HoldUntil, Part, Send, Skip
from notifier.deciding.texts import NotProcessed, OutboundMessage, Parted, Withheld
from notifier.posting.limits import Limits
from notifier.posting.looking import Looked, Looks
from notifier.posting.ports import Circuit, Messages, Spending, Words
from notifier.posting.post import Post
from notifier.posting.room import Room
from notifier.settling.settling import Settling
from runtime.clock import boottime_s
from runtime.lease import LeaseLostError

MOST_UNWRITTEN = 1000  # outcomes that may wait for the database
log = structlog.get_logger()


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
        self._post = Post(
            messages=messages, circuit=circuit, spending=spending, limits=limits, lease_left_s=lease_left_s
        )
        self._looks = looks
        self._settling = settling
        self._words = words
        self._wordings = wordings
        self._circuit = circuit
        self._spending = spending
        self._limits = limits
        self.on_room = on_room
        self._queue: deque[Looked] = deque()
        self._posts: set[asyncio.Task[None]] = set()
        self._segments_in_posts = 0
        self._renewing: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._to_be_looked_at = self._looked_at_again = 0
        # What one look lets through is spent before the next one reckons.
        self._deciding = asyncio.Lock()
        self._is_stopped = False
        self._room = Room(boottime_s())

    @property
    def room(self) -> int:
        """How many more texts may be claimed now: enough for no connection to wait, and none to wait for long."""
        if self._settling.unwritten > MOST_UNWRITTEN:
            return 0
        taken = self._to_be_looked_at + self._looked_at_again + len(self._queue) + len(self._posts)
        return self._room.left(self._most_at_once(), taken, boottime_s())

    async def hand_over(
        self,
        texts: Sequence[OutboundMessage],
        *,
        claimed_at: datetime,
        since_s: float,
        on_looked: Callable[[int], None],
    ) -> None:
        """Have those looked at and posted that were claimed then, while the next are claimed.

        Their claim began at `since_s` (seconds since boot); `on_looked` gets the segments that go out. Waits until
        those before them have been looked at.
        """
        if not texts:
            return
        self._to_be_looked_at += len(texts)
        while self._looking is not None:
            await asyncio.wait([self._looking])
        self._looking = asyncio.create_task(self._look_and_send(texts, claimed_at, since_s, on_looked))

    async def _look_and_send(
        self, texts: Sequence[OutboundMessage], claimed_at: datetime, since_s: float, on_looked: Callable[[int], None]
    ) -> None:
        try:
            on_looked(await self.send(texts, claimed_at=claimed_at, since_s=since_s))
        except Exception:
            # These are settled later as unknown; those after them are sent.
            log.exception("texts.not_looked_at", count=len(texts))
        finally:
            self._to_be_looked_at -= len(texts)
            self._looking = None
        # Of those that were kept back no post ends.
        self.on_room()

    async def send(self, texts: Sequence[OutboundMessage], *, claimed_at: datetime, since_s: float) -> int:
        """Look at texts that were claimed then, and have posted those that may go out; their segments."""
        if not texts:
            return 0
        async with self._deciding:
            try:
                budget = await self._spending.budget(self._under_way)
                looked = await self._looks.first(
                    texts, claimed_at=claimed_at, since_s=since_s, budget=budget, kept_back=self._settling.kept_back
                )
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
            post = asyncio.create_task(self._post_one(looked))
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
        async with self._deciding:
            waiting = list(self._queue)
            self._queue.clear()
            self._looked_at_again = len(waiting)
            try:
                budget = await self._spending.budget(self._under_way)
                looked = await self._looks.again(waiting, budget=budget)
            except Exception as error:  # noqa: BLE001  # whatever it is: these were not posted, and are still owed
                log.warning("texts.not_looked_at", error=repr(error)[:200])
                for each in waiting:
                    self._settling.note(each.text, NotProcessed("no-look"))
                looked = []
            self._looked_at_again = 0
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

    async def _post_one(self, looked: Looked) -> None:
        if not isinstance(looked.verdict, Send):
            return
        outcome = await self._post.outcome(looked.verdict)
        # Without a pause between the two: what is no longer under way has been counted.
        self._segments_in_posts -= looked.text.segments
        self._post.count(looked.verdict.text, outcome)
        self._settling.note(looked.verdict.text, outcome)
