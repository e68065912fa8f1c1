"""Riders who write: they stop, come back, pause, and change what they get, mostly while an alert goes round."""

import asyncio
import random
import time
from dataclasses import dataclass, field

import structlog

from sandbox.twilio_simulator.inbound import InboundResult
from tests.chaos.harness.agency import Agency
from tests.chaos.harness.life import Act, Life, State, Word
from tests.chaos.harness.world import SUBJECTS, World

TRIES = 40
AGAIN_S = 1.0
WHILE_TOLD_S = 4.0
JUST_TRIED_S = 1.0
# By what a reply begins with that shows the message was understood; STOP and START are answered by the phone company.
PROOFS = {
    Word.PAUSE: ("No texts until",),
    Word.RESUME: ("You get alerts again", "You are not paused"),
    Word.SUBSCRIBE: ("You get alerts for",),
    Word.UNSUBSCRIBE: ("No more alerts for", "You get no alerts", "You have no alerts"),
}
TROUBLE = "We could not do that"
log = structlog.get_logger()


@dataclass
class Writers:
    """Those of the riders who write, a few at the same time, one message of each after the other."""

    world: World
    agency: Agency
    unheard: int = 0
    written: int = 0
    _busy: set[str] = field(default_factory=set)
    _states: dict[str, State] = field(default_factory=dict)

    async def work(self) -> None:
        """Write until the agency ends; what was begun is finished."""
        dice = self.world.plan.dice("writing")
        async with asyncio.TaskGroup() as group:
            while not self.agency.is_ending.is_set():
                await asyncio.sleep(dice.expovariate(1 / self.world.plan.write_every_s))
                phone, is_told = self._drawn(dice)
                if phone is not None:
                    self._busy.add(phone)
                    life = self.world.lives[phone]
                    group.create_task(self._write(life, random.Random(dice.random()), is_told=is_told))

    def _drawn(self, dice: random.Random) -> tuple[str | None, bool]:
        """Somebody who is not writing already, and whether a text is on its way to them.

        Rather one whose text has just failed and will be tried again, one who is told just now, or one who has stopped.
        """
        now = time.time()
        free = [each for each in self.world.writers if each not in self._busy]
        away = [each for each in free if self._state(each).is_stopped or self._state(each).is_paused]
        here = [each for each in free if each not in away]
        tried = [each for each in here if now - self.world.texts.failed_at.get(each, 0) < JUST_TRIED_S]
        news = [routes for routes, at in self.agency.audience.items() if now - at < WHILE_TOLD_S]
        told = [each for each in here if any(self._state(each).hears_of(routes) for routes in news)]
        lot = dice.random()
        crowds = ((0.4, tried), (0.6, told), (0.9, away))
        chosen = next((crowd for most, crowd in crowds if lot < most and crowd), free)
        return dice.choice(chosen) if chosen else None, chosen is tried or chosen is told

    async def _write(self, life: Life, dice: random.Random, *, is_told: bool) -> None:
        try:
            before = self._state(life.phone)
            word, route = _wish(before, dice, is_told=is_told)
            act = await self._say(life, word, route)
            self._states[life.phone] = before.after(act)
        finally:
            self._busy.discard(life.phone)

    async def _say(self, life: Life, word: Word, route: str) -> Act:
        """Text until it is understood, as people do."""
        began = time.time()
        words = f"{word.value} {route}".strip()
        place = len(life.acts)
        # Until it is answered, it may have been heard or not.
        life.acts.append(Act(word, began, float("inf"), route, is_done=False))
        for _ in range(TRIES):
            self.written += 1
            result = await self.world.stack.simulator.text(life.phone, words, to=life.sender)
            is_done = _is_understood(word, result)
            since = result.at if word is Word.STOP and is_done else began
            life.acts[place] = Act(word, began, result.answered_at if is_done else float("inf"), route, is_done)
            if is_done:
                return life.acts[place]
            self.unheard += 1
            log.info("text.not_understood", words=words, status=result.webhook_status, replies=result.replies, at=since)
            await asyncio.sleep(AGAIN_S)
        return life.acts[place]

    def _state(self, phone: str) -> State:
        return self._states.get(phone) or State(self.world.lives[phone].routes)


def _wish(state: State, dice: random.Random, *, is_told: bool) -> tuple[Word, str]:
    """What a rider in that state may want next; one whom a text is on its way to has often enough of them."""
    word = _word(state, dice, is_told=is_told)
    others = sorted(set(SUBJECTS) - state.routes)
    match word:
        case Word.SUBSCRIBE:
            return (word, dice.choice(others)) if others else (Word.STATUS, "")
        case Word.UNSUBSCRIBE:
            return word, dice.choice(sorted(state.routes))
    return word, ""


def _word(state: State, dice: random.Random, *, is_told: bool) -> Word:
    if state.is_stopped:
        return Word.START
    if state.is_paused:
        return dice.choice([Word.RESUME, Word.RESUME, Word.STOP])
    if not state.routes:
        return Word.SUBSCRIBE
    if is_told and dice.random() < 0.6:
        return Word.STOP
    return dice.choice([Word.STOP, Word.PAUSE, Word.PAUSE, Word.SUBSCRIBE, Word.UNSUBSCRIBE, Word.STATUS])


def _is_understood(word: Word, result: InboundResult) -> bool:
    if result.webhook_status != 200 or any(each.startswith(TROUBLE) for each in result.replies):
        return False
    proofs = PROOFS.get(word)
    return proofs is None or any(each.startswith(proofs) for each in result.replies)
