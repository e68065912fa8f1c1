"""One poll of one feed: fetch, decode, decide, write, publish, remember."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog

from models.event import MOST_BYTES, AlertEvent
from models.incident import Incident
from pipeline.deciding.belief import Stamp, Verdict
from pipeline.deciding.decide import Decision, decide, decide_by_time
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory
from pipeline.deciding.outcome import Outcome
from pipeline.deciding.outlook import Outlook, outlook
from pipeline.deciding.rider_limit import RiderLimit
from pipeline.deciding.round import Poll
from pipeline.deciding.rules import Rules
from pipeline.polled import Polled, count_open_by_class, polled
from pipeline.publishing import Records, publish
from pipeline.reading.decode import decode_frame
from pipeline.reading.fetch import FeedBody, FetchError, NotModified
from pipeline.reading.frame import UnreadableError, read_frame
from pipeline.static.catalogue import Catalogue, Trip
from pipeline.static.named_trips import with_trips
from pipeline.threads import Apart
from pipeline.words.lexicon import Lexicon
from runtime.lease import LeaseLostError

CATALOGUE_LOOK = timedelta(minutes=1)
log = structlog.get_logger()


class Feed(Protocol):
    """Where the bytes come from."""

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        """The feed as it stands; raises FetchError where it says nothing."""
        ...


class Incidents(Protocol):
    """The feed's incidents, each with its outbox."""

    async def load(self, *, closed_s: float, now: datetime) -> dict[str, Incident]:
        """The open incidents, and those closed in the last `closed_s`, by id."""
        ...

    async def last_poll(self) -> int: ...

    async def write(self, outcomes: Sequence[Outcome], *, epoch: int) -> list[AlertEvent]:
        """Write all in one go; raises LeaseLostError where somebody newer wrote."""
        ...


class States(Protocol):
    """Where the feed's memory is kept."""

    async def load(self) -> FeedMemory: ...

    async def save(self, memory: FeedMemory, *, epoch: int) -> None:
        """Remember; raises LeaseLostError where somebody newer polls."""
        ...


class Catalogues(Protocol):
    """Where catalogues are kept."""

    async def find(self, feed: str) -> Catalogue | None: ...

    async def find_version(self, feed: str) -> str | None:
        """The version that is in force; None where none was ever imported."""
        ...

    async def find_trips(self, feed: str, version: str, trip_ids: Collection[str]) -> dict[str, Trip]: ...


class Held(Protocol):
    """The lease under which a poller works."""

    @property
    def epoch(self) -> int: ...

    @property
    def is_held(self) -> bool: ...


@dataclass(slots=True)
class _Cache:
    """What one holder of the lease knows; nobody else writes it while the lease is held."""

    epoch: int
    memory: FeedMemory
    incidents: dict[str, Incident]
    catalogue: Catalogue
    looked_at: datetime
    outlook: Outlook | None = None


