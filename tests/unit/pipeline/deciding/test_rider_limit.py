"""Which changes wait for the operator."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from models.event import Change
from models.incident import AlertClass, Hold, Incident, Why
from pipeline.deciding.outcome import Occurrence, Outcome
from pipeline.deciding.rider_limit import Limit, RiderLimit, with_holds, would_text
from tests.builders import NOON, make_alert
from tests.unit.pipeline.incidents import make_incident

KING, QUEEN = "ttc/route/504", "ttc/route/501"
BOTH = make_alert(routes=("504", "501"))
HOLD = Hold(900, NOON, Why("hold"))


class CountedRiders:
    """Riders by target; nobody has two."""

    def __init__(self, **riders: int) -> None:
        self.riders = {f"ttc/route/{route[1:]}": number for route, number in riders.items()}
        self.asked: list[Sequence[str]] = []

    async def count(self, targets: Sequence[str]) -> int:
        self.asked.append(targets)
        return sum(self.riders.get(each, 0) for each in targets)


class KeptVerdicts:
    """What the operator has decided."""

    def __init__(self, **decided: bool) -> None:
        self.decided = decided
        self.forgotten: list[str] = []
        self.times_asked = 0

    async def find(self, feed: str) -> dict[str, bool]:
        self.times_asked += 1
        return dict(self.decided)

    async def forget(self, incidents: Sequence[str]) -> None:
        self.forgotten += incidents


def limit_of(
    riders: CountedRiders | None = None, verdicts: KeptVerdicts | None = None, *, above: int = 500
) -> RiderLimit:
    return RiderLimit("ttc", riders=riders or CountedRiders(), verdicts=verdicts or KeptVerdicts(), limit=Limit(above))


def outcome(change: Change | None = Change.OPENED, *, rule: str = "effect", **changes: Any) -> Outcome:
    occurrences = (Occurrence(change, Why(rule)),) if change else ()
    return Outcome(make_incident(BOTH, **changes), occurrences, is_new=change is Change.OPENED)


def single(route: str, **changes: Any) -> Outcome:
    incident = make_incident(make_alert(routes=(route,)), id=route, **changes)
    return Outcome(incident, (Occurrence(Change.OPENED, Why("effect")),), is_new=True)


@pytest.mark.parametrize(
    ("change", "alert_class", "expected"),
    [
        (Change.OPENED, AlertClass.URGENT, True),
        (Change.UPDATED, AlertClass.ACCESS, True),
        (Change.OPENED, AlertClass.PLANNED, False),
        (Change.UPDATED, AlertClass.INFO, False),
        (Change.UPCOMING, AlertClass.PLANNED, True),
        (Change.CLEARED, AlertClass.URGENT, False),
        (None, AlertClass.URGENT, False),
    ],
)
def test_what_texts_riders_who_asked_for_nothing_more(
    change: Change | None, alert_class: AlertClass, *, expected: bool
) -> None:
    assert would_text(outcome(change, alert_class=alert_class)) is expected


@pytest.mark.parametrize(
    ("result", "riders", "total", "limit", "is_held"),
    [
        pytest.param(outcome(), 501, 501, Limit(500), True, id="more than 500 riders"),
        pytest.param(outcome(), 100, 600, Limit(500), True, id="a part of more than 500 in one poll"),
        pytest.param(outcome(), 0, 600, Limit(500), False, id="it tells nobody"),
        pytest.param(outcome(rule="released"), 501, 501, Limit(500), False, id="the operator has released it"),
        pytest.param(single("504"), 501, 501, Limit(500), False, id="urgent, one route"),
        pytest.param(single("504"), 501, 501, Limit(500, urgent_too=True), True, id="urgent ones too"),
        pytest.param(
            single("504", alert_class=AlertClass.ACCESS), 501, 501, Limit(500), True, id="one route, not urgent"
        ),
    ],
)
def test_what_is_too_much_is_held(result: Outcome, riders: int, total: int, limit: Limit, *, is_held: bool) -> None:
    name = result.incident.id
    checked = with_holds([result], {}, {name: riders}, total=total, limit=limit, now=NOON)[0]

    assert (checked.incident.hold is not None, bool(checked.occurrences)) == (is_held, not is_held)


def test_the_operator_reads_how_many_riders_and_why() -> None:
    results = with_holds(
        [outcome(id="a"), outcome(id="b")], {}, {"a": 1200, "b": 90}, total=1290, limit=Limit(500), now=NOON
    )
    evidence = [each.incident.hold.why.evidence for each in results if each.incident.hold]

    assert evidence == ["1,200 riders, more than 500", "90 of 1,290 riders in one poll, more than 500"]


@pytest.mark.parametrize(
    ("riders", "is_held"),
    [pytest.param(250, False, id="500 together"), pytest.param(251, True, id="502 together")],
)
async def test_one_poll_may_tell_so_many_riders_and_no_more(riders: int, *, is_held: bool) -> None:
    counted = CountedRiders(r504=riders, r501=riders)
    results = await limit_of(counted).checked([outcome()], {}, NOON)

    assert (results[0].incident.hold is not None) is is_held


async def test_an_urgent_alert_of_one_route_passes_beside_one_that_is_held() -> None:
    results = await limit_of(CountedRiders(r504=400, r501=400)).checked([single("504"), outcome()], {}, NOON)

    assert [each.incident.hold is not None for each in results] == [False, True]


@pytest.mark.parametrize(
    ("above", "result"),
    [
        pytest.param(0, outcome(), id="nothing is ever held"),
        pytest.param(500, outcome(Change.CLEARED), id="nobody is told anything new"),
    ],
)
async def test_riders_are_not_counted_without_need(above: int, result: Outcome) -> None:
    riders = CountedRiders(r504=9999)

    assert await limit_of(riders, above=above).checked([result], {}, NOON) == [result]
    assert riders.asked == []


def held(name: str, *, hold: Hold | None = HOLD) -> dict[str, Incident]:
    return {name: make_incident(id=name, hold=hold)}


@pytest.mark.parametrize(
    ("incidents", "expected", "asked"),
    [
        pytest.param(held("a"), {"a": True}, 1, id="one of them is held"),
        pytest.param(held("z"), {}, 1, id="another one is held"),
        pytest.param(held("a", hold=None), {}, 0, id="nothing is held"),
        pytest.param({}, {}, 0, id="nothing goes on"),
    ],
)
async def test_what_the_operator_decided_is_asked_only_while_something_is_held(
    incidents: dict[str, Incident], expected: dict[str, bool], asked: int
) -> None:
    verdicts = KeptVerdicts(a=True, b=False)

    assert await limit_of(verdicts=verdicts).decided(incidents) == expected
    assert verdicts.times_asked == asked


async def test_a_decision_that_was_acted_upon_is_forgotten() -> None:
    verdicts = KeptVerdicts()
    limit = limit_of(verdicts=verdicts)
    await limit.acted({})
    await limit.acted({"a": True, "b": False})

    assert verdicts.forgotten == ["a", "b"]


def test_what_is_held_stands_as_riders_know_it() -> None:
    before = make_incident(BOTH)
    updated = Outcome(
        replace(before, version=2, revision=2, updates_today=1, updated_at=NOON, why=Why("updated")),
        (Occurrence(Change.UPDATED, Why("updated")),),
    )
    checked = with_holds([updated], {before.id: before}, {before.id: 900}, total=900, limit=Limit(500), now=NOON)[0]

    assert replace(checked.incident, hold=None) == replace(before, version=2)
