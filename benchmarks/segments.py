"""How many segments first notices take over recorded feeds: `python -m benchmarks.segments [FOLDER]`.

FOLDER holds recorded polls (else $REAL_FEEDS names it). Beside our texts: header and description as they came. Prints a
table, then JSON.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from models.alert import Alert, text_in
from models.composing import Notice, compose
from models.delivery import Kind
from models.incident import AlertClass, Why
from models.segments import count_segments
from models.wording import Wording
from models.wording_files import load_wording
from pipeline.deciding.enrich import resolve
from pipeline.static.catalogue import Catalogue
from pipeline.static.offline import read_catalogue, with_all_named
from sandbox.recorded_polls import find_polls
from tests.recorded import rss
from tests.recorded.recordings import WEBSITE, folders, polls, zone_of

# Whose alerts a folder holds, by how its name begins.
AGENCIES = {
    "ttc": "TTC",
    "mbta": "MBTA",
    "samccone": "MBTA",
    "ctriley": "MBTA",
    "mta": "MTA",
    "nyct": "MTA",
    "mississauga": "MiWay",
    "halifax": "Halifax",
    "Arthur": "BC Transit",
    "brest": "Bibus",
    "csv": "AC Transit",
    "carris": "Carris",
    "bart": "BART",
    "puget": "Sound Transit",
    "cata": "CATA",
    "irail": "SNCB",
}
STATIC = {"TTC": "ttc/static-pulse-202603", "MiWay": "mississauga-miway/static", "BART": "bart-transitland/static"}


@dataclass(frozen=True, slots=True)
class Row:
    """One agency: how many of its distinct texts take how many segments, ours and as they came."""

    agency: str
    alerts: int
    average: float
    one: int
    two: int
    most: int
    naive_average: float
    naive_most: int


def measure(root: Path) -> list[Row]:
    """A row for each agency, and one for all."""
    counts: dict[str, list[tuple[int, int]]] = {}
    for agency, text, naive in composed(root):
        counts.setdefault(agency, []).append((count_segments(text), count_segments(naive)))
    everything = [pair for pairs in counts.values() for pair in pairs]
    return [_row(agency, pairs) for agency, pairs in [*sorted(counts.items()), ("all", everything)]]


def composed(root: Path) -> Iterator[tuple[str, str, str]]:
    """Of each distinct alert its agency, our first notice, and header and description as they came."""
    wording = load_wording()
    catalogues: dict[str, Catalogue] = {}
    for name, alert, at in distinct(root):
        agency = next((full for start, full in AGENCIES.items() if name.startswith(start)), name)
        if agency not in catalogues:
            catalogues[agency] = _catalogue(root, agency, zone_of(name))
        text = compose(first_notice(alert, with_all_named(catalogues[agency], [alert]), at, wording))
        naive = (text_in("en", each) for each in (alert.header_text, alert.description_text))
        yield agency, text, " ".join(each for each in naive if each)


def distinct(root: Path) -> Iterator[tuple[str, Alert, datetime]]:
    """Every alert whose text was not seen before, with its folder and its poll's moment."""
    seen = set()
    recorded = [
        (str(each.relative_to(root)), polls(find_polls([each]).polls, zone_of(each.name))) for each in folders(root)
    ]
    website = root / WEBSITE
    if website.exists():
        recorded.append((WEBSITE, ((each, rss.stamp(each)) for each in rss.snapshots(website))))
    for name, series in recorded:
        for snapshot, at in series:
            for alert in snapshot.alerts:
                text = (name.partition("/")[0], alert.header_text, alert.description_text)
                if text not in seen:
                    seen.add(text)
                    yield name, alert, at


def first_notice(alert: Alert, catalogue: Catalogue, at: datetime, wording: Wording) -> Notice:
    """What a rider of the alert's first route is told, or of its station."""
    is_access = alert.effect == "ACCESSIBILITY_ISSUE"
    found = resolve(alert, catalogue, alert_class=AlertClass.ACCESS if is_access else AlertClass.URGENT)
    return Notice(
        kind=Kind.FIRST,
        alert=alert,
        routes=found.routes[:1],
        agency=catalogue.agency,
        zone=catalogue.zone,
        why=Why("new"),
        at=at,
        wording=wording,
        station=found.stations[0] if found.stations and not found.routes else None,
    )


def _catalogue(root: Path, agency: str, zone: str) -> Catalogue:
    static = root / STATIC[agency] if agency in STATIC else None
    if static is None or not static.exists():
        return Catalogue(agency.casefold(), agency, zone)
    found = read_catalogue(agency.casefold(), static, zone="", zone_if_unsaid=zone)
    return Catalogue(found.feed, agency, found.zone, routes=found.routes, stops=found.stops)


def _row(agency: str, pairs: Sequence[tuple[int, int]]) -> Row:
    ours, naive = Counter(each for each, _ in pairs), [each for _, each in pairs]
    return Row(
        agency=agency,
        alerts=len(pairs),
        average=round(sum(each * count for each, count in ours.items()) / len(pairs), 3),
        one=ours[1],
        two=ours[2],
        most=max(ours),
        naive_average=round(sum(naive) / len(pairs), 3),
        naive_most=max(naive),
    )


def main(arguments: Sequence[str]) -> int:
    place = arguments[0] if arguments else os.environ.get("REAL_FEEDS", "")
    if not place or not Path(place).is_dir():
        sys.stderr.write("usage: python -m benchmarks.segments [FOLDER]; else REAL_FEEDS names the folder\n")
        return 2
    rows = measure(Path(place))
    print(f"{'agency':<14}{'alerts':>7}{'average':>9}{'1':>6}{'2':>5}{'most':>6}{'naive':>8}{'most':>6}")
    for row in rows:
        ours = f"{row.alerts:>7}{row.average:>9.3f}{row.one:>6}{row.two:>5}{row.most:>6}"
        print(f"{row.agency:<14}{ours}{row.naive_average:>8.2f}{row.naive_most:>6}")
    print(json.dumps([asdict(row) for row in rows]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
