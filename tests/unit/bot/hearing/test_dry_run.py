"""In a dry run riders are heard, and nobody is answered."""

import structlog

from bot.conversation.outcome import Situation
from bot.hearing.dry_run import NobodyTold, unanswered
from bot.hearing.message import Answered, Inbound
from models.rider import Answer
from tests.fakes.bot_world import NEW, NOW, make_inbound


async def answer(message: Inbound) -> Answered:
    return Answered(None if message.words == "STOP" else f"You said {message.words}.", "answered")


async def test_the_reply_is_in_the_log_and_not_on_the_phone() -> None:
    message = make_inbound("LIST")
    with structlog.testing.capture_logs() as logs:
        answered = await unanswered(answer)(message)

    assert answered == Answered(None, "answered")
    assert logs == [
        {
            "event": "dry_run.reply",
            "sid": message.sid,
            "to": "+1416***0101",
            "body": "You said LIST.",
            "log_level": "info",
        },
    ]


async def test_silence_needs_no_line() -> None:
    with structlog.testing.capture_logs() as logs:
        await unanswered(answer)(make_inbound("STOP"))

    assert logs == []


async def test_nobody_counts_as_told() -> None:
    await NobodyTold().record(NEW, Answer("SM1", "504 King: Detour"), Situation(NOW))
