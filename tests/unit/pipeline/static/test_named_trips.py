"""The trips that alerts name are looked up once."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from models.alert import Alert, EntitySelector
from pipeline.static.catalogue import Trip
from pipeline.static.named_trips import MOST_KEPT, with_trips
from tests.builders import make_alert, make_catalogue

KING = Trip("504", 0)


class KnownTrips:
    """The trips of one import, and what was asked for."""

    def __init__(self, **trips: Trip) -> None:
        self.trips = trips
        self.asked: list[tuple[str, str, set[str]]] = []

    async def find(self, feed: str, version: str, trip_ids: Collection[str]) -> dict[str, Trip]:
        self.asked.append((feed, version, set(trip_ids)))
        return {name: trip for name, trip in self.trips.items() if name in trip_ids}


def about(*selectors: EntitySelector) -> Alert:
    return replace(make_alert(), informed_entities=selectors)


async def test_a_trip_is_looked_up_when_it_is_first_named() -> None:
    known = KnownTrips(t1=KING)
    alerts = [about(EntitySelector(trip_id="t1")), about(EntitySelector(trip_id="t2"), EntitySelector(trip_id="t1"))]

    catalogue = await with_trips(make_catalogue(), alerts, known.find)

    assert (catalogue.trips, known.asked) == ({"t1": KING}, [("ttc", "v1", {"t1", "t2"})])


async def test_a_trip_that_is_known_is_not_asked_for_again() -> None:
    known = KnownTrips(t1=KING)
    catalogue = await with_trips(make_catalogue(), [about(EntitySelector(trip_id="t1"))], known.find)

    assert await with_trips(catalogue, [about(EntitySelector(trip_id="t1"))], known.find) is catalogue
    assert len(known.asked) == 1


@pytest.mark.parametrize(
    "selector",
    [
        pytest.param(EntitySelector(route_id="504"), id="a route"),
        pytest.param(EntitySelector(route_id="504", trip_id="t1"), id="a trip whose route is named"),
    ],
)
async def test_nobody_is_asked_without_need(selector: EntitySelector) -> None:
    known = KnownTrips(t1=KING)
    await with_trips(make_catalogue(), [about(selector)], known.find)

    assert known.asked == []


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        pytest.param(MOST_KEPT - 1, MOST_KEPT, id="there is room"),
        pytest.param(MOST_KEPT, 1, id="there is none: it begins anew"),
    ],
)
async def test_trips_do_not_fill_the_memory(kept: int, left: int) -> None:
    full = replace(make_catalogue(), trips={f"old{number}": KING for number in range(kept)})
    catalogue = await with_trips(full, [about(EntitySelector(trip_id="t1"))], KnownTrips(t1=KING).find)

    assert len(catalogue.trips) == left
