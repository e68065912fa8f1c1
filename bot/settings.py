"""The bot's settings."""

from pydantic import Field, SecretStr

from bot.conversation.opt_out_handling import OptOutHandling
from runtime.settings import SENDER, ProcessSettings, TwilioSettings


class BotSettings(ProcessSettings, TwilioSettings):
    """Everything the bot reads from its environment."""

    twilio_senders: str | None = Field(
        default=None,
        pattern=rf"^{SENDER}(, ?{SENDER})*$",
        description="all numbers and services that riders text, comma-separated, where they are several",
    )
    host: str = Field(default="127.0.0.1", description="address of the webhooks")
    port: int = Field(default=8080, ge=0, le=65535, description="port of the webhooks")
    internal_port: int = Field(default=8081, ge=0, le=65535, description="port of /healthz, /readyz and /metrics")
    twilio_auth_token_secondary: SecretStr | None = Field(
        default=None, description="the other auth token, whose signatures count, too, while one replaces the other"
    )
    opt_out_handling: OptOutHandling = Field(
        default=OptOutHandling.TWILIO, description="who answers STOP, START and HELP: twilio or ours"
    )
    request_bytes: int = Field(default=64 * 1024, ge=4096, description="largest webhook request that is read")
    allowed_countries: str = Field(
        default="CA,US",
        pattern="^[A-Z]{2}(, ?[A-Z]{2})*$",
        description="countries (ISO 3166, comma-separated) whose numbers are answered",
    )
    texts_per_minute: int = Field(default=20, ge=1, description="texts of one number that are answered in a minute")
    answer_timeout_s: float = Field(default=2.5, gt=0, le=14, description="longest wait for MongoDB; Twilio waits 15 s")
    receipt_timeout_s: float = Field(
        default=10, gt=0, le=14, description="how long it is tried to write down what became of a text"
    )
    receipt_gather_s: float = Field(
        default=0.005, ge=0, le=1, description="reports on texts that come within this time are written down together"
    )
    once_more_after_s: float = Field(
        default=300, gt=0, description="pause before a text goes once more to a phone that was off"
    )
    words_kept_days: int = Field(
        default=30, ge=1, description="how long a rider's words are kept that prove no consent"
    )
    consent_hash_key: SecretStr | None = Field(
        default=None, description="key that hides a forgotten rider's number; else the database keeps one"
    )
    catch_up_every_s: float = Field(default=300, gt=0, description="how often missed texts are looked for at Twilio")
    catch_up_after_s: float = Field(default=20, ge=0, description="a text is not missed before; Twilio's webhook: 15 s")
    catch_up_overlap_s: float = Field(
        default=300, ge=0, description="how much is looked at again, for clocks that differ"
    )
    catch_up_first_s: float = Field(default=600, ge=0, description="how far back the very first look goes")
    late_reply_s: float = Field(default=600, gt=0, description="a missed text older than this is not answered")
    twilio_timeout_s: float = Field(default=10, gt=0, description="longest wait for a page of Twilio's list")
    stale_after_s: float = Field(default=300, gt=0, description="age from which STATUS tells how old the feed is")
    most_subscriptions: int = Field(default=50, ge=1, le=200, description="things that one rider can hear about")
    question_lasts_s: float = Field(default=600, gt=0, description="how long an answer to a question of ours counts")
    pause_s: float = Field(default=86_400, gt=0, description="length of a PAUSE for which the rider says none")
    catalogue_every_s: float = Field(default=5, gt=0, description="how often a new import of routes is looked for")
    page_phone: str | None = Field(
        default=None, pattern=r"^(\+[0-9]{5,15}|[0-9]{5,6})$", description="number on the public page, if not a sender"
    )
    page_every_s: float = Field(
        default=10, ge=1, description="the public page asks the database no more often, however many people look"
    )
    pages_per_minute: int = Field(default=600, ge=1, description="pages that one internet address gets in a minute")
    proxies: int = Field(
        default=1, ge=0, le=10, description="proxies of yours before the bot, each of which adds to X-Forwarded-For"
    )
    operator_name: str | None = Field(
        default=None, max_length=100, description="who runs the number, says the privacy page"
    )
    operator_contact: str | None = Field(
        default=None,
        pattern=r"^(https://[^\s\"'<>]+|[^\s\"'<>@:/]+@[^\s\"'<>@:/]+)$",
        description="e-mail address or https page for riders' questions, for the privacy page and the terms",
    )
    daily_cap: int = Field(default=8, ge=1, description="alerts a rider gets in one day of the agency")
    daily_cap_urgent: int = Field(default=12, ge=1, description="alerts in one day, the urgent ones included")

    @property
    def auth_tokens(self) -> tuple[str, ...]:
        """The tokens with which Twilio may sign."""
        tokens = (self.twilio_auth_token, self.twilio_auth_token_secondary)
        return tuple(each.get_secret_value() for each in tokens if each is not None)

    @property
    def senders(self) -> tuple[str, ...]:
        """`twilio_sender`, and the others of `twilio_senders`."""
        listed = (each.strip() for each in (self.twilio_senders or "").split(","))
        return tuple(dict.fromkeys((self.twilio_sender, *(each for each in listed if each))))

    @property
    def riders_text(self) -> str:
        """The number that the public page shows; "" where only a Messaging Service is known."""
        return self.page_phone or next((each for each in self.senders if each.startswith("+")), "")

    @property
    def countries(self) -> frozenset[str]:
        """`allowed_countries`, one by one."""
        return frozenset(each.strip() for each in self.allowed_countries.split(","))
