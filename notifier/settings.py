"""The notifier's settings."""

from pydantic import Field

from runtime.settings import KafkaSettings, ProcessSettings, TwilioSettings


class NotifierSettings(ProcessSettings, KafkaSettings, TwilioSettings):
    """Everything the notifier reads from its environment; every duration is a rule's or the protocol's number."""

    internal_port: int = Field(default=8083, ge=0, le=65535, description="port of /healthz, /readyz and /metrics")
    consumer_group: str = Field(default="headway-notifier", description="Kafka consumer group")
    segments_per_second: float = Field(default=1.0, gt=0, description="the sender's rate, as its carrier allows")
    pace_share: float = Field(default=0.85, gt=0, le=1, description="share of the rate for alerts, not replies")
    send_concurrency: int = Field(default=50, ge=1, le=1000, description="texts posted at the same time")
    send_timeout_s: float = Field(default=10, gt=0, description="longest wait for Twilio's answer")
    sender_counts_days: float = Field(
        default=7, gt=0, description="events are kept for a sender until its notifiers were away for so long"
    )
    lease_ttl_s: float = Field(default=12, gt=0, description="a dispatcher that was killed is replaced after this time")
    lease_margin_s: float = Field(default=5, ge=0, description="lease that must be left when a post has timed out")
    look_lasts_s: float = Field(default=0.5, gt=0, description="how old the last look may be at the post")
    sending_lasts_s: float = Field(default=60, gt=0, description="a claim older than this has an unknown outcome")
    settle_after_s: float = Field(default=60, gt=0, description="wait for a lost answer before Twilio is asked")
    reconcile_every_s: float = Field(default=10, gt=0, description="how often claims without outcome are looked for")
    sweep_after_s: float = Field(default=60, ge=0, description="second look at riders who changed meanwhile")
    retry_after_s: float = Field(default=5, gt=0, description="pause before what Twilio did not process goes again")
    circuit_failures: int = Field(
        default=5, ge=1, description="posts without an answer, in a row, that stop all others"
    )
    circuit_wait_s: float = Field(
        default=2, gt=0, description="first pause after that; each further one is twice as long"
    )
    circuit_longest_wait_s: float = Field(default=60, gt=0, description="longest pause until Twilio is asked again")
    mend_wait_s: float = Field(
        default=30, gt=0, description="first pause after Twilio has refused our account or sender"
    )
    mend_longest_wait_s: float = Field(default=300, gt=0, description="longest pause until a refused account is tried")
    queue_full_wait_s: float = Field(default=60, gt=0, description="pause when our queue at Twilio is full")
    planned_until_hour: int = Field(
        default=20,
        ge=0,
        le=23,
        description="hour of the agency's evening after which no reminder is sent",
    )
    useful_for_s: float = Field(default=3600, gt=0, description="how long after its event a text is worth sending")
    night_from_hour: int = Field(
        default=22, ge=0, le=23, description="hour of the agency's evening from which only urgent texts are sent"
    )
    night_until_hour: int = Field(
        default=7, ge=0, le=23, description="hour of the agency's morning at which that ends; equal hours: no night"
    )
    starts_within_s: float = Field(default=3600, ge=0, description="an urgent alert this far ahead is told already")
    window_grace_s: float = Field(default=3600, ge=0, description="an all-clear is sent this long after a window")
    daily_cap: int = Field(default=8, ge=1, description="alerts a rider gets in one day of the agency")
    daily_cap_urgent: int = Field(default=12, ge=1, description="alerts in one day, the urgent ones included")
    access_waits_s: float = Field(
        default=90, ge=0, description="elevator alerts wait this long for others of their station, to be told together"
    )
    daily_segments: int = Field(default=0, ge=0, description="segments that the sender may post in a day (UTC); 0: all")
    daily_segments_info_share: float = Field(
        default=0.7, gt=0, le=1, description="share of them from which information is not sent any more"
    )
    daily_segments_calm_share: float = Field(
        default=0.85, gt=0, le=1, description="the same for planned work, elevators and escalators"
    )
    probe_phone: str | None = Field(
        default=None, pattern=r"^\+[0-9]{5,15}$", description="a staff phone to which probes are sent; unset: none are"
    )
    probe_every_s: float = Field(default=3600, gt=0, description="how often the whole way to that phone is tried")
    probe_within_s: float = Field(default=120, gt=0, description="a probe that is not delivered then is missed")
    reach_every_s: float = Field(default=300, gt=0, description="how often the riders of the sender are counted")
    backlog_every_s: float = Field(
        default=15, gt=0, description="how often what is left to do is counted; seldomer where that takes long"
    )
    price_per_segment: float = Field(
        default=0.01, ge=0, description="price of a segment with the carrier's fee, for the estimate of costs alone"
    )
    idle_s: float = Field(default=0.3, gt=0, description="how often a dispatcher with nothing to do looks for work")
