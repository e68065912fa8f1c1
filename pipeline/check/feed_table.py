"""A `[[feeds]]` table for feeds.toml, with what the check found out."""

import json
from collections.abc import Iterator

from pipeline.check.freshness import INTERVAL_S, header_stamp
from pipeline.check.sample import Sample
from pipeline.deciding.belief import Stamp

UNKNOWN_URL = "https://..."


def feed_table(sample: Sample, static_gtfs: str = "") -> str:
    """The table; what the operator has to fill in says so in a comment."""
    return "\n".join(_lines(sample, static_gtfs)) + "\n"


def _lines(sample: Sample, static_gtfs: str) -> Iterator[str]:
    catalogue, observed = sample.guidance.catalogue, sample.observed
    yield "[[feeds]]"
    yield f"id = {_quoted(catalogue.feed)}  # part of every key: never change it once it is used"
    name_comment = "" if sample.is_static_given else "  # how the agency signs its texts"
    yield f"name = {_quoted(catalogue.agency)}{name_comment}"
    zone_comment = "  # the agency's own: see --zone" if catalogue.zone == "UTC" else ""
    yield f"zone = {_quoted(catalogue.zone)}{zone_comment}"
    if observed.is_live:
        yield f"alert_url = {_quoted(observed.source)}"
    else:
        yield f"alert_url = {_quoted(UNKNOWN_URL)}  # where the file came from"
    static_comment = "" if static_gtfs else "  # a folder, a zip file or its address"
    yield f"static_gtfs = {_quoted(static_gtfs or UNKNOWN_URL)}{static_comment}"
    yield f"poll_interval_s = {INTERVAL_S}"
    if header_stamp(sample) is Stamp.CHANGED:
        yield f"header_stamp = {_quoted(Stamp.CHANGED.value)}"


def _quoted(value: str) -> str:
    """A basic string of TOML, which escapes as JSON does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
