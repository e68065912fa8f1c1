"""Writes down what became of claimed texts, many at a time, for as long as it takes."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.documents.reacting import Failure
from notifier.deciding.last_look import EXPIRED, HALTED, SUPERSEDED, HoldUntil
from notifier.deciding.texts import Accepted, OutboundMessage, Outcome, OutcomeUnknown, Parted, Refused, Withheld
from notifier.settling.reporting import Note, show
from notifier.settling.settlement import Settlement, Waits, settled

AT_ONCE = 500
AGAIN_S = 0.5
FEW = 50
GATHERED_S = 0.02  # few outcomes wait so long for others: each write costs the database as much as ten of them
_TOO_LATE = {SUPERSEDED, EXPIRED, HALTED}
log = structlog.get_logger()


class Reacting(Protocol):
    """What failed texts say about their riders."""

    async def before(self, failures: Sequence[Failure]) -> None:
        """What must be safe before the texts are written down: the wish of who has told the provider to stop."""
        ...

    async def after(self, failures: Sequence[Failure]) -> None:
        """What the texts, once they are written down, say about their riders' numbers."""
        ...


class Ledger(Protocol):
    """Where outcomes are kept."""

    async def settle_all(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Move all texts whose outcomes were open; may be repeated."""
        ...


class Held(Protocol):
    """Texts that wait for their time."""

    async def check(self, versions: Mapping[str, int]) -> None:
        """Let those be looked at again whose rider has another version by now than the one they were held by."""
        ...


class AskAgain(Protocol):
    """Has the newest news look again at the riders of deliveries that counted as told, and are lost.

    To be called before the deliveries say so, for a crash, and after it, for news that was quicker.
    """

    async def __call__(self, lost: Collection[str], /) -> None: ...


class Settling:
    """Collects outcomes and writes them in bulk: while one write is under way, the next one grows."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        held: Held,
        reacting: Reacting,
        ask_again: AskAgain,
        waits: Waits,
        now: Callable[[], datetime],
        patience_s: float,
        on_written: Callable[[], None] = lambda: None,
    ) -> None:
        self._ledger = ledger
        self._held = held
        self._reacting = reacting
        self._ask_again = ask_again
        self._waits = waits
        self._now = now
        self._patience_s = patience_s
        self.on_written = on_written
        self._notes: list[Note] = []
        self._writing: Sequence[Note] = ()
        self._writer: asyncio.Task[None] | None = None

    @property
    def unwritten(self) -> int:
        """How many outcomes are not safe yet."""
        return len(self._notes) + len(self._writing)

    @property
    def kept_back(self) -> list[str]:
        """The deliveries that were not posted, where that is not safe yet."""
        return [
            each.text.delivery
            for notes in (self._writing, self._notes)
            for each in notes
            if _was_not_posted(each.outcome)
        ]

    def note(self, text: OutboundMessage, outcome: Outcome | HoldUntil | Parted, *, rider_version: int = 0) -> None:
        """Have this written down soon."""
        self._notes.append(Note(text, outcome, self._now(), rider_version))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())

    async def written(self) -> None:
        """Wait until everything noted is written, or given up."""
        while self._writer is not None and not self._writer.done():
            await asyncio.wait([self._writer])

    async def _write_all(self) -> None:
        while self._notes:
            if len(self._notes) < FEW:
                await asyncio.sleep(GATHERED_S)
            notes, self._notes = self._notes[:AT_ONCE], self._notes[AT_ONCE:]
            self._writing = notes
            try:
                await self._write_patiently(notes)
            except Exception:
                # What is not written down now is settled later as unknown.
                log.exception("texts.unsettled", count=len(notes))
            self._writing = ()
            self.on_written()

    async def _write_patiently(self, notes: Sequence[Note]) -> None:
        """Go on while the database is away: what was accepted is known here alone."""
        try:
            async with asyncio.timeout(self._patience_s):
                while True:
                    try:
                        await self._write(notes)
                    except PyMongoError as error:
                        log.warning("mongodb.unreachable", unsettled=len(notes), error=str(error)[:200])
                        await asyncio.sleep(AGAIN_S)
                    else:
                        return
        except TimeoutError:
            log.warning("texts.unsettled", count=len(notes))

    async def _write(self, notes: Sequence[Note]) -> None:
        now = self._now()
        # Their wish first: a crash in between leaves a claim that is settled later, not a rider who is texted.
        failures = _failures(notes)
        await self._reacting.before(failures)
        never_told = [each.text.delivery for each in notes if _was_never_told(each)]
        await self._ask_again(never_told)
        await self._ledger.settle_all(
            [settled(each.text, each.outcome, waits=self._waits, now=now) for each in notes], now
        )
        await self._ask_again(never_told)
        show(notes)
        await self._reacting.after(failures)
        # A rider who changes their hours writes their document first and releases held rows after: the look may have
        # seen neither.
        held = {each.text.subscriber: each.rider_version for each in notes if isinstance(each.outcome, HoldUntil)}
        if held:
            await self._held.check(held)


def _was_not_posted(outcome: Outcome | HoldUntil | Parted) -> bool:
    return not isinstance(outcome, Accepted | Refused | OutcomeUnknown)


def _was_never_told(note: Note) -> bool:
    """Whether the text was lost after it had counted as told, and does not go once more: its time has passed.

    Newer news may have passed its rider by: who knows that something goes on is not told that it still does.
    """
    outcome = note.outcome
    return note.text.goes_once_more and isinstance(outcome, Withheld) and outcome.reason in _TOO_LATE


def _failures(notes: Sequence[Note]) -> list[Failure]:
    return [
        Failure(each.outcome.code, each.text.subscriber, each.text.delivery, each.at)
        for each in notes
        if isinstance(each.outcome, Refused)
    ]
