"""The account that benchmarks send from."""

from pydantic import SecretStr

from runtime.settings import TwilioSettings

ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "b" * 32
SENDER = "+14165550199"
PUBLIC_URL = "https://headway.example"


def twilio_env(url: str, *, sender: str = SENDER) -> dict[str, str]:
    """The account as a process reads it from its environment."""
    return {
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_SENDER": sender,
        "TWILIO_API_URL": url,
        "PUBLIC_BASE_URL": PUBLIC_URL,
    }


def twilio_settings(url: str) -> TwilioSettings:
    return TwilioSettings(
        twilio_account_sid=ACCOUNT_SID,
        twilio_auth_token=SecretStr(AUTH_TOKEN),
        twilio_sender=SENDER,
        twilio_api_url=url,
        public_base_url=PUBLIC_URL,
    )
