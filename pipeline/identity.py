"""By what an incident is recognised in the next poll: its entity's id."""

from collections.abc import Iterable

from models.alert import Alert


def by_fingerprint(alerts: Iterable[Alert]) -> dict[str, Alert]:
    """The alerts of one poll by fingerprint, in the feed's order; an entity that is listed twice counts once."""
    found: dict[str, Alert] = {}
    repeats: dict[str, int] = {}
    for alert in alerts:
        if alert.entity_id not in found:
            found[alert.entity_id] = alert
        elif alert != found[alert.entity_id]:
            # In Belgium ids repeat within one poll: the second of a name is another one.
            repeats[alert.entity_id] = repeats.get(alert.entity_id, 1) + 1
            found[f"{alert.entity_id}~{repeats[alert.entity_id]}"] = alert
    return found
