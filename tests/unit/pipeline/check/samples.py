"""Feeds as the check looks at them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from models.alert import Alert
from pipeline.check.report import Finding
from pipeline.check.sample import Again, Observed, Sample, take_sample
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.rules import Rules
from pipeline.reading.frame import read_frame
from pipeline.static.catalogue import Catalogue
from tests.builders import NOON, encode_feed, make_alert, make_catalogue
from tests.unit.pipeline.lexicons import LEXICON
from tests.wordings import ENGLISH

KING = make_alert()


def make_observed(
    alerts: Iterable[Alert] = (KING,),
    *,
    stamped_at: datetime | None = NOON,
    is_live: bool = False,
    moved: timedelta | None = None,
    validators: Sequence[str] = (),
    version: str = "2.0",
) -> Observed:
    """A file; or a URL whose header moved by `moved` until the second look, None where that was a 304."""
    listed = tuple(alerts)
    body = encode_feed(listed, stamped_at=stamped_at, version=version)
    later = None
    if moved is not None and stamped_at is not None:
        later = read_frame(encode_feed(listed, stamped_at=stamped_at + moved, version=version))
    again = Again(later) if is_live else None
    return Observed("feed.pb", read_frame(body), len(body), is_live, again, tuple(validators))


def make_sample(
    alerts: Iterable[Alert] = (KING,),
    *,
    observed: Observed | None = None,
    catalogue: Catalogue | None = None,
    is_static_given: bool = True,
    now: datetime = NOON,
) -> Sample:
    guidance = Guidance(catalogue or make_catalogue(), Rules(), LEXICON)
    looked_at = observed or make_observed(alerts)
    return take_sample(looked_at, guidance=guidance, wording=ENGLISH, is_static_given=is_static_given, now=now)


def said(findings: Iterable[Finding]) -> list[str]:
    """Level and text of each finding."""
    return [f"{each.level.name.lower()}: {each.text}" for each in findings]
