"""Routes for a feed that comes without static GTFS."""

from pathlib import Path

from pipeline.static.gtfs import read_static_gtfs
from sandbox.made_gtfs import write_made_gtfs

ZONE = "America/Halifax"


def test_the_pipeline_reads_every_route_under_the_number_that_is_its_id(tmp_path: Path) -> None:
    routes = {"504": 0, "Red": None, 'A "b", c': 3}
    static = read_static_gtfs(
        "feed", write_made_gtfs(tmp_path / "gtfs", agency="Halifax, N.S.", zone=ZONE, routes=routes)
    )

    assert (static.agency, static.zone) == ("Halifax, N.S.", ZONE)
    assert {route.number: route.route_type for route in static.routes} == routes
    assert [route.route_id for route in static.routes] == list(routes)
