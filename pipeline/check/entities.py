"""What the feed lists: alerts among other things, what cannot be read, and what its ids are worth."""

from collections import Counter
from collections.abc import Iterator

from pipeline.check.report import Finding, Level, Part, plural
from pipeline.check.sample import Sample

TOPIC, IDS = "entities", "ids"
VERSIONS = {"1.0", "2.0"}
LARGE_BYTES = 5_000_000
FEW_IDS = 5  # so few could be numbered 1, 2, 3 by chance


def entities(sample: Sample) -> Part:
    found, observed = sample.entities, sample.observed
    facts = {
        "version": sample.snapshot.version,
        "bytes": observed.size,
        "entities": found.total,
        "alerts": len(sample.alerts),
        "other_entities": dict(found.others),
        "deleted": found.deleted,
        "skipped": dict(found.skipped),
    }
    return Part(facts, (*_of_whole(sample), *_of_kinds(sample), *_of_skipped(sample), *_of_ids(sample)))


def _of_whole(sample: Sample) -> Iterator[Finding]:
    version, size = sample.snapshot.version, sample.observed.size
    if version not in VERSIONS:
        text = f"gtfs_realtime_version is {version!r}, not 1.0 or 2.0: it is read all the same."
        yield Finding(Level.NOTE, "version", text)
    if size > LARGE_BYTES:
        text = f"Each poll is {size / 1e6:.1f} MB: keep poll_interval_s above 30, and FETCH_MOST_BYTES above that size."
        yield Finding(Level.WARNING, TOPIC, text)


def _of_kinds(sample: Sample) -> Iterator[Finding]:
    others = sample.entities.others
    listed = ", ".join(plural(count, kind) for kind, count in others.most_common())
    if sample.alerts and others:
        text = f"The alerts come among other things ({listed}): an address with alerts alone would be cheaper."
        yield Finding(Level.NOTE, TOPIC, text)
    elif others:
        text = f"No alerts, but {listed}: this is not the agency's feed of service alerts; ask for its address."
        yield Finding(Level.PROBLEM, TOPIC, text)
    elif not sample.entities.total:
        text = "Nothing is listed just now, so there is nothing to judge: check again on a day with disruptions."
        yield Finding(Level.WARNING, TOPIC, text)


def _of_skipped(sample: Sample) -> Iterator[Finding]:
    if skipped := sample.entities.skipped:
        reasons = tuple(f"{reason}: {count}" for reason, count in skipped.most_common())
        text = f"{plural(skipped.total(), 'entity', 'entities')} cannot be read and will be missing: tell the agency."
        level = Level.WARNING if sample.alerts else Level.PROBLEM
        yield Finding(level, TOPIC, text, reasons)


def _of_ids(sample: Sample) -> Iterator[Finding]:
    ids = [alert.entity_id for alert in sample.alerts]
    repeated = [each for each, count in Counter(ids).items() if count > 1]
    if repeated:
        text = f"{plural(len(repeated), 'id')} mean several alerts: they are told apart by content; nothing to do."
        yield Finding(Level.NOTE, IDS, text, tuple(repeated))
    elif are_positions(ids):
        text = "The ids are positions in a list (1, 2, 3...): alerts are told apart by content; nothing to do."
        yield Finding(Level.NOTE, IDS, text)
    elif ids:
        yield Finding(Level.OK, IDS, "Every alert has an id of its own.")


def are_positions(ids: list[str]) -> bool:
    """Whether the ids are 1..n or 0..n-1: of enough alerts, no coincidence."""
    if len(ids) < FEW_IDS or not all(each.isdecimal() for each in ids):
        return False
    numbers = sorted(int(each) for each in ids)
    return numbers[0] in {0, 1} and numbers == list(range(numbers[0], numbers[0] + len(ids)))
