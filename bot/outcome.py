"""What the conversation decides from, and what it decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.directory import Directory
from bot.opt_out_handling import OptOutHandling
from models.delivery import Slot, delivery_id
from models.incident import Incident
from models.rider import RECENT, Answer, Rider, Told
from models.wording import Wording


class Effect(StrEnum):
    """What a message did, for the log and the metrics."""

    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    ANSWERED = "answered"  # nothing changed
    OPTED_OUT = "opted-out"
    OPTED_IN = "opted-in"
    NOT_UNDERSTOOD = "not-understood"
    FORGOTTEN = "forgotten"
    OVERTAKEN = "overtaken"  # missed, and a later message of the rider was applied before
    SILENT = "silent"  # the rider has stopped all texts


@dataclass(frozen=True, slots=True)
class Situation:
    """The open incidents on the routes in question; `read_at` is the database's clock when they were read."""

    read_at: datetime
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What is not of one rider: the routes, the words, and when each feed was last read well."""

    directory: Directory
    wording: Wording
    opt_out_handling: OptOutHandling = OptOutHandling.TWILIO
    fresh_at: Mapping[str, datetime] = field(default_factory=dict)
    stale_after: timedelta = timedelta(minutes=5)

    def say(self, name: str, /, **facts: object) -> str:
        return self.wording.say(name, **facts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rider as they are now, what they are answered (None is silence) and which alerts that told them.

    `is_consent` marks what changes whether we may text; `is_forgotten` that everything about the rider is to be
    deleted.
    """

    rider: Rider
    reply: str | None
    effect: Effect
    is_consent: bool = False
    told: tuple[Told, ...] = ()
    is_forgotten: bool = False


def answered(outcome: Outcome, sid: str) -> tuple[Rider, Answer]:
    """The rider as they are stored: with the answer among their latest and one version on."""
    answer = Answer(sid, outcome.reply, outcome.told)
    recent = (*outcome.rider.recent, answer)[-RECENT:]
    return replace(outcome.rider, recent=recent, version=outcome.rider.version + 1), answer


def told_of(rider: Rider, incidents: Sequence[Incident]) -> tuple[Told, ...]:
    """Those of the incidents shown that the rider would be texted about: no duplicate follows, their clear does."""
    subscribed = {each.target for each in rider.subscriptions}
    return tuple(
        Told(
            incident.id,
            incident.revision,
            delivery_id(incident=incident.id, occasion=str(incident.revision), slot=Slot.NOTICE, subscriber=rider.id),
        )
        for incident in incidents
        if subscribed.intersection(incident.targets)
    )
