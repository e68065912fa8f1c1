"""Sends a probe every hour, and says how it went: from the event in Kafka to the receipt of the staff phone."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.delivery import DeliveryState
from models.event import AlertEvent
from models.incident import Incident
from models.rider import Rider
from notifier import metrics
from notifier.probing.probe import Result, event_of_probe, may_be_probed, probe_of, result_of
from runtime.clock import boottime_s
from runtime.kafka_producer import NotPublishedError
from runtime.process import Stop

log = structlog.get_logger()


class Probes(Protocol):
    """What a probe leaves in the database, for as long as it lasts."""

    async def begin(self, *, epoch: int, every_s: float) -> datetime | None:
        """The database's time, where the next probe is due; None where it is not, or the lease is another's."""
        ...

    async def find_rider(self, phone: str) -> Rider | None: ...

    async def add(self, incident: Incident) -> None: ...

    async def find_state(self, incident: str) -> tuple[DeliveryState | None, str | None]:
        """The state of the probe's text, once there is one, and the reason for it, where there is one."""
        ...

    async def remove(self, incident: str) -> None: ...


class Lease(Protocol):
    """The right to send for the sender."""

    @property
    def epoch(self) -> int: ...

    @property
    def is_held(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Probed:
    """Whom probes are for, how often one is sent, how long it may take, and how often that is looked at."""

    sender: str
    phone: str
    every_s: float
    within_s: float
    look_s: float = 1.0


class Probing:
    """Probes while the sender's lease is held here."""

    def __init__(
        self, probed: Probed, *, probes: Probes, lease: Lease, publish: Callable[[AlertEvent], Awaitable[None]]
    ) -> None:
        self._probed = probed
        self._probes = probes
        self._lease = lease
        self._publish = publish

    async def keep(self, stop: Stop) -> None:
        """Probe until `stop`."""
        while not await stop.wait_for(self._probed.look_s):
            if not self._lease.is_held:
                # Whoever probes now says how that goes.
                metrics.PROBE_IS_MISSED.set(math.nan)
                continue
            try:
                await self.run(stop)
            except PyMongoError as error:
                log.warning("mongodb.unreachable", error=str(error)[:200])

    async def run(self, stop: Stop) -> Result | None:
        """Send a probe if one is due, and wait for what becomes of it."""
        now = await self._probes.begin(epoch=self._lease.epoch, every_s=self._probed.every_s)
        if now is None:
            return None
        if not may_be_probed(await self._probes.find_rider(self._probed.phone), now):
            log.warning("probe.withheld", hint="the staff phone is to text the sender once, and not to stop or pause")
            return _said(Result.WITHHELD, 0)
        incident, began_s = probe_of(self._probed.sender, now=now), boottime_s()
        await self._probes.add(incident)
        try:
            result = await self._try(incident, began_s, stop)
            # Before it is tidied up, which takes a database.
            return _said(result, boottime_s() - began_s) if result else None
        finally:
            await self._probes.remove(incident.id)

    async def _try(self, incident: Incident, began_s: float, stop: Stop) -> Result | None:
        try:
            await self._publish(event_of_probe(incident))
        except NotPublishedError as error:
            log.warning("probe.not_published", error=str(error)[:200])
            return Result.MISSED
        return await self._wait(incident, began_s, stop)

    async def _wait(self, incident: Incident, began_s: float, stop: Stop) -> Result | None:
        """What became of the probe in time; None where we are to stop before that is known."""
        while (left_s := began_s + self._probed.within_s - boottime_s()) > 0:
            result = result_of(*await self._find_state(incident.id))
            if result is not None:
                return result
            if await stop.wait_for(min(self._probed.look_s, left_s)):
                return None
        return Result.MISSED

    async def _find_state(self, incident: str) -> tuple[DeliveryState | None, str | None]:
        try:
            return await self._probes.find_state(incident)
        except PyMongoError as error:
            # It may be back in time, else this is what probes are to find out.
            log.warning("mongodb.unreachable", error=str(error)[:200])
            return None, None


def _said(result: Result, took_s: float) -> Result:
    metrics.PROBES.labels(result.value).inc()
    if result is Result.DELIVERED:
        metrics.PROBE_DELIVERED_AT.set_to_current_time()
        metrics.PROBE_TOOK.set(took_s)
        log.info("probe.delivered", took_s=round(took_s, 1))
    if result is Result.MISSED:
        log.error("probe.missed", waited_s=round(took_s), hint="see docs/operations.md, The probe")
    if result is not Result.WITHHELD:
        metrics.PROBE_IS_MISSED.set(result is Result.MISSED)
    return result
