"""`python -m bot`: answers riders' texts and hears what became of ours."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta

import structlog
from quart import Quart

from bot.catching_up.progress import MongoProgress
from bot.catching_up.twilio_inbound import TwilioInbound
from bot.conversation.outcome import Limits, Setting
from bot.hearing.answering import Answering
from bot.hearing.bounds import Bounds
from bot.hearing.dry_run import NobodyTold, unanswered
from bot.hearing.message import Answered, Inbound
from bot.hearing.ports import Stores
from bot.hearing.turnstile import Turnstile
from bot.operating import command_line
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from bot.stores.held_texts import MongoHeldTexts
from bot.stores.inbound_log import MongoInboundLog
from bot.stores.notes import MongoNotes
from bot.stores.riders import MongoRiders
from bot.stores.situation import MongoReading
from bot.stores.told_rows import MongoToldRows
from bot.webhooks.app import create_app
from bot.webhooks.gate import Gate
from bot.webhooks.signature import Signatures
from bot.webhooks.webhook import Parts
from bot.wiring import build_catch_up, build_forgetting, build_pages, build_receipts, build_tidying
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.wording_files import load_wordings
from runtime.entry import enter
from runtime.internal_server import create_internal_app, serve_app
from runtime.mongo import Database, find_problem, open_database
from runtime.process import Stop
from runtime.tracing import configure_tracing
from runtime.twilio_transport import open_twilio

Trouble = Callable[[str | None], str]
Answer = Callable[[Inbound], Awaitable[Answered]]
log = structlog.get_logger()


async def serve(settings: BotSettings, stop: Stop) -> None:
    """Open what is needed in reading order, answer until `stop`, close in reverse."""
    configure_tracing("bot", settings.otel_exporter_otlp_endpoint)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings, DOCUMENTS, schema_version=SCHEMA_VERSION))
        directory = KeptDirectory(database)
        await directory.refresh()
        twilio = await stack.enter_async_context(
            open_twilio(settings, connections=1, timeout_s=settings.twilio_timeout_s)
        )
        answer = build_answer(settings, database, directory)
        app = build_app(settings, database, directory, answer)
        catch_ups = [
            build_catch_up(settings, database, answer, TwilioInbound(twilio, each), MongoProgress(database, each))
            for each in settings.senders
        ]
        stop.started()
        log.info("bot.started", senders=settings.senders, port=settings.port, dry_run=settings.dry_run)
        async with asyncio.TaskGroup() as group:
            group.create_task(_serve_health(settings, database, directory, stop))
            group.create_task(directory.keep(settings.catalogue_every_s, stop))
            for each in catch_ups:
                group.create_task(each.keep(stop))
            group.create_task(build_tidying(settings, database).keep(stop))
            group.create_task(serve_app(app, host=settings.host, port=settings.port, stop=stop))
        log.info("bot.stopped")


def build(settings: BotSettings, database: Database, directory: KeptDirectory) -> Quart:
    """The public application on real parts."""
    return build_app(settings, database, directory, build_answer(settings, database, directory))


def build_answer(settings: BotSettings, database: Database, directory: KeptDirectory) -> Answer:
    """What answers a message, however it came."""
    answering = Answering(
        Stores(
            reading=MongoReading(database),
            log=MongoInboundLog(database),
            riders=MongoRiders(database),
            told=NobodyTold() if settings.dry_run else MongoToldRows(database),
            notes=MongoNotes(database),
            held=MongoHeldTexts(),
            forgetting=build_forgetting(settings, database),
        )
    )
    setting = setting_of(settings, directory)
    bounds = Bounds(answering, setting, settings.countries, Turnstile(per_minute=settings.texts_per_minute))
    return unanswered(bounds.answer) if settings.dry_run else bounds.answer


def build_app(settings: BotSettings, database: Database, directory: KeptDirectory, answer: Answer) -> Quart:
    return create_app(
        Parts(
            gate=Gate(Signatures(settings.auth_tokens, settings.public_base_url), settings.twilio_account_sid),
            answer=answer,
            apply_receipt=build_receipts(settings, database).apply,
            senders=settings.senders,
            trouble=trouble_of(settings, directory),
            answer_timeout_s=settings.answer_timeout_s,
            receipt_timeout_s=settings.receipt_timeout_s,
        ),
        request_bytes=settings.request_bytes,
        pages=build_pages(settings, database, directory),
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


def trouble_of(settings: BotSettings, directory: KeptDirectory) -> Trouble:
    """What is said, in the language of a message, where it cannot be answered now; in a dry run nothing."""
    setting = setting_of(settings, directory)()
    return lambda spoken: "" if settings.dry_run else setting.speaking(spoken or "").say("words.trouble")


async def _serve_health(settings: BotSettings, database: Database, directory: KeptDirectory, stop: Stop) -> None:
    async def mongodb() -> str | None:
        return await find_problem(database)

    async def details() -> dict[str, object]:
        feeds = directory.current.feeds.values()
        return {"routes": {feed.feed: len(feed.routes) for feed in feeds}}

    app = create_internal_app({"mongodb": mongodb}, details)
    await serve_app(app, host=settings.internal_host, port=settings.internal_port, stop=stop)


def main(arguments: Sequence[str]) -> int:
    return enter("bot", arguments, settings=BotSettings, serve=serve, obey=command_line.main)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
