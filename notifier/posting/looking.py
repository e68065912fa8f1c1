"""What the last look reads, from the primary, and what it comes to for a batch of claimed texts."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from models.delivery import NO_INCIDENT
from models.rider import Rider
from notifier.deciding.caps import COUNTED
from notifier.deciding.daily_segments import BOUNDLESS, Budget
from notifier.deciding.last_look import LookRules, Send, Verdict, look_together
from notifier.deciding.standing import Standing
from notifier.deciding.texts import OutboundMessage
from runtime.clock import boottime_s

log = structlog.get_logger()

# When each rider's other texts of late were claimed, by subscriber.
Claimed = Mapping[str, Sequence[datetime]]


class Facts(Protocol):
    """Riders, incidents and texts as they are now, from the primary."""

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]: ...

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]: ...

    async def find_claimed(
        self, subscribers: Collection[str], *, since: datetime, before: datetime, kept_back: Sequence[str] = ()
    ) -> Claimed:
        """When those texts were claimed that count, from `since` until before `before`; not those `kept_back`."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """A claimed text and what the look came to, when (seconds since boot), for which version of the rider.

    It is the rider's `number`th text of the day; its claim began at `since_s`.
    """

    text: OutboundMessage
    verdict: Verdict
    number: int
    rider_version: int
    at_s: float
    since_s: float


class Looks:
    """Looks at claimed texts."""

    def __init__(self, *, facts: Facts, rules: LookRules, now: Callable[[], datetime]) -> None:
        self._facts = facts
        self._rules = rules
        self._now = now

    async def first(
        self,
        texts: Sequence[OutboundMessage],
        *,
        claimed_at: datetime,
        since_s: float,
        budget: Budget = BOUNDLESS,
        kept_back: Sequence[str] = (),
    ) -> list[Looked]:
        """Look at texts that were claimed together; one that cannot be looked at is left out.

        The deliveries `kept_back` look as if they were sent: that they are not is about to be written down.
        """
        at_s = boottime_s()
        standings = await self._facts.find_standings(_incidents(texts))
        riders = await self._facts.find_riders({text.subscriber for text in texts})
        now = self._now()
        days = days_of(standings, now)
        texts = [text for text in texts if text.incident in days or text.incident not in standings]
        counted = {text.subscriber for text in texts if text.kind in COUNTED and text.subscriber in riders}
        claimed: Claimed = {}
        if counted and days:
            claimed = await self._facts.find_claimed(
                counted, since=min(days.values()), before=claimed_at, kept_back=kept_back
            )
        numbers = Numbers(days, claimed)
        rules = replace(self._rules, budget=budget)
        return _looked(texts, riders, standings, numbers, now=now, rules=rules, at_s=at_s, since_s=since_s)

    async def again(self, looked: Sequence[Looked], *, budget: Budget = BOUNDLESS) -> list[Looked]:
        """Look once more, on fresh facts; each keeps its number."""
        at_s = boottime_s()
        standings = await self._facts.find_standings(_incidents([each.text for each in looked]))
        riders = await self._facts.find_riders({each.text.subscriber for each in looked})
        now, rules = self._now(), replace(self._rules, budget=budget)
        found = []
        for each in looked:
            rider = riders.get(each.text.subscriber)
            verdict = look_together(each.text, rider, standings, number=each.number, now=now, rules=rules)
            rules = _spent(rules, verdict)
            found.append(replace(each, verdict=verdict, rider_version=rider.version if rider else 0, at_s=at_s))
        return found


class Numbers:
    """Which text of the day each one would be to its rider: by those claimed before, and by those of the batch."""

    def __init__(self, days: Mapping[str, datetime], claimed: Claimed) -> None:
        self._days = days
        self._claimed = claimed
        self._taken: Counter[str] = Counter()

    def next(self, text: OutboundMessage) -> int:
        """The number that this text would have; the day is the incident's agency's."""
        before = self._claimed.get(text.subscriber)
        begins = self._days.get(text.incident)
        earlier = sum(at >= begins for at in before) if before and begins else 0
        return earlier + self._taken[text.subscriber] + 1

    def take(self, text: OutboundMessage) -> None:
        """The text goes out: the next one has a higher number."""
        self._taken[text.subscriber] += 1


def _incidents(texts: Iterable[OutboundMessage]) -> set[str]:
    return {each.incident for text in texts for each in (text, *text.carries)} - {NO_INCIDENT}


def days_of(standings: Mapping[str, Standing], now: datetime) -> dict[str, datetime]:
    """When the present day began where each incident's agency is."""
    days = {}
    for incident, standing in standings.items():
        try:
            days[incident] = standing.day_began(now)
        except Exception:
            # An incident of a zone that nobody knows must not keep the others back.
            log.exception("zone.unknown", incident=incident)
    return days


def _looked(
    texts: Iterable[OutboundMessage],
    riders: Mapping[str, Rider],
    standings: Mapping[str, Standing],
    numbers: Numbers,
    *,
    now: datetime,
    rules: LookRules,
    at_s: float,
    since_s: float,
) -> list[Looked]:
    """What becomes of each text; one that does not go out takes no number from those that do."""
    found = []
    for text in texts:
        rider = riders.get(text.subscriber)
        number = numbers.next(text)
        try:
            verdict = look_together(text, rider, standings, number=number, now=now, rules=rules)
        except Exception:
            # One text must not end the others; it is settled later as unknown.
            log.exception("text.unsettled", about=text.about, delivery=text.delivery)
            continue
        rules = _spent(rules, verdict)
        if isinstance(verdict, Send) and text.kind in COUNTED:
            numbers.take(text)
        found.append(Looked(text, verdict, number, rider.version if rider else 0, at_s, since_s))
    return found


def _spent(rules: LookRules, verdict: Verdict) -> LookRules:
    """The rules for the next text of the batch: what goes out takes from the sender's day."""
    if not rules.budget.is_bounded or not isinstance(verdict, Send):
        return rules
    return replace(rules, budget=rules.budget.after(verdict.text.segments))
