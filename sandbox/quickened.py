"""The rules' durations for a feed that is played faster than it was recorded."""

from dataclasses import fields

from pipeline.deciding.rules import Rules
from sandbox.timing import POLL_INTERVAL_S

LEAST_S = 3 * POLL_INTERVAL_S  # a rule about time still needs a few polls to go by
STAMP_S = 5.0  # header stamps have whole seconds, and a busy machine is late
_ABOUT_STAMPS = {"stamp_ahead_s", "stale_after_s"}


def quickened(speed: float) -> dict[str, str]:
    """Environment variables: every duration of the rules divided by `speed`; thresholds by count stay."""
    defaults = Rules()
    names = [field.name for field in fields(Rules) if field.name.endswith("_s")]
    return {f"RULES_{name.upper()}": f"{_shortened(name, getattr(defaults, name), speed):g}" for name in names}


def _shortened(name: str, duration_s: float, speed: float) -> float:
    least_s = STAMP_S if name in _ABOUT_STAMPS else LEAST_S
    # A rule that is switched off, or quicker by itself, stays so.
    return max(duration_s / speed, min(duration_s, least_s))
