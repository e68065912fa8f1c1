"""`DRY_RUN=true`: riders are heard and not answered, the log says what they would have read."""

from collections.abc import Awaitable, Callable

import structlog

from bot.conversation.outcome import Situation
from bot.hearing.message import Answered, Inbound
from models.phone import mask
from models.rider import Answer, Rider

Answering = Callable[[Inbound], Awaitable[Answered]]
log = structlog.get_logger()


def unanswered(answer: Answering) -> Answering:
    """`answer`, with the reply in the log instead of on the rider's phone."""

    async def answer_nobody(message: Inbound) -> Answered:
        answered = await answer(message)
        if answered.reply:
            log.info("dry_run.reply", sid=message.sid, to=mask(message.phone), body=answered.reply)
        return Answered(None, answered.effect)

    return answer_nobody


class NobodyTold:
    """What a reply shows tells nobody, where no reply is sent: the alert is news for them once we are live."""

    async def record(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        """Write nothing down."""
