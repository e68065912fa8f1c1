"""`python -m notifier` as an operator calls it in a terminal."""

from tests.integration.notifier.conftest import World
from tests.integration.terminal import in_terminal


async def ask_notifier(world: World, *arguments: str) -> tuple[int, str, str]:
    its = world.settings
    env = {
        "MONGODB_URI": its.mongodb_uri,
        "MONGODB_DATABASE": its.mongodb_database,
        "KAFKA_BOOTSTRAP_SERVERS": its.kafka_bootstrap_servers,
        "TWILIO_ACCOUNT_SID": its.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": its.twilio_auth_token.get_secret_value(),
        "TWILIO_SENDER": its.twilio_sender,
        "PUBLIC_BASE_URL": its.public_base_url,
    }
    return await in_terminal("notifier", *arguments, env=env)
