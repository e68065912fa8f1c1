"""`python -m bot`: answers riders' texts and hears what became of ours."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta

import structlog
from quart import Quart

from bot.answering import Answering, Stores
from bot.app import create_app
from bot.bounds import Bounds
from bot.catalogue import KeptDirectory
from bot.conversation.outcome import Limits, Setting
from bot.dry_run import NobodyTold, unanswered
from bot.gate import Gate
from bot.inbound_log import MongoInboundLog
from bot.receipts import MongoReceipts
from bot.riders import MongoRiders
from bot.settings import BotSettings
from bot.signature import Signatures
from bot.situation import MongoReading
from bot.told_rows import MongoToldRows
from bot.turnstile import Turnstile
from bot.webhook import Parts
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.wording_files import load_wordings
from runtime.internal_server import create_internal_app, serve_app
from runtime.logs import configure_logs
from runtime.mongo import Database, is_reachable, open_database
from runtime.process import Stop, run
from runtime.settings import load_settings

log = structlog.get_logger()


async def serve(settings: BotSettings, stop: Stop) -> None:
    """Open what is needed in reading order, answer until `stop`, close in reverse."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings, DOCUMENTS, schema_version=SCHEMA_VERSION))
        directory = KeptDirectory(database)
        await directory.refresh()
        app = build(settings, database, directory)
        stop.started()
        log.info("bot.started", sender=settings.twilio_sender, port=settings.port, dry_run=settings.dry_run)
        async with asyncio.TaskGroup() as group:
            group.create_task(_serve_health(settings, database, directory, stop))
            group.create_task(directory.keep(settings.catalogue_every_s, stop))
            group.create_task(serve_app(app, host=settings.host, port=settings.port, stop=stop))
        log.info("bot.stopped")


def build(settings: BotSettings, database: Database, directory: KeptDirectory) -> Quart:
    """The public application on real parts."""
    answering = Answering(
        Stores(
            reading=MongoReading(database),
            log=MongoInboundLog(database),
            riders=MongoRiders(database),
            told=NobodyTold() if settings.dry_run else MongoToldRows(database),
            notes=MongoNotes(database),
            held=MongoHeldTexts(database),
            forgetting=MongoForgetting(database),
        )
    )
    setting = setting_of(settings, directory)
    bounds = Bounds(answering, setting, settings.countries, Turnstile(per_minute=settings.texts_per_minute))
    return create_app(
        Parts(
            gate=Gate(Signatures(settings.auth_tokens, settings.public_base_url), settings.twilio_account_sid),
            answer=unanswered(bounds.answer) if settings.dry_run else bounds.answer,
            apply_receipt=MongoReceipts(database).apply,
            sender=settings.twilio_sender,
            trouble=lambda spoken: "" if settings.dry_run else setting().speaking(spoken or "").say("words.trouble"),
            answer_timeout_s=settings.answer_timeout_s,
        ),
        request_bytes=settings.request_bytes,
    )


def setting_of(settings: BotSettings, directory: KeptDirectory) -> Callable[[], Setting]:
    """The setting of the next message: the directory changes under way."""
    wordings = load_wordings()
    limits = Limits(
        subscriptions=settings.most_subscriptions,
        question_lasts=timedelta(seconds=settings.question_lasts_s),
        pause=timedelta(seconds=settings.pause_s),
        stale_after=timedelta(seconds=settings.stale_after_s),
    )
    return lambda: Setting(
        directory=directory.current,
        wordings=wordings,
        opt_out_handling=settings.opt_out_handling,
        fresh_at=directory.fresh_at,
        limits=limits,
    )


async def _serve_health(settings: BotSettings, database: Database, directory: KeptDirectory, stop: Stop) -> None:
    async def mongodb() -> bool:
        return await is_reachable(database)

    async def details() -> dict[str, object]:
        feeds = directory.current.feeds.values()
        return {"routes": {feed.feed: len(feed.routes) for feed in feeds}}

    app = create_internal_app({"mongodb": mongodb}, details)
    await serve_app(app, host=settings.internal_host, port=settings.internal_port, stop=stop)


def main() -> None:
    settings = load_settings(BotSettings)
    configure_logs("bot", log_format=settings.log_format, level=settings.log_level)
    run(lambda stop: serve(settings, stop))


if __name__ == "__main__":
    main()
