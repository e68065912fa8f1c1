"""What goes wrong: processes and servers are killed, frozen and started again, and clocks set, all by chance."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from sandbox.processes import ChildProcess
from tests.chaos.harness.world import World

WEIGHTS = {"kill": 60, "freeze": 14, "clock": 8, "mongod": 9, "broker": 12}
KINDS = {"notifier": 6, "pipeline": 4, "bot": 4}
AWAY_S = (0.1, 0.5, 1, 3)
FREEZES_S = (0.3, 1.2, 2.5, 10)  # the last is longer than a lease, and than the wait for a lost answer after it
MONGOD_SHARE, MONGOD_FREEZE_S = 0.15, 2.5
OUTAGES_S = (0.5, 2, 6.5, 8)  # of the broker: the last two are longer than a publish waits
APACHE_SHARE = 0.33
NEWS_S = 4.0
STEPS_S = (-3600, -90, 45, 3600)
WATCH_S = 1.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Disturbance:
    """One thing that went wrong, from when until when."""

    kind: str
    name: str
    at: float
    until: float


@dataclass
class Disturber:
    """Disturbs one thing after the other, never one that is being disturbed; starts what ends by itself, too."""

    world: World
    done: list[Disturbance] = field(default_factory=list)
    ended_by_themselves: Counter[str] = field(default_factory=Counter)
    _busy: set[str] = field(default_factory=set)

    async def work(self, end: asyncio.Event) -> None:
        """Disturb until `end`; what was begun is made good."""
        dice = self.world.plan.dice("disturber")
        async with asyncio.TaskGroup() as group:
            while not end.is_set():
                await asyncio.sleep(dice.expovariate(1 / self.world.plan.disturb_every_s))
                kind, name, act = self._drawn(dice)
                if name not in self._busy and not end.is_set():
                    self._busy.add(name)
                    group.create_task(self._disturb(kind, name, act))

    async def watch(self) -> None:
        """Start again what ended by itself, as compose and systemd do; until it is cancelled."""
        while True:
            await asyncio.sleep(WATCH_S)
            for name, process in self.world.stack.processes.items():
                if not process.running and name not in self._busy:
                    self.ended_by_themselves[_kind(name)] += 1
                    log.warning("process.ended_by_itself", name=name, code=process.exit_code, log=process.log_tail(3))
                    await process.start()

    @property
    def kills(self) -> int:
        return self.count("kill", "empty")

    def count(self, *kinds: str) -> int:
        return sum(each.kind in kinds for each in self.done)

    def slept(self) -> list[tuple[float, float]]:
        """When a process that sends was frozen."""
        return [(each.at, each.until) for each in self.done if each.kind == "freeze" and "notifier" in each.name]

    def _drawn(self, dice: random.Random) -> tuple[str, str, Callable[[], Awaitable[None]]]:
        """What goes wrong next: its kind, with whom, and how."""
        stack, name = self.world.stack, self._drawn_process(dice)
        process, away_s, freeze_s = stack.processes[name], dice.choice(AWAY_S), dice.choice(FREEZES_S)
        lot, step = dice.random(), dice.choice(STEPS_S)
        match dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]:
            case "freeze" if lot < MONGOD_SHARE and stack.mongod is not None:
                mongod = stack.mongod.process
                return "freeze", "mongod", lambda: _freeze(mongod, min(freeze_s, MONGOD_FREEZE_S))
            case "freeze":
                return "freeze", name, lambda: _freeze(process, freeze_s)
            case "clock" if self.world.clocks.can_step:
                return "clock", name, lambda: self._step(name, step, freeze_s)
            case "mongod" if stack.mongod is not None:
                return "kill", "mongod", lambda: self._restart_mongod(away_s)
            case "broker" if stack.broker is not None and self._may_end_broker(lot):
                gone_s, is_empty = dice.choice(OUTAGES_S), dice.random() < 0.5
                kind = "empty" if is_empty else "kill"
                return kind, "broker", lambda: self._restart_broker(gone_s, is_empty=is_empty)
        return "kill", name, lambda: _restart(process, away_s)

    def _drawn_process(self, dice: random.Random) -> str:
        """One of the processes; by kind, however many there are of each."""
        names = list(self.world.stack.processes)
        kinds = Counter(_kind(each) for each in names)
        return dice.choices(names, [KINDS[_kind(each)] / kinds[_kind(each)] for each in names])[0]

    def _may_end_broker(self, lot: float) -> bool:
        # Apache Kafka takes seconds of both cores to start.
        broker = self.world.stack.broker
        return broker is not None and (not broker.is_idempotent or lot < APACHE_SHARE)

    async def _disturb(self, kind: str, name: str, act: Callable[[], Awaitable[None]]) -> None:
        at = time.time()
        log.info("disturbance", kind=kind, name=name)
        try:
            await act()
        finally:
            self._busy.discard(name)
            self.done.append(Disturbance(kind, name, at, time.time()))

    async def _step(self, name: str, ahead_s: int, for_s: float) -> None:
        self.world.clocks.set(name, ahead_s)
        try:
            await asyncio.sleep(for_s)
        finally:
            self.world.clocks.set(name, 0)

    async def _restart_mongod(self, away_s: float) -> None:
        mongod = self.world.stack.mongod
        if mongod is not None:
            await mongod.process.kill()
            await asyncio.sleep(away_s)
            await mongod.restart()

    async def _restart_broker(self, away_s: float, *, is_empty: bool) -> None:
        broker = self.world.stack.broker
        if broker is not None:
            await self._next_news()
            await broker.process.kill()
            await asyncio.sleep(away_s)
            await (broker.restart_empty() if is_empty else broker.restart())

    async def _next_news(self) -> None:
        """Wait until the agency has news, which are then to be published."""
        known_at, deadline = self.world.chronicle.latest_at, time.time() + NEWS_S
        while self.world.chronicle.latest_at == known_at and time.time() < deadline:  # noqa: ASYNC110  # news are no Event
            await asyncio.sleep(0.05)


def _kind(name: str) -> str:
    return name.partition("-")[0]


async def _restart(process: ChildProcess, away_s: float) -> None:
    await process.kill()
    await asyncio.sleep(away_s)
    await process.start()


async def _freeze(process: ChildProcess, for_s: float) -> None:
    process.suspend()
    try:
        await asyncio.sleep(for_s)
    finally:
        process.resume()
