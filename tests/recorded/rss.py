"""The alerts of the TTC's website as RSS items, polled every 43 minutes: ids and texts of its feed, and little else."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from models.alert import Alert, EntitySelector, Translation
from pipeline.reading.snapshot import FeedSnapshot

# "504 King: ...", "37, 37A Islington: ...", "501/301 Queen ...", "Line 1 Yonge-University: ...", a picture before it.
_ROUTES = re.compile(r"^\W*(?:Line )?(\d+[A-Z]?(?:(?:,| and|/|&) *\d+[A-Z]?)*)\b")
# "a wheelchair, St Andrew: Elevator 6Y2L out of service ...": the feed selects a stop there.
_STATION = re.compile(r"^\W*([^:]+): E(?:leva|scala)tor ")


def snapshots(file: Path) -> Iterator[FeedSnapshot]:
    """One for each line, stamped with its lastBuildDate."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _snapshot(json.loads(line))


def _snapshot(poll: Mapping[str, Any]) -> FeedSnapshot:
    alerts = tuple(_alert(each) for each in poll["items"])
    digest = hashlib.sha256(repr(alerts).encode()).hexdigest()
    return FeedSnapshot(parsedate_to_datetime(poll["lastBuildDate"]).astimezone(UTC), "2.0", digest, alerts)


def _alert(item: Mapping[str, str]) -> Alert:
    title, description = item["title"], item["description"]
    # Then the title is where it was published, and says nothing.
    text = description if title == "WEBSITE" else title
    match = _ROUTES.match(text)
    numbers = re.findall(r"\d+[A-Z]?", match[1]) if match else []
    station = _STATION.match(text)
    stops = (EntitySelector(stop_id=station[1]),) if station else ()
    return Alert(
        entity_id=item["guid"],
        header_text=(Translation(text, "en"),),
        informed_entities=(*(EntitySelector(route_id=number) for number in numbers), *stops),
    )


def stamp(snapshot: FeedSnapshot) -> datetime:
    assert snapshot.stamped_at is not None
    return snapshot.stamped_at