class Poller:
    """Polls one feed under a lease; everything it knows is loaded anew with every new epoch."""

    def __init__(
        self,
        name: str,
        *,
        feed: Feed,
        incidents: Incidents,
        states: States,
        catalogues: Catalogues,
        records: Records,
        lease: Held,
        rules: Rules,
        lexicon: Lexicon,
        rider_limit: RiderLimit,
        stamp: Stamp = Stamp.GENERATED,
        dataset: str = "",
        event_most_bytes: int = MOST_BYTES,
        apart: Apart = asyncio.to_thread,
    ) -> None:
        self._name = name
        self._feed = feed
        self._incidents = incidents
        self._states = states
        self._catalogues = catalogues
        self._records = records
        self._lease = lease
        self._rules = rules
        self._lexicon = lexicon
        self._rider_limit = rider_limit
        self._stamp = stamp
        self._dataset = dataset
        self._event_most_bytes = event_most_bytes
        self._apart = apart
        self._cache: _Cache | None = None
        # A poll and a timer must not write the same incident at the same time.
        self._turn = asyncio.Lock()

    async def poll(self, now: datetime) -> Polled:
        """One poll.

        Raises:
            LeaseLostError: somebody else polls this feed by now; nothing of this poll counts.
        """
        async with self._turn:
            cache = await self._cached(now)
        try:
            answer = await self._fetch(cache)
            # In a thread: a large feed must not keep the lease from being renewed.
            poll = await self._apart(partial(_read, answer, cache.memory, cache.catalogue, self._stamp))
        except (FetchError, UnreadableError) as error:
            log.warning("poll.says_nothing", feed=self._name, error=str(error))
            outcome = error.reason if isinstance(error, FetchError) else "unreadable"
            return Polled(outcome, cache.memory, count_open_by_class(cache.incidents))
        async with self._turn:
            try:
                return await self._apply(cache, poll, answer, now)
            except Exception:
                # What was written, and what not, is known to the database alone.
                self._cache = None
                raise

    async def keep_time(self, now: datetime) -> tuple[AlertEvent, ...]:
        """Tell what is due by the clock alone, whether the feed answers or not.

        Raises:
            LeaseLostError: somebody else looks after this feed by now.
        """
        async with self._turn:
            cache = await self._cached(now)
            try:
                results = decide_by_time(cache.incidents, guidance=self._guidance(cache.catalogue), now=now)
                return tuple(await self._write(cache, results, now))
            except Exception:
                self._cache = None
                raise

    def next_moment(self, now: datetime) -> datetime | None:
        """When something will be due by the clock alone; None while nothing is known of that."""
        return self._outlook(self._cache, now).next_moment if self._cache else None

    def _outlook(self, cache: _Cache, now: datetime) -> Outlook:
        """What lies ahead, worked out once after every change."""
        known = cache.outlook
        if known is None or (known.next_moment is not None and known.next_moment <= now):
            cache.outlook = known = outlook(cache.incidents.values(), self._rules, now)
        return known

    async def _cached(self, now: datetime) -> _Cache:
        epoch = self._lease.epoch
        if self._cache is None or self._cache.epoch != epoch:
            memory = (await self._states.load()).of(self._dataset)
            if memory.good_polls == 0:
                memory = replace(memory, good_polls=await self._incidents.last_poll())
            incidents = await self._incidents.load(closed_s=self._closed_s, now=now)
            self._cache = _Cache(epoch, memory, incidents, await self._catalogue(), now)
        elif now - self._cache.looked_at >= CATALOGUE_LOOK:
            # Another process may have imported a new edition.
            if await self._catalogues.find_version(self._name) != self._cache.catalogue.version:
                self._cache.catalogue = await self._catalogue()
            self._cache.looked_at = now
        return self._cache

    async def _catalogue(self) -> Catalogue:
        catalogue = await self._catalogues.find(self._name)
        if catalogue is None:
            raise LookupError(f"feed {self._name} has no catalogue")
        return catalogue

    async def _fetch(self, cache: _Cache) -> FeedBody | NotModified:
        if cache.memory.needs_content(cache.catalogue.version):
            return await self._feed.fetch(etag=None, last_modified=None)
        return await self._feed.fetch(etag=cache.memory.etag, last_modified=cache.memory.last_modified)

    async def _apply(self, cache: _Cache, poll: Poll, answer: FeedBody | NotModified, now: datetime) -> Polled:
        verdicts = await self._rider_limit.decided(cache.incidents)
        poll = replace(
            poll,
            released=frozenset(name for name, is_released in verdicts.items() if is_released),
            let_go=frozenset(name for name, is_released in verdicts.items() if not is_released),
            is_quiet=poll.snapshot is None and self._is_quiet(cache, now),
        )
        alerts = poll.snapshot.alerts if poll.snapshot else ()
        cache.catalogue = await with_trips(cache.catalogue, alerts, self._catalogues.find_trips)
        guidance = self._guidance(cache.catalogue)
        decision = await self._apart(partial(decide, cache.memory, cache.incidents, poll, guidance=guidance, now=now))
        memory = _with_validators(decision, answer)
        events = await self._write(cache, decision.outcomes, now)
        # Last: a crash before this repeats the poll under the same number, and finds its own incidents there.
        await self._states.save(memory, epoch=cache.epoch)
        cache.memory = memory
        # A poll that is not believed has carried out none of them.
        await self._rider_limit.acted({each: word for each, word in verdicts.items() if not cache.incidents[each].hold})
        cache.incidents = _still_of_use(cache.incidents, self._closed_s, now)
        return polled(decision, poll, cache.incidents, cache.catalogue, events)

    async def _write(self, cache: _Cache, results: Sequence[Outcome], now: datetime) -> list[AlertEvent]:
        results = await self._rider_limit.checked(results, cache.incidents, now)
        if not self._lease.is_held or self._lease.epoch != cache.epoch:
            raise LeaseLostError(f"{self._name}: the lease ran out during the poll")
        events = await self._incidents.write(results, epoch=cache.epoch)
        for outcome in results:
            cache.incidents[outcome.incident.id] = outcome.incident
            cache.outlook = None
        await publish(events, self._records, event_most_bytes=self._event_most_bytes)
        return events

    def _is_quiet(self, cache: _Cache, now: datetime) -> bool:
        until = self._outlook(cache, now).quiet_until
        return until is not None and now < until

    def _guidance(self, catalogue: Catalogue) -> Guidance:
        return Guidance(catalogue, self._rules, self._lexicon)

    @property
    def _closed_s(self) -> float:
        """How long a closed incident may still be meant by what is listed."""
        return max(self._rules.reopen_s, self._rules.resumed_s)


def _read(answer: FeedBody | NotModified, memory: FeedMemory, catalogue: Catalogue, stamp: Stamp) -> Poll:
    """The poll in an answer; its entities are decoded only where they may differ from what is known."""
    if isinstance(answer, NotModified):
        return Poll(memory.stamped_at, memory.content_hash or "", stamp=stamp)
    frame = read_frame(answer.content)
    content_hash = frame.content_hash
    if content_hash == memory.content_hash and not memory.needs_content(catalogue.version):
        return Poll(frame.stamped_at, content_hash, stamp=stamp)
    return Poll(frame.stamped_at, content_hash, decode_frame(frame), stamp)


def _with_validators(decision: Decision, answer: FeedBody | NotModified) -> FeedMemory:
    """The memory with what the next request may say about the content that we now know."""
    if isinstance(answer, NotModified) or decision.belief.verdict is Verdict.IGNORE:
        return decision.memory
    return replace(decision.memory, etag=answer.etag, last_modified=answer.last_modified)


def _still_of_use(incidents: Mapping[str, Incident], closed_s: float, now: datetime) -> dict[str, Incident]:
    """The incidents without those that were closed too long ago to be meant by anything listed."""
    return {
        name: incident
        for name, incident in incidents.items()
        if incident.closed_at is None or (now - incident.closed_at).total_seconds() <= closed_s
    }
