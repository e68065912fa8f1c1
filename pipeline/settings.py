"""The pipeline's settings."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from models.event import MOST_BYTES
from pipeline.deciding.rules import Rules
from pipeline.static.files import MOST_UNPACKED_BYTES
from runtime.settings import KafkaSettings, ProcessSettings


class PipelineSettings(ProcessSettings, KafkaSettings):
    """Everything the pipeline reads from its environment; every field of `Rules` is a variable `RULES_...` too."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_nested_delimiter="_", env_nested_max_split=1
    )

    internal_port: int = Field(default=8082, ge=0, le=65535, description="port of /healthz, /readyz and /metrics")
    feeds_file: Path = Field(default=Path("feeds.toml"), description="which feeds are watched, and how")
    lease_ttl_s: float = Field(default=10, gt=1, description="a poller that was killed is replaced after this time")
    relay_interval_s: float = Field(
        default=30, gt=0, description="an event not taken over is published again after this"
    )
    relay_publishes: int = Field(default=10, ge=1, description="publishes after which an event is left alone")
    event_most_bytes: int = Field(
        default=MOST_BYTES, ge=10_000, description="an event beyond it leaves its selectors in the incident"
    )
    fetch_timeout_s: float = Field(default=10, gt=0, description="longest wait for a feed")
    fetch_most_bytes: int = Field(default=20_000_000, gt=0, description="a feed larger than this is not read")
    static_every_s: float = Field(default=86_400, gt=0, description="how often a new static GTFS is looked for")
    static_timeout_s: float = Field(default=120, gt=0, description="longest wait for a download of static GTFS")
    static_most_bytes: int = Field(default=300_000_000, gt=0, description="a static GTFS larger than this is not read")
    static_most_unpacked_bytes: int = Field(
        default=MOST_UNPACKED_BYTES, gt=0, description="a file of static GTFS that unpacks to more is not read"
    )
    static_most_memory_bytes: int = Field(
        default=2_000_000_000, ge=100_000_000, description="memory that reading a static GTFS may take"
    )
    static_read_s: float = Field(default=900, gt=0, description="longest time that reading a static GTFS may take")
    withdrawn_from_hour: int = Field(
        default=9, ge=0, le=23, description="hour of the agency's day from which riders hear of withdrawn routes"
    )
    withdrawn_until_hour: int = Field(default=21, ge=1, le=24, description="and the hour at which that ends")
    withdrawn_per_minute: float = Field(
        default=25, gt=0, description="how many hear of it in a minute: alerts leave by the same sender"
    )
    hold_above: int = Field(
        default=10_000,
        ge=0,
        description="what would text more riders at once waits for the operator; 0: nothing waits",
    )
    hold_urgent: bool = Field(default=False, description="also hold urgent alerts of a single route")
    rules: Rules = Field(default_factory=Rules, description="durations and thresholds, each a variable RULES_<NAME>")
