"""Trips are spread over documents."""

from pipeline.static.catalogue_rows import TRIPS_IN_CHUNK, count_trip_chunks, trip_chunk, trip_rows
from pipeline.static.gtfs import StaticGtfs
from pipeline.static.trips import TripGroup


def edition(trips: int) -> StaticGtfs:
    group = TripGroup("504", 1, tuple(f"t{number}" for number in range(trips)))
    return StaticGtfs("v1", "TTC", "America/Toronto", (), trips=(group,) if trips else ())


def test_every_trip_is_in_the_chunk_that_its_id_says() -> None:
    static = edition(2_000)
    rows = list(trip_rows("ttc", static))

    assert len(rows) == count_trip_chunks(static) == 10
    for number, row in enumerate(rows):
        assert {trip_chunk(trip_id, 10) for trip_id in row["trip_ids"]} == {number}
        assert len(row["trip_ids"]) == len(row["route_ids"]) == len(row["direction_ids"])
    assert sum(len(row["trip_ids"]) for row in rows) == 2_000


def test_chunks_stay_small() -> None:
    assert max(len(row["trip_ids"]) for row in trip_rows("ttc", edition(20_000))) < 2 * TRIPS_IN_CHUNK


def test_an_edition_without_trips_has_no_chunk() -> None:
    assert list(trip_rows("ttc", edition(0))) == []
