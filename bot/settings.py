"""The bot's settings."""

from pydantic import Field

from bot.opt_out_handling import OptOutHandling
from runtime.settings import ProcessSettings, TwilioSettings


class BotSettings(ProcessSettings, TwilioSettings):
    """Everything the bot reads from its environment."""

    host: str = Field(default="127.0.0.1", description="address of the webhooks")
    port: int = Field(default=8080, ge=0, le=65535, description="port of the webhooks")
    internal_port: int = Field(default=8081, ge=0, le=65535, description="port of /healthz, /readyz and /metrics")
    opt_out_handling: OptOutHandling = Field(
        default=OptOutHandling.TWILIO, description="who answers STOP, START and HELP: twilio or ours"
    )
    request_bytes: int = Field(default=64 * 1024, ge=4096, description="largest webhook request that is read")
    answer_timeout_s: float = Field(default=2.5, gt=0, le=14, description="longest wait for MongoDB; Twilio waits 15 s")
    stale_after_s: float = Field(default=300, gt=0, description="age from which STATUS tells how old the feed is")
    catalogue_every_s: float = Field(default=5, gt=0, description="how often a new import of routes is looked for")
