"""What riders can subscribe to, straight from static GTFS files: for what runs without a database."""

from pathlib import Path

from bot.directory.subject import FeedCatalogue, ListedRoute, ListedStation
from pipeline.static.gtfs import RouteDetails, read_static_gtfs

ZONE_IF_UNSAID = "America/Toronto"  # Toronto's static GTFS comes without agency.txt, too


def read_feed_catalogue(feed: str, place: Path | bytes, *, zone: str = "", agency: str = "") -> FeedCatalogue:
    """Everything in the static GTFS of a folder or a zip; a `zone` or `agency` that is given outranks agency.txt.

    Raises:
        StartError: it is no static GTFS.
    """
    static = read_static_gtfs(feed, place)
    details = {route.route_id: static.details.get(route.route_id, RouteDetails()) for route in static.routes}
    return FeedCatalogue(
        feed=feed,
        agency=agency or static.agency or feed.upper(),
        routes=tuple(
            ListedRoute(route, details[route.route_id].aliases, details[route.route_id].directions)
            for route in static.routes
        ),
        stations=tuple(ListedStation(each.station, each.stop_codes, each.route_ids) for each in static.places),
        zone=zone or static.zone or ZONE_IF_UNSAID,
    )
