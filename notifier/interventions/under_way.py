"""What an operator is shown of an incident that riders are being told about: how far that is, and how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.priority import Priority

CORRECTION = "correction"
_SHOWN = 100  # characters of the agency's text


@dataclass(frozen=True, slots=True)
class UnderWay:
    """One fan-out: to whom, how many riders it has told, and how many are still to be looked at."""

    sender: str
    what: str
    priority: Priority
    told: int
    left: int

    @property
    def is_correction(self) -> bool:
        return self.what == CORRECTION


@dataclass(frozen=True, slots=True)
class Told:
    """An incident that is being told, or that the operator has halted."""

    incident: str
    text: str
    halted_at: datetime | None
    fanouts: Sequence[UnderWay]


def lasts(fanout: UnderWay, everything: Sequence[UnderWay], segments_per_second: float) -> timedelta:
    """How long the fan-out takes at the sender's pace, where what is as urgent or more so shares it.

    A text is reckoned as one segment, and every rider that is left as one who gets it.
    """
    ahead = sum(each.left for each in everything if each.sender == fanout.sender and each.priority <= fanout.priority)
    return timedelta(seconds=ahead / segments_per_second if fanout.left else 0)


def told_lines(told: Told, everything: Sequence[UnderWay], segments_per_second: float) -> list[str]:
    """The incident for people to read."""
    lines = [told.incident + (f"  HALTED since {told.halted_at:%Y-%m-%dT%H:%M:%SZ}" if told.halted_at else "")]
    lines.append(f"  text   {told.text[:_SHOWN]}{'...' if len(told.text) > _SHOWN else ''}")
    for each in told.fanouts:
        takes = _in_words(lasts(each, everything, segments_per_second))
        wait = "waits" if told.halted_at and not each.is_correction else takes
        name = each.priority.name.lower()
        lines.append(f"  {each.what}  {each.told} told, {each.left} left, {name}, from {each.sender}: {wait}")
    return lines


def told_row(told: Told, everything: Sequence[UnderWay], segments_per_second: float) -> dict[str, object]:
    """The incident as JSON."""
    return {
        "incident": told.incident,
        "text": told.text,
        "halted_at": told.halted_at.isoformat() if told.halted_at else None,
        "fanouts": [
            {
                "sender": each.sender,
                "what": each.what,
                "priority": each.priority.name.lower(),
                "told": each.told,
                "left": each.left,
                "takes_s": round(lasts(each, everything, segments_per_second).total_seconds()),
            }
            for each in told.fanouts
        ],
    }


def _in_words(duration: timedelta) -> str:
    minutes = round(duration.total_seconds() / 60)
    if minutes == 0:
        return "within a minute"
    hours, minutes = divmod(minutes, 60)
    return f"about {hours} h {minutes} min" if hours else f"about {minutes} min"
