"""A rider: a phone that may be texted, and what it wants to hear about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from models.window import Window

RECENT = 20  # answers kept, so that a repeated webhook finds its own


class RiderStatus(StrEnum):
    """Whether we may text: opt-out is at the carrier's level and ends everything."""

    ACTIVE = "active"
    STOPPED = "stopped"
    FORGOTTEN = "forgotten"  # about to be deleted


class Level(StrEnum):
    """How much a rider wants to hear about one thing."""

    MAJOR = "major"  # urgent alerts alone
    NORMAL = "normal"  # urgent alerts and planned work
    ALL = "all"  # information, too


@dataclass(frozen=True, slots=True)
class Subscription:
    """One thing a rider wants to hear about; only events at or after `active_since` concern it.

    Without `windows` it counts always, both ways. `label` is its proper name ("504 King", "Wilson Station").
    """

    target: str
    label: str
    active_since: datetime
    windows: tuple[Window, ...] = ()
    level: Level = Level.NORMAL


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without texts, in minutes after midnight of the agency's zone; `end_minute` may lie on the next day.

    With `except_major` urgent alerts come all the same.
    """

    start_minute: int
    end_minute: int
    except_major: bool = False


class QuestionKind(StrEnum):
    """What we have asked, and wait for an answer to."""

    WHICH = "which"  # several things have the name; the answer is one of the options
    WHICH_STATUS = "which-status"  # the same, where the rider has asked what goes on there
    SURE_SUBSCRIBE = "sure-subscribe"  # a whole agency or mode: many texts
    SURE_FORGET = "sure-forget"  # FORGET ME


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question: what would be subscribed to, and what the rider would write."""

    target: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the bot asked last; `windows` and `level` are for what is chosen."""

    kind: QuestionKind
    asked_at: datetime
    options: tuple[Option, ...] = ()
    windows: tuple[Window, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class More:
    """What MORE goes on with: one of three.

    The incidents of `targets` that are not among those `shown` (incident ids); the long form of one `incident` for
    riders of `targets`, from `page` on; the list of subscriptions, from the one at `listed` on.
    """

    targets: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    incident: str = ""
    page: int = 0
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that a reply showed, so that it counts as told (see `Delivery`)."""

    incident: str
    revision: int
    delivery: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one inbound message was answered with; None is silence (Twilio has answered itself).

    `note` is a text of its own that it caused beside the reply.
    """

    sid: str
    reply: str | None
    told: tuple[Told, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rider:
    """One phone at one sender; `id` is opaque, `version` rises with every inbound message that was applied.

    `muted` are incident ids. `misses` counts messages in a row that were not understood.
    Since `suppressed_at` nothing is sent: their number failed; whatever they write lifts that.
    """

    id: str
    phone: str
    sender: str
    status: RiderStatus = RiderStatus.ACTIVE
    language: str = "en"
    subscriptions: tuple[Subscription, ...] = ()
    recent: tuple[Answer, ...] = ()
    version: int = 0
    quiet: Quiet | None = None
    paused_until: datetime | None = None
    muted: tuple[str, ...] = ()
    question: Question | None = None
    more: More | None = None
    misses: int = 0
    suppressed_at: datetime | None = None
    wrote_at: datetime | None = field(default=None, compare=False)  # when their newest message of any kind was sent
    heard_until: datetime | None = field(default=None, compare=False)  # when the newest applied message was sent
    opted_in_at: datetime | None = field(default=None, compare=False)  # when their newest START that counted was sent
    changed_at: datetime | None = field(default=None, compare=False)

    def answer_to(self, sid: str) -> Answer | None:
        """The answer already given to that message, if it is among the latest."""
        return next((answer for answer in self.recent if answer.sid == sid), None)


_RIDER: TypeAdapter[Rider] = TypeAdapter(Rider)


def decode_rider(document: Mapping[str, Any]) -> Rider:
    """The value held by a document of the `subscribers` collection."""
    return _RIDER.validate_python({**document, "id": document["_id"]})


def encode_rider(rider: Rider) -> dict[str, Any]:
    """The rider's document; `changed_at` is left to the database's clock."""
    fields = _RIDER.dump_python(rider)
    fields["_id"] = fields.pop("id")
    del fields["changed_at"]
    return dict(fields)
