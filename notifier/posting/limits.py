"""How long a post may take, and how many are under way at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The durations of a post, and how many at once; no text waits for one longer than `waits_s`."""

    timeout_s: float
    lease_margin_s: float
    look_lasts_s: float
    waits_s: float
    at_once: int
