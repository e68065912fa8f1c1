"""Messages that our webhook missed: which they are, and what they still may do."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from models.rider import Rider


@dataclass(frozen=True, slots=True)
class Missed:
    """How a missed message stands among the rider's others, as Twilio lists them up to `listed_until`.

    `is_overtaken`: a later one was applied before it. `is_taken_back`: one of those opted in again.
    `is_answered`: it is young enough for an answer.
    """

    created_at: datetime
    listed_until: datetime
    is_overtaken: bool = False
    is_taken_back: bool = False
    is_answered: bool = True

    def is_overtaken_for(self, rider: Rider) -> bool:
        """Whether a later message was applied; what was applied since Twilio made its list came by a webhook."""
        return self.is_overtaken or (rider.heard_until is not None and rider.heard_until > self.listed_until)

    def is_taken_back_for(self, rider: Rider) -> bool:
        """Whether the rider has opted in again, since Twilio made its list as well."""
        return self.is_taken_back or (rider.opted_in_at is not None and rider.opted_in_at > self.listed_until)


@dataclass(frozen=True, slots=True)
class Listed:
    """A rider's text in Twilio's list."""

    sid: str
    phone: str
    sender: str
    words: str
    created_at: datetime


class Standing(Enum):
    """What we know of a listed message."""

    APPLIED = 1
    LATE = 2  # applied after its time: perhaps its reply was not handed over
    DISMISSED = 3  # nobody heard it, on purpose, or it had nothing to say: it overtakes nothing
    OPEN = 4  # never seen, or written down and never applied


def missed_among(
    listed: Sequence[Listed],
    standings: Mapping[str, Standing],
    opted_in: Collection[str],
    *,
    until: datetime,
    late_from: datetime,
) -> Iterable[tuple[Listed, Missed]]:
    """What is to be applied of those created up to `until`, in the order of `listed`.

    Later ones overtake, where their webhook was heard. `opted_in` are the sids of those that opt in. Late ones created
    since `late_from` come again, for the sake of their reply.
    """
    overtaking: dict[str, bool] = {}
    missed: list[tuple[Listed, Missed]] = []
    for each in reversed(listed):
        standing = standings.get(each.sid, Standing.OPEN)
        is_due = standing is Standing.OPEN or (standing is Standing.LATE and each.created_at >= late_from)
        if is_due and each.created_at <= until:
            taken_back = overtaking.get(each.phone)
            is_young = each.created_at >= late_from
            place = Missed(each.created_at, until, taken_back is not None, bool(taken_back), is_young)
            missed.append((each, place))
        if standing in {Standing.APPLIED, Standing.LATE}:
            overtaking[each.phone] = overtaking.get(each.phone, False) or each.sid in opted_in
    return reversed(missed)
