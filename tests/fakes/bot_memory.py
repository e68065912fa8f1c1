"""The bot's database in memory: riders, the log of their messages, what replies told, and the open incidents."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pymongo.errors import ServerSelectionTimeoutError

from bot.answering import Inbound, Logged, Seen
from bot.outcome import Outcome, Situation
from models.incident import Incident
from models.rider import Answer, Rider, Told


class BotMemory:
    """Reading, InboundLog, Riders and ToldRows at once; `is_away` makes it a database that cannot be reached."""

    def __init__(self, now: datetime, *incidents: Incident) -> None:
        self.now = now
        self.incidents = list(incidents)
        self.riders: dict[str, Rider] = {}
        self.log: dict[str, tuple[Logged, str, bool]] = {}
        self.told: dict[str, Told] = {}
        self.is_away = False

    @property
    def reading(self) -> "FakeReading":
        return FakeReading(self)

    @property
    def inbound_log(self) -> "FakeInboundLog":
        return FakeInboundLog(self)

    @property
    def stored_riders(self) -> "FakeRiders":
        return FakeRiders(self)

    @property
    def told_rows(self) -> "FakeToldRows":
        return FakeToldRows(self)

    @property
    def forgetting(self) -> "FakeForgetting":
        return FakeForgetting(self)

    def now_s(self) -> float:
        return self.now.timestamp()

    def rider_with(self, phone: str, sender: str) -> Rider | None:
        found = (each for each in self.riders.values() if (each.phone, each.sender) == (phone, sender))
        return next(found, None)

    def check(self) -> None:
        if self.is_away:
            raise ServerSelectionTimeoutError("nobody there")


class FakeReading:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def read(self, message: Inbound, targets: Sequence[str]) -> Seen:
        self._memory.check()
        rider = self._memory.rider_with(message.phone, message.sender)
        logged, *_ = self._memory.log.get(message.sid, (None,))
        concerned = (each for each in self._memory.incidents if each.is_open and set(each.targets) & set(targets))
        return Seen(Situation(self._memory.now, tuple(concerned)), rider, logged)

    async def read_own(self, message: Inbound) -> Seen:
        rider = self._memory.rider_with(message.phone, message.sender)
        return await self.read(message, [each.target for each in rider.subscriptions] if rider else [])


class FakeInboundLog:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def record(self, message: Inbound, outcome: Outcome, seen: Seen) -> bool:
        self._memory.check()
        if message.sid in self._memory.log:
            return False
        entry = Logged(outcome.rider.id, seen.version, is_late=message.missed is not None)
        is_consent = outcome.is_consent or outcome.is_forgotten
        self._memory.log[message.sid] = (entry, outcome.effect, is_consent)
        return True

    async def assign(self, message: Inbound, subscriber: str) -> None:
        entry, effect, is_consent = self._memory.log[message.sid]
        self._memory.log[message.sid] = (replace(entry, subscriber=subscriber), effect, is_consent)

    async def dismiss(self, message: Inbound) -> None:
        self._memory.check()
        self._memory.log.setdefault(message.sid, (Logged("", 0, is_spent=True), "", False))


class FakeForgetting:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def forget(self, rider: Rider) -> None:
        self._memory.check()
        for sid, (entry, effect, is_consent) in self._memory.log.items():
            if entry.subscriber == rider.id:
                reply = rider.recent[-1].reply if sid == rider.recent[-1].sid else None
                self._memory.log[sid] = (replace(entry, is_spent=True, reply=reply), effect, is_consent)
        self._memory.riders.pop(rider.id, None)


class FakeRiders:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def add(self, rider: Rider) -> bool:
        self._memory.check()
        if rider.id in self._memory.riders or self._memory.rider_with(rider.phone, rider.sender):
            return False
        self._memory.riders[rider.id] = rider
        return True

    async def replace(self, seen: Rider, rider: Rider) -> bool:
        self._memory.check()
        stored = self._memory.riders[seen.id]
        if (stored.version, stored.status) != (seen.version, seen.status) or stored.answer_to(rider.recent[-1].sid):
            return False
        self._memory.riders[seen.id] = rider
        return True


class FakeToldRows:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def record(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        self._memory.check()
        for told in answer.told:
            self._memory.told.setdefault(told.delivery, told)
