"""What the operator sees of a poll: metrics, and one log line where something is new."""

import structlog

from pipeline import metrics
from pipeline.polled import Polled

log = structlog.get_logger()


def report(feed: str, polled: Polled) -> None:
    _measure(feed, polled)
    _log(feed, polled)


def _measure(feed: str, polled: Polled) -> None:
    memory = polled.memory
    metrics.POLLS.labels(feed, polled.outcome).inc()
    metrics.OPEN_INCIDENTS.labels(feed).set(polled.open_incidents)
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
    for event in polled.events:
        metrics.EVENTS.labels(feed, event.change.value).inc()


def _log(feed: str, polled: Polled) -> None:
    memory = polled.memory
    for event in polled.events:
        log.info(
            "event",
            event_id=event.event_id,
            change=event.change.value,
            routes=list(event.targets),
            why=event.why.evidence,
        )
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
