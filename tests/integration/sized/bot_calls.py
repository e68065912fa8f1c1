"""What the bot asks MongoDB for every message, for every report, and every hour."""

from datetime import timedelta

import pytest
from _pytest.mark import ParameterSet
from pydantic import SecretStr

from bot.__main__ import build
from bot.catching_up.missed_log import MongoMissedLog
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from bot.stores.consent_hash import ConsentKeys
from bot.stores.forgetting import MongoForgetting
from bot.stores.inbound_log import MongoInboundLog
from bot.stores.receipts import MongoReceipts
from models.delivery import DeliveryState, Slot, delivery_id
from models.documents.reacting import Reacting
from models.reports import Receipt
from runtime.mongo import Database
from tests.fakes.bot_client import ACCOUNT, BASE_URL, TOKEN, Twilio
from tests.fakes.bot_world import make_sid
from tests.integration.sized.case import Case
from tests.integration.sized.many import A_FEW, DOCUMENTS, NOW, SENDER, phone, rider_id

# A rider by their phone, their texts, what goes on, and the directory that a bot begins with.
INDEXES = {"phone_1_sender_1", "of_rider", "told", "current", "feed_1_import_version_1"}


def message(words: str, number: int) -> Case:
    """One message of a rider's, from the webhook to the answer."""

    async def ask(database: Database) -> None:
        directory = KeptDirectory(database)
        await directory.refresh()
        settings = BotSettings(
            mongodb_uri="mongodb://unused",
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=SecretStr(TOKEN),
            twilio_sender=SENDER,
            public_base_url=BASE_URL,
        )
        twilio = Twilio(build(settings, database, directory))
        await twilio.text(words, DOCUMENTS + number, From=phone(number))
        rider = await database["subscribers"].find_one({"_id": rider_id(number)}, {"version": 1})
        assert rider == {"_id": rider_id(number), "version": 1}

    return Case(ask, INDEXES)


async def _receipt(database: Database) -> None:
    name = delivery_id(incident="ttc/unknown/1", occasion="1", slot=Slot.NOTICE, subscriber=rider_id(2))
    receipt = Receipt(name, 1, make_sid(DOCUMENTS * 2), DeliveryState.DELIVERED, None)
    receipts = MongoReceipts(database, reacting=Reacting(suppress_after=3), again_after=timedelta(minutes=5))
    assert await receipts.apply_all([receipt])


async def _missed(database: Database) -> None:
    assert await MongoMissedLog(database).standings([make_sid(number) for number in range(50)])


async def _strip(database: Database) -> None:
    assert await MongoInboundLog(database).strip(before=NOW - timedelta(days=30)) == A_FEW - A_FEW // 4


async def _finish_forgetting(database: Database) -> None:
    assert await MongoForgetting(database, ConsentKeys(database, None)).finish(SENDER) == 0


CALLS: list[ParameterSet] = [
    pytest.param(message("SUBSCRIBE 510", 101), id="SUBSCRIBE"),
    pytest.param(message("STATUS", 102), id="STATUS"),
    pytest.param(message("WHY", 103), id="WHY"),
    pytest.param(message("QUIET 22-7", 104), id="QUIET"),
    pytest.param(message("STOP", 105), id="STOP"),
    pytest.param(message("START", 106), id="START"),
    pytest.param(message("FORGET ME", 107), id="FORGET ME"),
    pytest.param(Case(_receipt), id="a report of Twilio's"),
    pytest.param(Case(_missed), id="whether messages were missed"),
    pytest.param(Case(_strip, {"words"}, spare=A_FEW), id="words that were kept long enough"),
    pytest.param(Case(_finish_forgetting, {"candidates"}), id="riders who are to be forgotten"),
]
