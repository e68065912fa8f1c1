"""How the parts of the bot that work beside its webhooks are put together."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.catching_up.catch_up import CatchUp, Listing, Progress, Times
from bot.catching_up.late_replies import MongoLateReplies
from bot.catching_up.missed_log import MongoMissedLog
from bot.hearing.message import Answered, Inbound
from bot.settings import BotSettings
from bot.stores.consent_hash import ConsentKeys
from bot.stores.forgetting import MongoForgetting
from bot.stores.inbound_log import MongoInboundLog
from bot.stores.receipts import MongoReceipts
from bot.stores.tidying import Tidying
from bot.webhooks.receipt_batches import ReceiptBatches
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


def build_tidying(settings: BotSettings, database: Database) -> Tidying:
    """What keeps riders' words no longer than promised."""
    return Tidying(
        messages=MongoInboundLog(database),
        forgetting=build_forgetting(settings, database),
        clock=DatabaseClock(database),
        senders=settings.senders,
        words_kept=timedelta(days=settings.words_kept_days),
    )
