"""A rider's world for tests of the bot: the TTC's routes with their real names, and incidents on them."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.answering import Inbound
from bot.commands.parse import parse, spoken_language
from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Setting
from bot.directory.directory import Directory
from bot.directory.subject import FeedCatalogue, ListedRoute, ListedStation
from models.alert import Alert, Translation
from models.incident import AlertClass, Incident, Why
from models.rider import Rider
from models.route import SUBWAY, Route, route_target
from models.station import Device, Station, StationKind, device_target, station_target, stop_target
from tests.wordings import WORDINGS

NOW = datetime(2026, 8, 5, 12, 12, tzinfo=UTC)  # a Wednesday, 8:12 in Toronto
PHONE = "+14165550101"
SENDER = "+14165550199"
NEW = Rider("a1b2", PHONE, SENDER)


def route(number: str, name: str, route_type: int = 3, *, feed: str = "ttc") -> ListedRoute:
    return ListedRoute(Route(route_target(feed, number), feed, number, number, name, route_type))


def station(name: str, *codes: str, feed: str = "ttc") -> ListedStation:
    return ListedStation(Station(station_target(feed, name), feed, name, f"{name} Station"), codes)


def stop(code: str, name: str, *, feed: str = "ttc") -> ListedStation:
    return ListedStation(Station(stop_target(feed, code), feed, code, name, StationKind.STOP), (code,))


TTC = FeedCatalogue(
    "ttc",
    "TTC",
    (
        route("1", "Yonge-University Line", SUBWAY),
        route("2", "Bloor-Danforth Line", SUBWAY),
        route("6", "Finch West Line", 0),
        route("7", "Bathurst"),
        route("10", "Van Horne"),
        route("12", "Kingston Rd"),
        route("36", "Finch West"),
        route("301", "Queen", 0),
        route("304", "King", 0),
        route("312", "St Clair", 0),
        route("336", "Finch West"),
        route("501", "Queen", 0),
        route("503", "Kingston Rd", 0),
        route("504", "King", 0),
        route("510", "Spadina", 0),
        route("511", "Bathurst", 0),
        route("512", "St Clair", 0),
        route("905", "Kennedy Stn-Scarborough Express"),
    ),
    (
        station("Wilson", "14799"),
        station("Union"),
        station("King"),
        station("Queen"),
        station("Spadina"),
        station("St George"),
        station("Bloor-Yonge"),
        station("St Clair West"),
        station("Broadview"),
        stop("14187", "Warden Ave at Frey Cres"),
        stop("504", "Bloor St West at Dovercourt Rd"),
        stop("15224", "Bathurst St at Niagara St"),
        stop("15225", "Bathurst St at Niagara St"),
    ),
)
MIWAY = FeedCatalogue("miway", "MiWay", (route("10", "Bristol-Britannia", feed="miway"),))
KING, QUEEN = route_target("ttc", "504"), route_target("ttc", "501")


def make_setting(
    *feeds: FeedCatalogue, handling: OptOutHandling = OptOutHandling.TWILIO, fresh_at: datetime = NOW
) -> Setting:
    return Setting(Directory(feeds or [TTC]), WORDINGS, handling, {"ttc": fresh_at})


def make_incident(
    number: str = "504",
    text: str = "No service between Broadview Station and Parliament St due to a collision.",
    *,
    alert_class: AlertClass = AlertClass.URGENT,
    changed_at: datetime = NOW,
    revision: int = 1,
) -> Incident:
    concerned = tuple(each.route for each in TTC.routes if each.route.short_name == number)
    return Incident(
        id=f"ttc/{number}-{text[:12]}/1",
        feed="ttc",
        fingerprint=f"{number}-{text[:12]}",
        alert=Alert("65302", (Translation(text, "en"),)),
        alert_class=alert_class,
        agency="TTC",
        zone="America/Toronto",
        routes=concerned,
        targets=tuple(each.target for each in concerned),
        opened_at=changed_at,
        changed_at=changed_at,
        revision=revision,
        why=Why("new"),
    )


def make_outage(name: str = "Wilson", device: Device = Device.ELEVATOR, *, changed_at: datetime = NOW) -> Incident:
    """An elevator or escalator that is out of service: told to the station's riders on request only."""
    place = next(each.station for each in TTC.stations if each.station.name == f"{name} Station")
    text = f"{place.name}: {device.value.capitalize()} out of service between the concourse and the platform."
    return replace(
        make_incident("", text, alert_class=AlertClass.ACCESS, changed_at=changed_at),
        stations=(place,),
        device=device,
        targets=(place.target, device_target(place, device)),
    )


def make_sid(number: int) -> str:
    return f"SM{number:032x}"


def make_inbound(words: str, number: int = 1, *, phone: str = PHONE) -> Inbound:
    return Inbound(make_sid(number), phone, SENDER, words, parse(words), spoken_language(words))
