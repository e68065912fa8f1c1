"""Judges a feed before it is configured: what it lists, whether it can be trusted, and what riders would get."""

from pipeline.check.entities import entities
from pipeline.check.feed_table import feed_table
from pipeline.check.freshness import freshness
from pipeline.check.periods import periods
from pipeline.check.report import Report
from pipeline.check.sample import Sample
from pipeline.check.selectors import selectors
from pipeline.check.today import Day, classes, play_day
from pipeline.check.words import words


def examine(sample: Sample, *, static_gtfs: str = "") -> Report:
    """Everything that can be said of one poll; `static_gtfs` is where its static GTFS was read from."""
    day = play_day(sample)
    parts = [examination(sample) for examination in (entities, freshness, words, periods, selectors)]
    parts.append(classes(sample, day))
    findings = sorted((each for part in parts for each in part.findings), key=lambda each: -each.level)
    return Report(
        source=sample.observed.source,
        judged_at=sample.now,
        zone=sample.guidance.catalogue.zone,
        is_usable=_is_usable(sample, day),
        facts={name: value for part in parts for name, value in part.facts.items()},
        findings=tuple(findings),
        texts=day.texts,
        table=feed_table(sample, static_gtfs),
    )


def _is_usable(sample: Sample, day: Day) -> bool:
    """Whether somebody could be told something; a feed that lists nothing at all may do so tomorrow."""
    if not sample.entities.total:
        return True
    # What is over concerns nobody any more, and says as little about tomorrow as an empty feed.
    reaches = [bool(each.targets) for each in day.incidents]
    return any(reaches) or (not reaches and bool(sample.alerts))
