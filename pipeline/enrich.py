"""From the route ids of an alert to routes as riders know them."""

from dataclasses import dataclass

from models.alert import Alert
from models.route import Route
from pipeline.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Resolved:
    """The routes of an alert in the feed's order, each once; ids that no import lists are kept aside."""

    routes: tuple[Route, ...] = ()
    unknown_ids: tuple[str, ...] = ()


def resolve(alert: Alert, catalogue: Catalogue) -> Resolved:
    known: dict[str, Route] = {}
    unknown: list[str] = []
    for route_id in alert.route_ids():
        if route := catalogue.routes.get(route_id):
            # Static GTFS may list one route of the riders' under several ids.
            known.setdefault(route.target, route)
        else:
            unknown.append(route_id)
    return Resolved(tuple(known.values()), tuple(unknown))
