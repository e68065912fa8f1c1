"""What the last look reads, from the primary, and the day's count of those that pass it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from models.delivery import NO_INCIDENT
from models.rider import Rider
from notifier.caps import Tally, counts
from notifier.last_look import LookRules, Send, Verdict, look
from notifier.standing import Standing
from notifier.texts import OutboundMessage, Place
from runtime.clock import boottime_s

log = structlog.get_logger()


class Facts(Protocol):
    """Riders and incidents as they are now, from the primary."""

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]: ...

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]: ...


class Counts(Protocol):
    """How many texts each rider has got today."""

    async def add(self, places: Mapping[str, Sequence[Place]]) -> None:
        """Count one text for each place of each subscriber; a later day begins anew."""
        ...

    async def give_back(self, subscriber: str, day: str) -> None:
        """Take one text off the count of that day: it was not sent."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What the look saw, when (seconds since boot), and what it came to, by delivery."""

    riders: Mapping[str, Rider]
    standings: Mapping[str, Standing]
    verdicts: Mapping[str, Verdict]
    at_s: float


class Looks:
    """Looks at claimed texts."""

    def __init__(self, *, facts: Facts, counts: Counts, rules: LookRules, now: Callable[[], datetime]) -> None:
        self._facts = facts
        self._counts = counts
        self._rules = rules
        self._now = now

    async def first(self, texts: Sequence[OutboundMessage]) -> Seen:
        """Look, and count what may go out, before any of it does."""
        at_s = boottime_s()
        standings = await self._facts.find_standings({text.incident for text in texts} - {NO_INCIDENT})
        riders = await self._facts.find_riders({text.subscriber for text in texts})
        verdicts = verdicts_of(texts, riders, standings, now=self._now(), rules=self._rules)
        # Nobody else adds: what the riders' documents showed is what they have got.
        await self._counts.add(places_of(verdicts.values()))
        return Seen(riders, standings, verdicts, at_s)

    async def again(self, text: OutboundMessage) -> Verdict:
        """The verdict on fresh facts about one text, which is counted already."""
        standings = await self._facts.find_standings({text.incident} - {NO_INCIDENT})
        riders = await self._facts.find_riders({text.subscriber})
        rider, standing = riders.get(text.subscriber), standings.get(text.incident)
        return look(text, rider, standing, now=self._now(), rules=self._rules)


def verdicts_of(
    texts: Sequence[OutboundMessage],
    riders: Mapping[str, Rider],
    standings: Mapping[str, Standing],
    *,
    now: datetime,
    rules: LookRules,
) -> dict[str, Verdict]:
    """What becomes of each text, by delivery; one that does not go out takes no number from those that do."""
    tally, verdicts = Tally(riders), {}
    for text in texts:
        rider, standing = riders.get(text.subscriber), standings.get(text.incident)
        try:
            placed = _placed(text, rider, standing, tally, now)
            verdict = look(placed, rider, standing, now=now, rules=rules)
        except Exception:
            # One text must not end the others; it is settled later as unknown.
            log.exception("text.unsettled", delivery=text.delivery)
            continue
        if isinstance(verdict, Send) and placed.place is not None:
            tally.take(text.subscriber, placed.place)
        verdicts[text.delivery] = verdict
    return verdicts


def _placed(
    text: OutboundMessage, rider: Rider | None, standing: Standing | None, tally: Tally, now: datetime
) -> OutboundMessage:
    """The text with the place that it would take, if it counts."""
    if rider is None or standing is None or not counts(text.kind):
        return text
    return replace(text, place=tally.following(rider.id, standing.date_of(now).isoformat()))


def places_of(verdicts: Iterable[Verdict]) -> dict[str, list[Place]]:
    """The places that are taken, by subscriber."""
    taken = defaultdict(list)
    for verdict in verdicts:
        if isinstance(verdict, Send) and verdict.text.place is not None:
            taken[verdict.text.subscriber].append(verdict.text.place)
    return dict(taken)
