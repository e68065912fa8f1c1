"""Which feed a demonstration's product watches, as a feeds.toml of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.alert_board import SAMPLE
from sandbox.timing import POLL_INTERVAL_S

READY_S = 30.0


class UnplayableError(Exception):
    """The demonstration cannot begin; the message says which of its arguments is wrong, and how."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One feed; without a URL it is the one that is served here. `env` is what differs for the processes."""

    id: str = "ttc"
    name: str = "TTC"
    zone: str = "America/Toronto"
    static_gtfs: str = str(SAMPLE / "gtfs")
    url: str = ""
    poll_interval_s: float = POLL_INTERVAL_S
    ready_s: float = READY_S
    env: Mapping[str, str] = field(default_factory=dict)

    def feeds_toml(self, served_at: str) -> str:
        values: Mapping[str, str | float] = {
            "id": self.id,
            "name": self.name,
            "zone": self.zone,
            "alert_url": self.url or served_at,
            "static_gtfs": self.static_gtfs,
            "poll_interval_s": self.poll_interval_s,
        }
        # A JSON string is a TOML string, too.
        lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
        return "\n".join(["[[feeds]]", *lines, ""])
