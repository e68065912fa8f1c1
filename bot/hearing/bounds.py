"""Whose texts are answered, and how many of them: an answering within bounds, which every STOP passes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import structlog
from pymongo.errors import PyMongoError

from bot.commands.command import CarrierWord, OptOut, WishToStop
from bot.conversation.outcome import Setting
from bot.hearing.answering import Answering
from bot.hearing.message import Answered, Inbound
from bot.hearing.turnstile import Turn, Turnstile
from models.phone import country_of
from runtime.clock import boottime_s

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Bounds:
    """Answers numbers of `countries`, each as often as the turnstile lets them."""

    answering: Answering
    setting: Callable[[], Setting]
    countries: Collection[str]
    turnstile: Turnstile
    now_s: Callable[[], float] = boottime_s

    async def answer(self, message: Inbound) -> Answered:
        """The reply to `message`, if it is to have one."""
        if country_of(message.phone) not in self.countries:
            return await self._foreign(message)
        if isinstance(message.command, CarrierWord | WishToStop):
            return await self.answering.answer(message, self.setting())
        if message.missed:
            return await self._late(message)
        turn = self.turnstile.turn(message.phone, message.sid, now_s=self.now_s())
        if turn is Turn.PASSES:
            return await self.answering.answer(message, self.setting())
        await self._dismiss(message)
        # Whoever wants no texts is not told that they sent too many.
        if turn is Turn.NOTICE and not await self.answering.has_stopped(message):
            return Answered(self.setting().speaking(message.spoken or "").say("words.too_many"), "too-many")
        return Answered(None, "too-many")

    async def _dismiss(self, message: Inbound) -> None:
        # Else whoever looks for missed messages would find it, and do in five minutes what was refused now.
        try:
            await self.answering.dismiss(message)
        except PyMongoError as error:
            log.warning("inbound.not_dismissed", sid=message.sid, error=type(error).__name__)

    async def _late(self, message: Inbound) -> Answered:
        """What was missed is applied, however much it is; answered are no more than the turnstile lets pass."""
        answered = await self.answering.answer(message, self.setting())
        if not answered.reply:
            return answered
        turn = self.turnstile.turn(message.phone, message.sid, now_s=self.now_s())
        return answered if turn is Turn.PASSES else replace(answered, reply=None)

    async def _foreign(self, message: Inbound) -> Answered:
        """Silence: an answer would cost what those who pump SMS earn. A rider's wish to stop is kept nevertheless."""
        if isinstance(message.command, OptOut | WishToStop):
            await self.answering.answer(replace(message, command=OptOut()), self.setting(), only_known=True)
        return Answered(None, "foreign")
