"""Which changes wait for the operator: those that would text more riders at once than somebody meant to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.event import Change
from models.incident import Hold, Incident, Why
from pipeline import outcomes
from pipeline.outcomes import UNSOLICITED, Outcome


@dataclass(frozen=True, slots=True)
class HoldRule:
    """`above` riders, of one alert or of one poll together, are too many; 0 holds nothing.

    An urgent alert of a single route passes unless `urgent_too`: those are what the product is for.
    """

    above: int = 0
    urgent_too: bool = False


def would_text(outcome: Outcome) -> bool:
    """Whether the outcome sends texts to riders who asked for nothing more than their route."""
    return any(
        each.change is Change.UPCOMING
        or (each.change is not Change.CLEARED and outcome.incident.alert_class in UNSOLICITED)
        for each in outcome.occurrences
    )


def with_holds(
    results: Sequence[Outcome],
    before: Mapping[str, Incident],
    riders: Mapping[str, int],
    *,
    total: int,
    rule: HoldRule,
    now: datetime,
) -> tuple[Outcome, ...]:
    """The outcomes, those held back that are too much.

    `riders` are how many each would text, by incident; `total` is how many all of them would, each rider once.
    """
    return tuple(_checked(each, before.get(each.incident.id), riders, total, rule, now) for each in results)


def _checked(
    outcome: Outcome, before: Incident | None, riders: Mapping[str, int], total: int, rule: HoldRule, now: datetime
) -> Outcome:
    count = riders.get(outcome.incident.id, 0)
    was_decided = any(each.why.rule == "released" for each in outcome.occurrences)
    if not count or was_decided or (_is_single_urgent(outcome.incident) and not rule.urgent_too):
        return outcome
    alone = count > rule.above
    evidence = f"{count:,} riders" if alone else f"{count:,} of {total:,} riders in one poll"
    hold = Hold(count, now, Why("hold", f"{evidence}, more than {rule.above:,}"))
    return outcomes.held(before, outcome, hold)


def _is_single_urgent(incident: Incident) -> bool:
    return incident.is_urgent and len(incident.routes) == 1
