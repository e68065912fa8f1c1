"""The words of texts: what a rider is owed about an event, composed once for all who read the same."""

from collections.abc import Callable, Collection, Sequence

from models.composing import Notice, compose
from models.delivery import Kind, Slot, delivery_id
from models.event import AlertEvent
from models.rider import Rider
from models.route import Route
from models.segments import count_segments
from models.station import Station, is_of
from models.together import Share, compose_together, share_of
from models.wording import Wordings
from notifier.deciding.matching import named_routes
from notifier.deciding.texts import OutboundMessage, Owed

# What a text is composed from: the event's id, the kind, by what it names itself, the language.
_Key = tuple[str, Kind, tuple[str, ...], str]


class Bodies:
    """The words of texts. What was composed last is kept: thousands who subscribe to the same thing read the same."""

    def __init__(self, wordings: Wordings, *, kept: int = 1000) -> None:
        self.wordings = wordings
        self._kept = kept
        self._bodies: dict[_Key | tuple[_Key, ...], tuple[str, int]] = {}
        self._shares: dict[_Key, Share | None] = {}

    def of(self, event: AlertEvent, owed: Owed, language: str) -> tuple[str, int]:
        """The text about `event` for who is owed that, in their language, and its segments."""
        return self._kept_or(_key(event, owed, language), lambda: compose(self._notice(event, owed, language)))

    def share_of(self, event: AlertEvent, owed: Owed, language: str) -> Share | None:
        """What that text puts into one of several; None where it is told for itself."""
        key = _key(event, owed, language)
        if key not in self._shares:
            if len(self._shares) >= self._kept:
                self._shares.clear()
            self._shares[key] = share_of(self._notice(event, owed, language))
        return self._shares[key]

    def together(self, told: Sequence[tuple[AlertEvent, Owed]], language: str) -> tuple[str, int]:
        """The one text for all of these, which have shares that can be put together."""
        keys = tuple(_key(event, owed, language) for event, owed in told)
        shares = [share for event, owed in told if (share := self.share_of(event, owed, language))]
        return self._kept_or(keys, lambda: compose_together(shares))

    def _kept_or(self, key: _Key | tuple[_Key, ...], composed: Callable[[], str]) -> tuple[str, int]:
        found = self._bodies.get(key)
        if found is None:
            body = composed()
            found = body, count_segments(body)
            if len(self._bodies) >= self._kept:
                self._bodies.clear()
            self._bodies[key] = found
        return found

    def _notice(self, event: AlertEvent, owed: Owed, language: str) -> Notice:
        named = owed.named or owed.targets
        routes = named_routes(event, named)
        return Notice(
            kind=owed.kind,
            alert=event.alert,
            routes=routes,
            agency=event.agency,
            zone=event.zone,
            why=event.why,
            at=event.at,
            wording=self.wordings.of(language),
            station=_named_station(event, named, routes),
        )


def _key(event: AlertEvent, owed: Owed, language: str) -> _Key:
    return event.event_id, owed.kind, owed.named or owed.targets, language


def text_for(rider: Rider, event: AlertEvent, owed: Owed, bodies: Bodies) -> OutboundMessage:
    """The text that tells `rider` what they are owed about `event`."""
    kind = owed.kind
    body, segments = bodies.of(event, owed, rider.language)
    slot = Slot.CLEAR if kind is Kind.CLEAR else Slot.NOTICE
    occasion = event.service_date.isoformat() if event.service_date else str(event.revision)
    return OutboundMessage(
        delivery=delivery_id(incident=event.incident, occasion=occasion, slot=slot, subscriber=rider.id),
        subscriber=rider.id,
        incident=event.incident,
        revision=event.revision,
        occasion=occasion,
        slot=slot,
        kind=kind,
        body=body,
        segments=segments,
        useful_until=owed.useful_until,
        targets=owed.targets,
        attempt=0 if owed.not_before else 1,
        event_at=event.at,
        not_before=owed.not_before,
        alert_class=event.alert_class,
    )


def _named_station(event: AlertEvent, targets: Collection[str], routes: Sequence[Route]) -> Station | None:
    """The rider's own station; of what happens at stations alone, the first for who hears of everything."""
    own = next((each for each in event.stations if is_of(each, targets)), None)
    return own or (event.stations[0] if event.stations and not routes else None)
