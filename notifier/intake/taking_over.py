"""From a Kafka record to a stored fan-out: milliseconds, whatever the number of riders."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog

from models.event import AlertEvent, UndecodableEventError, decode_event

log = structlog.get_logger()


class Outbox(Protocol):
    """The incidents' side of taking an event over."""

    async def find_revision(self, incident: str) -> int | None:
        """The incident's revision now; None where it is gone."""
        ...

    async def complete(self, event: AlertEvent) -> AlertEvent:
        """The event with the alert and the routes that its incident holds."""
        ...

    async def pull(self, event: AlertEvent) -> None:
        """Take the event out of its incident: it is published no more."""
        ...


class FanoutStore(Protocol):
    """Where fan-outs are kept."""

    async def store(self, event: AlertEvent, sender: str) -> None:
        """Keep the event's fan-out, unless it is there already, and close those of lower revisions."""
        ...


class Senders(Protocol):
    """The senders whose riders are told."""

    async def find_in_service(self) -> Sequence[str]: ...


class Held(Protocol):
    """Texts that wait for their time."""

    async def supersede(self, incident: str, revision: int) -> int:
        """Skip those about lower revisions of the incident; how many."""
        ...


class TakeOver:
    """Stores an event's fan-outs, ends what they supersede, then takes the event from its incident.

    The notifiers of all senders share the records, and each gets only some: whoever gets one stores it for every
    sender. A crash anywhere repeats harmlessly.
    """

    def __init__(
        self,
        *,
        senders: Senders,
        outbox: Outbox,
        fanouts: FanoutStore,
        held: Held,
        dead_letter: Callable[[bytes], Awaitable[None]],
        wake: Callable[[], None],
    ) -> None:
        self._senders = senders
        self._outbox = outbox
        self._fanouts = fanouts
        self._held = held
        self._dead_letter = dead_letter
        self._wake = wake

    async def __call__(self, record: bytes) -> None:
        """Take over the event in one record; what cannot be decoded goes to the dead-letter topic."""
        try:
            event = decode_event(record)
        except UndecodableEventError as error:
            log.error("event.undecodable", error=str(error)[:300])  # noqa: TRY400  # the bytes are kept, a stack says no more
            await self._dead_letter(record)
            return
        revision = await self._outbox.find_revision(event.incident)
        if revision is None or event.revision < revision:
            # A newer revision tells everything that this one would.
            log.info("event.dropped", event_id=event.event_id, revision=revision)
        else:
            whole = await self._outbox.complete(event) if event.selectors_by_reference else event
            for sender in await self._senders.find_in_service():
                await self._fanouts.store(whole, sender)
            superseded = await self._held.supersede(event.incident, event.revision)
            log.info("event.taken", event_id=event.event_id, change=event.change, superseded=superseded)
            self._wake()
        await self._outbox.pull(event)
