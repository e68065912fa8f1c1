"""Which of the open incidents a reply shows, in which order, and in which words."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.conversation.outcome import Setting, Situation
from models.composing import Notice, compose
from models.delivery import Kind
from models.incident import AlertClass, Incident
from models.station import is_of
from models.target import feed_of

_WEIGHT = {AlertClass.URGENT: 0, AlertClass.ACCESS: 1, AlertClass.PLANNED: 2, AlertClass.INFO: 3}


def newest_first(incidents: Sequence[Incident], targets: Collection[str], now: datetime) -> list[Incident]:
    """What goes on or lies ahead on `targets`; what goes on now comes before what lies ahead."""
    concerned = [
        each for each in incidents if set(targets).intersection(each.targets) and not each.alert.has_ended(now)
    ]
    concerned.sort(key=lambda each: each.changed_at, reverse=True)
    return sorted(concerned, key=lambda each: not each.alert.is_active(now))


def weightiest_first(incidents: Sequence[Incident], targets: Collection[str], now: datetime) -> list[Incident]:
    """What goes on now on `targets`: urgent before planned before the rest, the newest first."""
    active = [each for each in newest_first(incidents, targets, now) if each.alert.is_active(now)]
    return sorted(active, key=lambda each: _WEIGHT[each.alert_class])


def alert_text(incident: Incident, targets: Collection[str], setting: Setting) -> str:
    """The alert as a text for riders of `targets`."""
    return compose(notice_of(incident, targets, setting))


def notice_of(incident: Incident, targets: Collection[str], setting: Setting) -> Notice:
    """The alert as it would be told now; to riders of a whole mode or agency, with all its routes."""
    routes = tuple(route for route in incident.routes if route.target in targets)
    station = next((each for each in incident.stations if is_of(each, targets)), None)
    return Notice(
        kind=Kind.FIRST,
        alert=incident.alert,
        routes=routes or (() if station else incident.routes),
        agency=incident.agency,
        zone=incident.zone,
        why=incident.why,
        at=incident.changed_at,
        wording=setting.wording,
        station=station,
    )


def age_of_feed(targets: Collection[str], situation: Situation, setting: Setting) -> str:
    """How old the feeds of `targets` are, where it is too old to speak of "now"."""
    for feed in sorted({feed_of(target) for target in targets}):
        age = situation.read_at - setting.fresh_at.get(feed, situation.read_at)
        if age > setting.limits.stale_after and feed in setting.directory.feeds:
            agency = setting.directory.feeds[feed].agency
            return setting.say("status.stale", agency=agency, minutes=round(age / timedelta(minutes=1)))
    return ""
