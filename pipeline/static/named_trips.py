"""The trips that alerts name, looked up when they are first named: a feed of a whole city has a hundred thousand."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import replace

from models.alert import Alert
from pipeline.static.catalogue import Catalogue, Trip

MOST_KEPT = 20_000

FindTrips = Callable[[str, str, Collection[str]], Awaitable[dict[str, Trip]]]


async def with_trips(catalogue: Catalogue, alerts: Iterable[Alert], find: FindTrips) -> Catalogue:
    """The catalogue with the trips that `alerts` name and that it can find."""
    named = {each.trip_id for alert in alerts for each in alert.informed_entities if each.trip_id and not each.route_id}
    unknown = named - catalogue.trips.keys()
    if not unknown:
        return catalogue
    found = await find(catalogue.feed, catalogue.version, unknown)
    kept = catalogue.trips if len(catalogue.trips) < MOST_KEPT else {}
    return replace(catalogue, trips={**kept, **found}) if found else catalogue
