"""The bot's database in memory: riders, the log of their messages, what replies told, and the incidents."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.conversation.outcome import LastText, Outcome, Situation
from bot.conversation.wants import Wants
from bot.hearing.message import Inbound, Logged, Seen
from bot.hearing.ports import Stores
from models.incident import Incident
from models.rider import Answer, Rider, Told


class BotMemory:
    """Everything that the bot reads and writes; `check` is called before each access, and may raise."""

    def __init__(self, now: datetime, *incidents: Incident, check: Callable[[], None] = lambda: None) -> None:
        self.now = now
        self.incidents = list(incidents)
        self.riders: dict[str, Rider] = {}
        self.log: dict[str, tuple[Logged, str, bool]] = {}
        self.told: dict[str, Told] = {}
        self.notes: dict[str, tuple[str, datetime]] = {}
        self.last_texts: dict[str, LastText] = {}
        self.released: list[str] = []
        self.check = check

    def stores(self) -> Stores:
        return Stores(
            reading=_Reading(self),
            log=_InboundLog(self),
            riders=_Riders(self),
            told=_ToldRows(self),
            notes=_Notes(self),
            held=_HeldTexts(self),
            forgetting=_Forgetting(self),
        )

    def now_s(self) -> float:
        return self.now.timestamp()

    def rider_with(self, phone: str, sender: str) -> Rider | None:
        found = (each for each in self.riders.values() if (each.phone, each.sender) == (phone, sender))
        return next(found, None)


class _Reading:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def read(self, message: Inbound, wants: Wants) -> Seen:
        self._memory.check()
        rider = self._memory.rider_with(message.phone, message.sender)
        logged, *_ = self._memory.log.get(message.sid, (None,))
        targets = {*wants.targets, *(_targets_of(rider, wants) if rider else ())}
        concerned = (each for each in self._memory.incidents if each.is_open and targets.intersection(each.targets))
        last = self._memory.last_texts.get(rider.id) if rider and wants.is_about_last_text else None
        begun = rider.more.incident if rider and rider.more and wants.is_own else ""
        going_on_with = next((each for each in self._memory.incidents if begun and each.id == begun), None)
        return Seen(Situation(self._memory.now, tuple(concerned), last, going_on_with), rider, logged)


def _targets_of(rider: Rider, wants: Wants) -> Iterable[str]:
    if wants.is_own:
        yield from (each.target for each in rider.subscriptions)
        yield from rider.more.targets if rider.more else ()
    if wants.is_answer and rider.question:
        yield from (each.target for each in rider.question.options)


class _InboundLog:
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


class _Riders:
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


class _ToldRows:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def record(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        self._memory.check()
        for told in answer.told:
            self._memory.told.setdefault(told.delivery, told)
            incident = next((each for each in situation.incidents if each.id == told.incident), None)
            if incident:
                targets = tuple(each.target for each in rider.subscriptions if each.target in incident.targets)
                self._memory.last_texts[rider.id] = LastText(incident, situation.read_at, targets)


class _Notes:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def add(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        self._memory.check()
        if answer.note and rider.id in self._memory.riders:
            self._memory.notes.setdefault(answer.sid, (answer.note, situation.read_at))


class _HeldTexts:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def release(self, subscriber: str) -> None:
        self._memory.check()
        self._memory.released.append(subscriber)


class _Forgetting:
    def __init__(self, memory: BotMemory) -> None:
        self._memory = memory

    async def forget(self, rider: Rider) -> None:
        self._memory.check()
        for sid, (entry, effect, is_consent) in self._memory.log.items():
            if entry.subscriber == rider.id:
                reply = rider.recent[-1].reply if sid == rider.recent[-1].sid else None
                self._memory.log[sid] = (replace(entry, is_spent=True, reply=reply), effect, is_consent)
        self._memory.riders.pop(rider.id, None)
        self._memory.last_texts.pop(rider.id, None)
