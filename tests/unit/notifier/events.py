"""Events, riders and standings for tests of the notifier's rules, each with only what the test is about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from models.alert import Alert
from models.event import AlertEvent, Change
from models.incident import AlertClass, IncidentState, Why
from models.rider import Quiet, Rider, Subscription
from models.route import Route
from models.station import Station
from models.time_range import TimeRange
from notifier.deciding.standing import Standing

TORONTO = "America/Toronto"
NOON = datetime(2026, 3, 11, 16, tzinfo=UTC)  # a Wednesday, in Toronto
KING = Route("ttc/route/504", "ttc", "504", "504", "King", 0)
QUEEN = Route("ttc/route/501", "ttc", "501", "501", "Queen", 0)
YONGE = Route("ttc/route/1", "ttc", "1", "1", "Yonge-University", 1)
WILSON = Station("ttc/station/wilson", "ttc", "w", "Wilson Station")
STANDING = Standing(1, IncidentState.OPEN, zone=TORONTO)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """That hour in Toronto, on the Wednesday or so many days after it."""
    return NOON + timedelta(days=days, hours=hour - 12, minutes=minute)


def make_event(
    *routes: Route, change: Change = Change.OPENED, alert_class: AlertClass = AlertClass.URGENT, **fields: object
) -> AlertEvent:
    concerned = routes or (KING,)
    event = AlertEvent(
        event_id="i/1",
        feed="ttc",
        incident="i",
        revision=1,
        change=change,
        at=NOON,
        alert_class=alert_class,
        agency="TTC",
        zone=TORONTO,
        routes=concerned,
        targets=tuple(each.target for each in concerned),
        alert=Alert("1"),
        why=Why("new"),
    )
    return event.model_copy(update=fields)


def make_rider(*subscriptions: Subscription | str, quiet: Quiet | None = None) -> Rider:
    """A rider of each of these, else of 504 King."""
    wanted = [
        each if isinstance(each, Subscription) else subscription(each) for each in subscriptions or (KING.target,)
    ]
    return Rider("a", "+14165550101", "+14165550199", subscriptions=tuple(wanted), quiet=quiet)


def subscription(target: str = KING.target, **fields: object) -> Subscription:
    return replace(Subscription(target, target, NOON - timedelta(days=1)), **fields)  # type: ignore[arg-type]  # tests name the fields


def standing(alert_class: AlertClass = AlertClass.URGENT, periods: Sequence[TimeRange] = ()) -> Standing:
    return replace(STANDING, alert_class=alert_class, periods=tuple(periods))
