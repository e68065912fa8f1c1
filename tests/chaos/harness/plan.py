"""What a run is to be like: how long, from which seed, on which broker, with how many of each."""

import random
import zlib
from dataclasses import dataclass

# The rules' durations once more shrunk, so that a minute has many takeovers. What must be longer than what stays so:
# a lease longer than a post, the wait for a lost answer longer than a post and than the phone company's own delay.
OVERRIDES = {
    "LEASE_TTL_S": "4",
    "LEASE_MARGIN_S": "1",
    "SEND_TIMEOUT_S": "1.5",
    "SETTLE_AFTER_S": "3",
    "SENDING_LASTS_S": "8",
    "RULES_UPDATE_GAP_S": "1",
    "RULES_UPDATES_A_DAY": "100000",
    "RULES_EVENTS_A_DAY": "100000",
    # As in production, a minute and more must pass without any notifier before an event is left alone.
    "RELAY_PUBLISHES": "60",
    "DAILY_CAP": "100000",
    "DAILY_CAP_URGENT": "100000",
    "TEXTS_PER_MINUTE": "1000",
    # The phone company repeats a webhook for 15 s; what it gave up then is heard by catching up, and not answered.
    "CATCH_UP_EVERY_S": "3",
    "CATCH_UP_AFTER_S": "16",
    "LATE_REPLY_S": "1",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One run; every actor draws from a seed of its own, made of the run's."""

    minutes: float = 3.0
    seed: int = 504
    broker: str = "embedded"
    riders: int = 400
    authors: int = 8
    bots: int = 2
    pipelines: int = 2
    notifiers: int = 2  # of each sender
    disturb_every_s: float = 3.0
    write_every_s: float = 0.5
    patience_s: float = 150.0
    drain_s: float = 240.0

    def dice(self, actor: str) -> random.Random:
        return random.Random(zlib.crc32(f"{self.seed} {actor}".encode()))
