"""What the conversation decides from, and what it decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.conversation.opt_out_handling import OptOutHandling
from bot.directory.directory import Directory
from models.asking import asks_for
from models.delivery import Slot, delivery_id
from models.incident import Incident
from models.rider import RECENT, Answer, Question, Rider, Subscription, Told
from models.wording import DEFAULT_LANGUAGE, Wording, Wordings


class Effect(StrEnum):
    """What a message did, for the log and the metrics."""

    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    CHANGED = "changed"  # how or when the rider is texted
    ANSWERED = "answered"  # nothing changed
    ASKED = "asked"  # we wait for an answer
    OPTED_OUT = "opted-out"
    OPTED_IN = "opted-in"
    FORGOTTEN = "forgotten"
    OVERTAKEN = "overtaken"  # missed, and a later message of the rider was applied before
    NOT_UNDERSTOOD = "not-understood"
    SILENT = "silent"  # nothing to say, or the rider has stopped all texts


@dataclass(frozen=True, slots=True)
class LastText:
    """The last text about an alert that the rider was sent; `targets` are what it was for.

    `others` are the incidents that it told of, too.
    """

    incident: Incident
    sent_at: datetime
    targets: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The open incidents on what is asked about; `read_at` is the database's clock when they were read.

    `last_text` and `going_on_with` (the incident whose long form MORE continues) are read only for who asks for them.
    """

    read_at: datetime
    incidents: tuple[Incident, ...] = ()
    last_text: LastText | None = None
    going_on_with: Incident | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of a conversation."""

    subscriptions: int = 50
    windows: int = 10  # of one subscription
    question_lasts: timedelta = timedelta(minutes=10)
    pause: timedelta = timedelta(hours=24)  # where the rider does not say how long
    stale_after: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is not of one rider: the routes, the words in the rider's language, and when each feed was read well."""

    directory: Directory
    wordings: Wordings
    opt_out_handling: OptOutHandling = OptOutHandling.TWILIO
    fresh_at: Mapping[str, datetime] = field(default_factory=dict)
    limits: Limits = Limits()
    language: str = DEFAULT_LANGUAGE

    @property
    def wording(self) -> Wording:
        return self.wordings.of(self.language)

    def speaking(self, language: str) -> "Setting":
        return replace(self, language=language)

    def say(self, name: str, /, **facts: object) -> str:
        return self.wording.say(name, **facts)

    def zone_of(self, feed: str) -> str:
        """The zone of a feed's agency; of one that we do not know, UTC."""
        catalogue = self.directory.feeds.get(feed)
        return catalogue.zone if catalogue else "UTC"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rider as they are now, what they are answered (None is silence) and which alerts that told them.

    `note` is a text of its own, sent where Twilio has given the answer itself. `is_consent` marks what changes
    whether we may text; `is_forgotten` that everything about the rider is to be deleted; `is_rehearing` that texts
    which wait for their hours must be looked at again.
    """

    rider: Rider
    reply: str | None
    effect: Effect
    is_consent: bool = False
    told: tuple[Told, ...] = ()
    note: str | None = None
    is_forgotten: bool = False
    is_rehearing: bool = False


def asked(rider: Rider, reply: str, question: Question) -> Outcome:
    """The rider was asked something, and the answer is waited for."""
    return Outcome(replace(rider, question=question), reply, Effect.ASKED)


def answered(outcome: Outcome, sid: str) -> tuple[Rider, Answer]:
    """The rider as they are stored: with the answer among their latest and one version on."""
    answer = Answer(sid, outcome.reply, outcome.told, outcome.note)
    recent = (*outcome.rider.recent, answer)[-RECENT:]
    return replace(outcome.rider, recent=recent, version=outcome.rider.version + 1), answer


def told_of(rider: Rider, incidents: Sequence[Incident]) -> tuple[Told, ...]:
    """Those of the incidents shown that the rider would be texted about: no duplicate follows, their clear does."""
    return tuple(
        Told(
            incident.id,
            incident.revision,
            delivery_id(incident=incident.id, occasion=str(incident.revision), slot=Slot.NOTICE, subscriber=rider.id),
        )
        for incident in incidents
        if incident.id not in rider.muted and any(_is_texted(incident, each) for each in rider.subscriptions)
    )


def _is_texted(incident: Incident, subscription: Subscription) -> bool:
    """Whether the subscription asks for alerts of this kind, as the notifier understands it."""
    return subscription.target in incident.targets and asks_for(
        subscription,
        incident.alert_class,
        direction_ids=incident.direction_ids,
        headings=incident.headings,
    )
