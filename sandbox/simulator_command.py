"""`python -m sandbox simulator`: the Twilio simulator as a service of its own."""

import argparse
import sys
from collections.abc import Sequence

from pydantic import Field

from runtime.process import Stop, run
from runtime.settings import TwilioSettings, load_settings
from sandbox.twilio_simulator.server import open_simulator

MADE_UP_ACCOUNT = "AC" + "0" * 32  # what compose.yaml has where `.env` names no account
BANNER = """\
*** THIS IS NOT TWILIO. Texts go to made-up phones on this machine; nothing leaves it. ***
Be a rider:  docker compose exec simulator python -m sandbox text +14165550100 "SUBSCRIBE 504"
"""
REAL_ACCOUNT = f"""\
cannot start: TWILIO_ACCOUNT_SID is a real account's, but texts still go to this simulator and reach nobody.
To go live, put SIMULATOR_REPLICAS=0 and an empty TWILIO_API_URL= into .env; to try things, take the account out
or make it {MADE_UP_ACCOUNT}.
"""


class SimulatorSettings(TwilioSettings):
    """The account that is simulated, and where its texts go."""

    webhook_overrides: str = Field(default="#rc=3&rt=4500&rp=ct,rt,5xx", description="as the README puts it at Twilio")

    @property
    def webhook_url(self) -> str:
        return f"{self.public_base_url}/twilio/inbound{self.webhook_overrides}"


def main(arguments: Sequence[str]) -> int:
    """0 = ended by SIGTERM or Ctrl-C, 1 = it could not start."""
    parser = argparse.ArgumentParser(prog="python -m sandbox simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8088)
    asked = parser.parse_args(arguments)
    settings = load_settings(SimulatorSettings)
    if settings.twilio_account_sid != MADE_UP_ACCOUNT:
        sys.stderr.write(REAL_ACCOUNT)
        return 1
    run(lambda stop: _serve(settings, asked.host, asked.port, stop))
    return 0


async def _serve(settings: SimulatorSettings, host: str, port: int, stop: Stop) -> None:
    service = settings.twilio_sender.startswith("MG")
    async with open_simulator(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        sender="+14165550199" if service else settings.twilio_sender,
        messaging_service_sid=settings.twilio_sender if service else None,
        webhook_url=settings.webhook_url,
        host=host,
        port=port,
    ) as simulator:
        stop.started()
        print(BANNER + f"Serving {simulator.base_url}, texting {settings.webhook_url}", flush=True)
        await stop.wait()
    print("The simulator has ended.", flush=True)
