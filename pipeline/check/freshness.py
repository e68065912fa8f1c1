"""Is the feed alive? What its header's time says, and how `header_stamp` is to be configured."""

from collections.abc import Iterator
from datetime import timedelta

from pipeline.check.report import Finding, Level, Part
from pipeline.check.sample import Observed, Sample
from pipeline.deciding.belief import Stamp

TOPIC = "freshness"
INTERVAL_S = 20


def freshness(sample: Sample) -> Part:
    observed, stamped_at = sample.observed, sample.snapshot.stamped_at
    age = sample.now - stamped_at if stamped_at else None
    facts = {
        "stamped_at": stamped_at,
        "age_s": age.total_seconds() if age is not None else None,
        "header_stamp": header_stamp(sample).value,
        "validators": observed.validators,
    }
    findings = [*_of_stamp(sample), *(_of_requests(observed) if observed.is_live else ())]
    return Part(facts, tuple(findings))


def header_stamp(sample: Sample) -> Stamp:
    """What the header's time means, as far as two looks can tell: the default unless there is reason to doubt it."""
    if _moves_with_requests(sample.observed) or not sample.observed.is_live:
        return Stamp.GENERATED
    return Stamp.CHANGED if _is_old(sample) else Stamp.GENERATED


def _of_stamp(sample: Sample) -> Iterator[Finding]:
    stamped_at, observed = sample.snapshot.stamped_at, sample.observed
    if stamped_at is None:
        yield Finding(
            Level.WARNING,
            TOPIC,
            "The header has no time: a producer that hangs cannot be told from a quiet city; ask the agency to set it.",
        )
    elif not observed.is_live and stamped_at == sample.now:
        yield Finding(Level.NOTE, TOPIC, "A file: judged as of its header's time; --at TIME judges it as of another.")
    elif stamped_at > sample.now + timedelta(seconds=sample.guidance.rules.stamp_ahead_s):
        yield Finding(
            Level.WARNING,
            TOPIC,
            f"The header's time is {_length(stamped_at - sample.now)} ahead: compare this machine's clock first, then"
            " tell the agency; until then that time is ignored.",
        )
    elif not observed.is_live:
        ago = _length(sample.now - stamped_at)
        yield Finding(Level.NOTE, TOPIC, f"A file, judged as of the time you gave: its header is {ago} older.")
    elif _is_old(sample):
        yield _of_old_stamp(sample)
    else:
        yield Finding(Level.OK, TOPIC, f"The header's time is {_length(sample.now - stamped_at)} old.")
    if _moves_with_requests(observed):
        yield Finding(Level.OK, TOPIC, 'The header\'s time moves though nothing changed: header_stamp = "generated".')


def _of_old_stamp(sample: Sample) -> Finding:
    stamped_at = sample.snapshot.stamped_at or sample.now
    age = _length(sample.now - stamped_at)
    if _moves_with_requests(sample.observed):
        text = f"The header's time is {age} old and moves: the agency's clock is behind; tell the agency."
    else:
        text = (
            f"The header's time is {age} old: either it moves only with the content, then header_stamp ="
            ' "changed" is right, or the producer hangs; compare the alerts with the agency\'s website.'
        )
    return Finding(Level.WARNING, TOPIC, text)


def _of_requests(observed: Observed) -> Iterator[Finding]:
    again = observed.again
    if again is None:
        yield Finding(Level.WARNING, TOPIC, "The second request failed: watch headway's feed metrics for a day.")
    elif again.frame is None:
        offered = " and ".join(observed.validators)
        yield Finding(Level.OK, TOPIC, f"The server answers 304 to {offered}: an unchanged poll costs nothing.")
    else:
        a_day = observed.size * 86_400 / INTERVAL_S / 1e6
        offered = f"offers {' and '.join(observed.validators)}, but sent all again" if observed.validators else ""
        reason = offered or "offers neither ETag nor Last-Modified"
        text = f"The server {reason}: polls every {INTERVAL_S} s download up to {a_day:,.0f} MB a day; raise"
        yield Finding(Level.NOTE, TOPIC, f"{text} poll_interval_s if that is too much.")


def _moves_with_requests(observed: Observed) -> bool:
    """Whether the time moved between two looks while the content stayed."""
    if observed.again is None or observed.again.frame is None:
        return False
    later = observed.again.frame
    return later.content_hash == observed.frame.content_hash and later.stamped_at != observed.frame.stamped_at


def _is_old(sample: Sample) -> bool:
    stamped_at, patience = sample.snapshot.stamped_at, timedelta(seconds=sample.guidance.rules.stale_after_s)
    return stamped_at is not None and sample.now - stamped_at > patience


def _length(duration: timedelta) -> str:
    seconds = abs(duration.total_seconds())
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 172_800 else f"{seconds / 86_400:.0f} days"
