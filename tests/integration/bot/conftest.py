"""A bot on a real database, with the TTC's routes imported."""

import pytest

from bot.settings import BotSettings
from runtime.mongo import Database
from runtime.settings import ProcessSettings
from tests.fakes.bot_client import ACCOUNT, BASE_URL, TOKEN
from tests.fakes.bot_world import SENDER
from tests.fakes.imported import import_ttc


@pytest.fixture
def bot_settings(process_settings: ProcessSettings) -> BotSettings:
    return BotSettings(
        **process_settings.model_dump(),
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_sender=SENDER,
        public_base_url=BASE_URL,
        texts_per_minute=200,
    )


@pytest.fixture
async def imported(database: Database) -> Database:
    """The database with the TTC's routes in it."""
    await import_ttc(database)
    return database
