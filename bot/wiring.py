"""How the parts of the bot that work beside its webhooks are put together."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from quart import Blueprint

from bot.catching_up.catch_up import CatchUp, Listing, Progress, Times
from bot.catching_up.late_replies import MongoLateReplies
from bot.catching_up.missed_log import MongoMissedLog
from bot.hearing.message import Answered, Inbound
from bot.pages.headers import security_headers
from bot.pages.kept_board import KeptBoard
from bot.pages.operator import Operator
from bot.pages.public_page import Known, PublicPages
from bot.pages.rendering import Rendering
from bot.pages.routes import PageParts, create_pages
from bot.pages.visitors import Visitors
from bot.pages.wording_files import load_page_wordings
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from bot.stores.consent_hash import ConsentKeys
from bot.stores.forgetting import MongoForgetting
from bot.stores.inbound_log import MongoInboundLog
from bot.stores.open_incidents import MongoOpenIncidents
from bot.stores.receipts import MongoReceipts
from bot.stores.tidying import Tidying
from bot.webhooks.receipt_batches import ReceiptBatches
from models.documents.delivery import KEPT_S
from models.documents.reacting import Reacting
from runtime.database_clock import DatabaseClock
from runtime.mongo import Database


def build_forgetting(settings: BotSettings, database: Database) -> MongoForgetting:
    return MongoForgetting(database, ConsentKeys(database, settings.consent_hash_key))


def build_catch_up(
    settings: BotSettings,
    database: Database,
    answer: Callable[[Inbound], Awaitable[Answered]],
    listing: Listing,
    progress: Progress,
) -> CatchUp:
    """What finds missed messages and hands them to `answer`."""
    return CatchUp(
        listing=listing,
        log=MongoMissedLog(database),
        progress=progress,
        answer=answer,
        late_replies=MongoLateReplies(database),
        times=Times(
            every_s=settings.catch_up_every_s,
            settled_after=timedelta(seconds=settings.catch_up_after_s),
            overlap=timedelta(seconds=settings.catch_up_overlap_s),
            first_look=timedelta(seconds=settings.catch_up_first_s),
            answered_for=timedelta(seconds=settings.late_reply_s),
        ),
    )


def build_receipts(settings: BotSettings, database: Database) -> ReceiptBatches:
    """What writes down what became of texts."""
    reports = MongoReceipts(
        database,
        reacting=Reacting(suppress_after=settings.suppress_after),
        again_after=timedelta(seconds=settings.once_more_after_s),
    )
    return ReceiptBatches(reports, gather_s=settings.receipt_gather_s)


def build_pages(settings: BotSettings, database: Database, directory: KeptDirectory) -> Blueprint:
    """What anybody may read about the number."""
    wordings = load_page_wordings()
    rendering = Rendering(operator_of(settings), wordings)
    incidents = MongoOpenIncidents(database)
    board = KeptBoard(
        lambda: incidents.read(directory.current.feeds),
        every_s=settings.page_every_s,
        timeout_s=settings.answer_timeout_s,
    )
    return create_pages(
        PageParts(
            pages=PublicPages(
                board=board,
                known=lambda: Known(directory.current, directory.fresh_at),
                rendering=rendering,
                wordings=wordings,
                stale_after=timedelta(seconds=settings.stale_after_s),
            ),
            visitors=Visitors(per_minute=settings.pages_per_minute),
            headers=security_headers(rendering.style, settings.public_base_url),
            languages=tuple(wordings),
            proxies=settings.proxies,
            every_s=settings.page_every_s,
        )
    )


def operator_of(settings: BotSettings) -> Operator:
    """What the pages promise, as the settings have it."""
    return Operator(
        number=settings.riders_text,
        name=settings.operator_name or "",
        contact=settings.operator_contact or "",
        daily_cap=settings.daily_cap,
        daily_cap_urgent=max(settings.daily_cap, settings.daily_cap_urgent),
        words_kept_days=settings.words_kept_days,
        texts_kept_days=KEPT_S // (24 * 3600),
        is_trial=settings.dry_run,
    )


def build_tidying(settings: BotSettings, database: Database) -> Tidying:
    """What keeps riders' words no longer than promised."""
    return Tidying(
        messages=MongoInboundLog(database),
        forgetting=build_forgetting(settings, database),
        clock=DatabaseClock(database),
        senders=settings.senders,
        words_kept=timedelta(days=settings.words_kept_days),
    )
