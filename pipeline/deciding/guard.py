"""Doubts about whole polls: a feed that is suddenly almost empty, or suddenly crowded."""

from datetime import datetime, timedelta

from pipeline.deciding.memory import Drop, FeedMemory
from pipeline.deciding.rules import Rules


def held_drop(memory: FeedMemory, count: int, *, poll: int, rules: Rules, now: datetime) -> Drop | None:
    """The drop for which clears are held at good poll number `poll`, which lists `count` alerts; None for no hold."""
    drop = memory.drop or Drop(memory.alert_count, now, poll)
    if drop.before < rules.drop_from_alerts or count >= rules.drop_share * drop.before:
        return None
    patience = timedelta(seconds=rules.drop_s if count else rules.empty_s)
    is_held = poll - drop.from_poll < rules.drop_polls or now - drop.since < patience
    return drop if is_held else None


def is_crowd(openings: int, open_incidents: int, rules: Rules) -> bool:
    """Whether so many alerts are new at once that the feed's ids, rather than the city, may have changed."""
    return openings > rules.crowd_alerts and openings > rules.crowd_share * open_incidents
