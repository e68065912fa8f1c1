"""What an operator is shown of an incident: what became of its texts, and who was told."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.alert import text_in
from models.delivery import Channel, DeliveryState, Slot
from models.incident import Incident
from models.wording import DEFAULT_LANGUAGE

# States that do not say by themselves why.
_WITH_REASON = frozenset({DeliveryState.SKIPPED, DeliveryState.RETRY, DeliveryState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of some texts of one slot."""

    slot: Slot
    channel: Channel
    state: DeliveryState
    reason: str | None = None
    error_code: int | None = None

    @property
    def name(self) -> str:
        if self.channel is Channel.REPLY:
            return "told in a reply"
        if self.error_code is not None:
            return f"{self.state} ({self.error_code})"
        if self.state in _WITH_REASON and self.reason:
            return f"{self.state} ({self.reason})"
        return self.state.value


@dataclass(frozen=True, slots=True)
class ToldRider:
    """One rider who was told; `phone` is None where the number was forgotten."""

    phone: str | None
    slot: Slot
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """An incident as far as it is known still, the texts about it by what became of them, and some who were told."""

    name: str
    incident: Incident | None
    halted_at: datetime | None
    fates: Mapping[Fate, int]
    told: int
    riders: Sequence[ToldRider]

    @property
    def by_slot(self) -> Mapping[Slot, Mapping[str, int]]:
        """How many texts there are of each outcome, in each slot."""
        counts: dict[Slot, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for fate, count in self.fates.items():
            counts[fate.slot][fate.name] += count
        return {slot: dict(sorted(counts[slot].items())) for slot in Slot if slot in counts}


def account_lines(account: Account, shown: Callable[[str], str]) -> Iterator[str]:
    """The account for people; `shown` is how a number is shown."""
    yield account.name + (f"  HALTED since {_moment(account.halted_at)}" if account.halted_at else "")
    yield from _incident_lines(account.incident)
    for slot, outcomes in account.by_slot.items():
        yield f"  {slot.value:<11} {', '.join(f'{name} {count}' for name, count in outcomes.items())}"
    yield f"  {'told':<11} {account.told} texts and replies reached their riders, as far as is known"
    for each in account.riders:
        yield f"    {_number(each, shown)}  {each.slot.value:<10}  {each.outcome:<15}  {_moment(each.at)}"
    if account.told > len(account.riders):
        yield f"    and {account.told - len(account.riders)} more: see --most"


def account_row(account: Account, shown: Callable[[str], str]) -> dict[str, object]:
    """The same for programs."""
    incident = account.incident
    return {
        "incident": account.name,
        "text": _text(incident) if incident else None,
        "class": incident.alert_class.value if incident else None,
        "state": incident.state.value if incident else None,
        "revision": incident.revision if incident else None,
        "halted_at": account.halted_at.isoformat() if account.halted_at else None,
        "texts": {slot.value: dict(outcomes) for slot, outcomes in account.by_slot.items()},
        "told": account.told,
        "riders": [
            {"phone": _number(each, shown), "slot": each.slot, "outcome": each.outcome, "at": each.at.isoformat()}
            for each in account.riders
        ],
    }


def _incident_lines(incident: Incident | None) -> Iterator[str]:
    if incident is None:
        yield f"  {'incident':<11} forgotten, a week after its end"
        return
    until = f", closed {_moment(incident.closed_at)}" if incident.closed_at else ""
    yield f"  {'text':<11} {_text(incident)}"
    yield f"  {'class':<11} {incident.alert_class}: {incident.judged.rule} {incident.judged.evidence}".rstrip()
    yield f"  {'state':<11} {incident.state}, revision {incident.revision}, since {_moment(incident.opened_at)}{until}"


def _text(incident: Incident) -> str:
    return text_in(DEFAULT_LANGUAGE, incident.alert.header_text)


def _number(rider: ToldRider, shown: Callable[[str], str]) -> str:
    return shown(rider.phone) if rider.phone else "forgotten"


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else "?"
