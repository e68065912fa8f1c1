"""What the operator sees of a poll: metrics, and one log line where something is new."""

from collections import Counter
from collections.abc import Sequence

import structlog

from models.event import AlertEvent
from models.incident import AlertClass
from pipeline import metrics
from pipeline.deciding.belief import Verdict
from pipeline.polled import Polled

NOT_ASKED = {"pausing", "stopping"}  # the feed was not heard, for reasons of our own
MOST_LOGGED = 100  # events of one poll: writing thousands of lines would hold up every other feed's poll
MOST_TARGETS = 20  # of an alert for a whole agency
log = structlog.get_logger()


def report(feed: str, polled: Polled) -> None:
    _measure(feed, polled)
    report_events(feed, polled.events)
    _log(feed, polled)


def _measure(feed: str, polled: Polled) -> None:
    memory = polled.memory
    metrics.POLLS.labels(feed, polled.outcome).inc()
    if reason := rejected_because(polled):
        metrics.REJECTED.labels(feed, reason).inc()
    for each in AlertClass:
        metrics.OPEN_INCIDENTS.labels(feed, each.value).set(polled.open_by_class.get(each.value, 0))
    metrics.ENTITIES.labels(feed).set(memory.alert_count)
    metrics.SKIPPED.labels(feed).inc(polled.skipped)
    metrics.HELD.labels(feed, "clears").set(memory.drop is not None)
    metrics.HELD.labels(feed, "openings").set(memory.held_openings > 0)
    if polled.unresolved is not None:
        metrics.UNRESOLVED.labels(feed).set(polled.unresolved)
    if memory.good_at:
        metrics.GOOD_POLL.labels(feed).set(memory.good_at.timestamp())
    if memory.stamped_at:
        metrics.FEED_STAMP.labels(feed).set(memory.stamped_at.timestamp())
    metrics.HELD.labels(feed, "riders").set(polled.held_incidents)


def forget(feed: str) -> None:
    """Take back what a poll says of the feed: another process polls it by now, or nobody can."""
    for gauge in (metrics.OPEN_INCIDENTS, metrics.HELD, metrics.ENTITIES, metrics.UNRESOLVED, metrics.LEFT_ALONE):
        gauge.remove_by_labels({"feed": feed})


def report_events(feed: str, events: Sequence[AlertEvent]) -> None:
    """The same of events alone, those of a poll or of the clock."""
    for change, count in Counter(event.change.value for event in events).items():
        metrics.EVENTS.labels(feed, change).inc(count)
    for event in events[:MOST_LOGGED]:
        log.info(
            "event",
            event_id=event.event_id,
            change=event.change.value,
            alert_class=event.alert_class.value,
            targets=list(event.targets[:MOST_TARGETS]),
            rule=event.why.rule,
            evidence=event.why.evidence,
        )


def rejected_because(polled: Polled) -> str | None:
    """Why a poll was no information; None where it was some, or nobody was asked."""
    if polled.outcome == Verdict.CONFIRM:
        return "stale" if polled.memory.is_stale else None
    return None if polled.outcome in {Verdict.ACCEPT, *NOT_ASKED} else polled.outcome


def _log(feed: str, polled: Polled) -> None:
    memory = polled.memory
    if polled.outcome == "accept":
        log.info(
            "poll.news",
            feed=feed,
            good_poll=memory.good_polls,
            alerts=memory.alert_count,
            events=len(polled.events),
            skipped=polled.skipped,
            unresolved=polled.unresolved,
            is_stale=memory.is_stale,
            held_openings=memory.held_openings,
            clears_held=memory.drop is not None,
        )
