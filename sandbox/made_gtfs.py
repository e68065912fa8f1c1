"""A static GTFS for a feed that comes without one: the routes are those that its alerts name."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def write_made_gtfs(folder: Path, *, agency: str, zone: str, routes: Mapping[str, int | None]) -> Path:
    """Write agency.txt and routes.txt into `folder`, which is returned; a route's number is its id."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "agency.txt").write_text(agency_txt(agency, zone), encoding="utf-8")
    (folder / "routes.txt").write_text(routes_txt(routes), encoding="utf-8")
    return folder


def agency_txt(agency: str, zone: str) -> str:
    return _table(("agency_id", "agency_name", "agency_url", "agency_timezone"), [("1", agency, "", zone)])


def routes_txt(routes: Mapping[str, int | None]) -> str:
    rows = ((route, "1", route, "", "" if kind is None else str(kind)) for route, kind in routes.items())
    return _table(("route_id", "agency_id", "route_short_name", "route_long_name", "route_type"), rows)


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()
