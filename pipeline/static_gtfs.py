"""What we read of a static GTFS: its agency and its routes."""

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.route import Route, route_target
from runtime.errors import StartError

Row = dict[str, str]
_MODES = {0: "tram", 1: "subway", 2: "rail", 3: "bus", 4: "ferry", 5: "cable tram", 6: "gondola", 7: "funicular"}


@dataclass(frozen=True, slots=True)
class StaticGtfs:
    """One edition; `version` is a hash of what we read of it."""

    version: str
    agency: str
    zone: str
    routes: tuple[Route, ...]


def read_static_gtfs(feed: str, place: Path | bytes) -> StaticGtfs:
    """The static GTFS in a folder, a zip file, or a zip's bytes.

    Raises:
        StartError: it has no readable routes.txt.
    """
    try:
        files = {name: _open(place, name) for name in ("agency.txt", "routes.txt")}
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise StartError(f"feed {feed}: cannot read the static GTFS {_name(place)}: {error}") from error
    routes = routes_of(feed, _rows(files["routes.txt"]))
    if not routes:
        raise StartError(f"feed {feed}: the static GTFS {_name(place)} has no routes.txt with a route_id")
    agency = next(iter(_rows(files["agency.txt"])), {})
    version = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:16]
    return StaticGtfs(version, agency.get("agency_name", ""), agency.get("agency_timezone", ""), routes)


def routes_of(feed: str, rows: Iterable[Row]) -> tuple[Route, ...]:
    """The routes; two that share a name and differ in mode get the mode into their target."""
    known = {row["route_id"]: row for row in rows if row.get("route_id")}
    modes: dict[str, set[str]] = {}
    for row in known.values():
        modes.setdefault(_known_as(row), set()).add(row.get("route_type", ""))
    return tuple(_route(feed, row, has_clash=len(modes[_known_as(row)]) > 1) for row in known.values())


def _route(feed: str, row: Row, *, has_clash: bool) -> Route:
    kind = row.get("route_type", "")
    route_type = int(kind) if kind.isdecimal() else None
    mode = "" if route_type is None else _MODES.get(route_type, kind)
    return Route(
        target=route_target(feed, f"{_known_as(row)} {mode}".rstrip() if has_clash else _known_as(row)),
        feed=feed,
        route_id=row["route_id"],
        short_name=row.get("route_short_name", ""),
        long_name=row.get("route_long_name", ""),
        route_type=route_type,
    )


def _known_as(row: Row) -> str:
    return row.get("route_short_name") or row.get("route_long_name") or row["route_id"]


def _rows(content: bytes) -> Sequence[Row]:
    # Exports of Windows tools begin with a byte order mark; some agencies still write Latin-1.
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    reader = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
    return [{name: (value or "").strip() for name, value in row.items() if name} for row in reader if any(row.values())]


def _open(place: Path | bytes, name: str) -> bytes:
    """The file's bytes; empty where the edition does not have it."""
    if isinstance(place, Path) and place.is_dir():
        file = place / name
        return file.read_bytes() if file.exists() else b""
    with zipfile.ZipFile(place if isinstance(place, Path) else io.BytesIO(place)) as archive:
        # Some zips hold a folder that holds the files.
        found = [each for each in archive.namelist() if each.rpartition("/")[2] == name]
        return archive.read(min(found, key=len)) if found else b""


def _name(place: Path | bytes) -> str:
    return str(place) if isinstance(place, Path) else "that was downloaded"
