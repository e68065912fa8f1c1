"""The TTC's routes, stations and stops with their real names, and a neighbour's."""

from bot.directory.subject import FeedCatalogue, ListedRoute, ListedStation
from models.route import SUBWAY, Route, route_target
from models.station import Station, StationKind, station_target, stop_target


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
