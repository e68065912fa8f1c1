"""What a poll may do to one incident."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.alert import Alert
from models.event import Change
from models.incident import AlertClass, Hold, Incident, IncidentState, Why
from models.told import NOTHING
from pipeline.deciding import outcomes
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.material import facts_of
from pipeline.deciding.outcome import Occurrence, Outcome
from pipeline.deciding.rules import Rules
from pipeline.deciding.shaping import judge
from tests.builders import NO_SERVICE_ON_KING, NOON, after, make_alert, make_catalogue
from tests.unit.pipeline.incidents import make_closed, make_incident
from tests.unit.pipeline.lexicons import LEXICON
from tests.unit.pipeline.playing import Play

GUIDANCE = Guidance(make_catalogue(), Rules(), LEXICON)
TODAY = date(2026, 8, 5)
KING = make_alert()
WORSE = make_alert("65302", f"{NO_SERVICE_ON_KING} Also at Church St.")
TOMORROW = make_alert(periods=[(after(hours=35), after(hours=41))])  # Thursday, 23:00 in Toronto
HOLD = Hold(900, NOON, Why("hold", "900 riders"))
PLANNED: dict[str, Any] = {"alert_class": AlertClass.PLANNED}


def seen(incident: Incident, *entities: Alert) -> Outcome | None:
    gap = timedelta(seconds=20)
    return outcomes.seen(incident, entities, guidance=GUIDANCE, is_new_catalogue=False, gap=gap, now=NOON)


def known(outcome: Outcome | None) -> Incident:
    assert outcome is not None
    return outcome.incident


def changes(outcome: Outcome | None) -> list[Change]:
    return [each.change for each in outcome.occurrences] if outcome else []


def test_an_incident_opens_with_whom_it_concerns_and_what_it_tells() -> None:
    judgement = judge([KING], GUIDANCE, NOON)
    outcome = outcomes.opened([KING], "abc", judgement=judgement, poll=7, guidance=GUIDANCE, now=NOON)
    incident = outcome.incident

    assert (incident.id, incident.revision, incident.version, outcome.is_new) == ("ttc/abc/7", 1, 1, True)
    assert (incident.targets, incident.alert_class, incident.is_announced) == (
        ("ttc/route/504", "ttc/mode/0", "ttc/agency"),
        AlertClass.URGENT,
        True,
    )
    assert (incident.told, incident.events_today, incident.updates_today) == (facts_of(incident, LEXICON), 1, 0)
    assert outcome.occurrences == (Occurrence(Change.OPENED, judgement.why),)


@pytest.mark.parametrize(
    ("alert", "announced"),
    [
        pytest.param(KING, True, id="urgent"),
        pytest.param(make_alert(effect="ACCESSIBILITY_ISSUE"), True, id="an elevator"),
        pytest.param(TOMORROW, False, id="planned: its reminder announces it"),
        pytest.param(make_alert(effect="ADDITIONAL_SERVICE"), False, id="information"),
    ],
)
def test_what_opens_is_announced_where_riders_are_texted(alert: Alert, *, announced: bool) -> None:
    judgement = judge([alert], GUIDANCE, NOON)
    outcome = outcomes.opened([alert], "abc", judgement=judgement, poll=7, guidance=GUIDANCE, now=NOON)

    assert outcome.incident.is_announced is announced


def test_an_untold_opening_keeps_what_it_would_have_told() -> None:
    judgement = judge([KING], GUIDANCE, NOON)
    opening = outcomes.opened([KING], "abc", judgement=judgement, poll=7, guidance=GUIDANCE, now=NOON)
    silent = outcomes.untold(opening, Why("baseline"), GUIDANCE, NOON)

    assert (silent.occurrences, silent.is_new, silent.incident.revision) == ((), True, 0)
    assert (silent.incident.is_announced, silent.incident.told) == (False, opening.incident.told)


@pytest.mark.parametrize(
    ("incident", "entities", "expected"),
    [
        pytest.param(make_incident(), (KING,), None, id="as it was"),
        pytest.param(make_incident(missing_since=NOON, missing_from_poll=1), (KING,), [], id="listed again"),
        pytest.param(make_incident(), (WORSE,), [Change.UPDATED], id="worse"),
        pytest.param(make_incident(), (replace(KING, cause="ACCIDENT"),), [], id="a cause is added"),
        pytest.param(make_incident(hold=HOLD), (WORSE,), [], id="worse, and held"),
    ],
)
def test_what_is_listed_is_told_where_it_is_news(
    incident: Incident, entities: tuple[Alert, ...], expected: object
) -> None:
    outcome = seen(incident, *entities)

    assert (None if outcome is None else changes(outcome)) == expected
    assert outcome is None or (outcome.incident.version, outcome.incident.missing_since) == (2, None)


def test_an_incident_keeps_what_was_told_while_its_update_waits() -> None:
    before = make_incident(updated_at=after(minutes=-1), updates_today=1, counted_day=TODAY)
    waiting = known(seen(before, WORSE))

    assert (waiting.pending_until, waiting.revision, waiting.told) == (after(minutes=9), 1, before.told)
    assert waiting.alert == WORSE


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"pending_until": NOON}, [Change.UPDATED], id="its time has come"),
        pytest.param({"pending_until": after(seconds=1)}, None, id="not yet"),
        pytest.param({"pending_until": None}, None, id="nothing waits"),
        pytest.param({"pending_until": NOON, "missing_since": NOON}, None, id="it is not listed"),
        pytest.param({"pending_until": NOON, "alert": KING}, [], id="it is not true any more"),
    ],
)
def test_an_update_that_waited_is_told_in_time_and_if_still_true(changed: dict[str, Any], expected: object) -> None:
    incident = replace(make_incident(), **{"alert": WORSE, **changed})
    outcome = outcomes.overdue(incident, GUIDANCE, NOON)

    assert (None if outcome is None else changes(outcome)) == expected


def test_an_incident_is_missing_since_the_first_poll_without_it() -> None:
    first = known(outcomes.missing(make_incident(), 8, NOON))

    assert (first.missing_since, first.missing_from_poll, first.version) == (NOON, 8, 2)
    assert outcomes.missing(first, 9, after(seconds=20)) is None


@pytest.mark.parametrize(
    ("events", "told", "revision"),
    [
        pytest.param(19, [Change.CLEARED], 2, id="the twentieth event of the day"),
        pytest.param(20, [], 1, id="it has said too much today"),
    ],
)
def test_an_end_is_told_unless_there_were_too_many_today(events: int, told: list[Change], revision: int) -> None:
    before = make_incident(counted_day=TODAY, events_today=events, hold=HOLD, pending_until=after(minutes=5))
    outcome = outcomes.cleared(before, before, Why("absent"), GUIDANCE, NOON)
    closed = outcome.incident

    assert (changes(outcome), closed.revision, closed.state, closed.closed_at) == (
        told,
        revision,
        IncidentState.CLOSED,
        NOON,
    )
    assert (closed.why.rule, closed.hold, closed.pending_until) == ("absent", None, None)


def test_an_end_takes_the_place_of_the_update_that_the_same_poll_would_have_told() -> None:
    before = make_incident()
    outcome = outcomes.cleared(before, known(seen(before, WORSE)), Why("ended"), GUIDANCE, NOON)

    assert (changes(outcome), outcome.incident.version, outcome.incident.revision) == ([Change.CLEARED], 2, 2)


@pytest.mark.parametrize(
    ("updates", "told"),
    [
        pytest.param(2, [Change.UPDATED], id="the third update of the day"),
        pytest.param(3, [], id="reopened in silence: it comes and goes"),
    ],
)
def test_what_comes_back_is_told_while_there_were_few_updates(updates: int, told: list[Change]) -> None:
    closed = make_closed(updates_today=updates, counted_day=TODAY, closed_at=NOON)
    outcome = outcomes.reopened(closed, (KING,), "free", guidance=GUIDANCE, now=NOON)
    incident = outcome.incident

    assert (changes(outcome), incident.is_open, incident.closed_at, incident.fingerprint) == (told, True, None, "free")
    assert incident.revision == closed.revision + len(told)


def test_what_is_held_and_new_was_told_to_nobody() -> None:
    judgement = judge([KING], GUIDANCE, NOON)
    opening = outcomes.opened([KING], "abc", judgement=judgement, poll=7, guidance=GUIDANCE, now=NOON)
    outcome = outcomes.held(None, opening, HOLD)
    incident = outcome.incident

    assert (outcome.occurrences, outcome.is_new, incident.hold, incident.revision) == ((), True, HOLD, 0)
    assert (incident.is_announced, incident.events_today, incident.why) == (False, 0, Why("held", "900 riders"))


@pytest.mark.parametrize(
    ("revision", "change"),
    [
        pytest.param(0, Change.OPENED, id="nobody was told before"),
        pytest.param(3, Change.UPDATED, id="riders were told of it before it was held"),
    ],
)
def test_what_is_released_is_told_as_it_stands(revision: int, change: Change) -> None:
    incident = make_incident(alert=WORSE, hold=HOLD, revision=revision, told=NOTHING)
    outcome = outcomes.released(incident, GUIDANCE, NOON)

    assert (changes(outcome), outcome.incident.revision, outcome.incident.hold) == ([change], revision + 1, None)
    assert outcome.incident.told == facts_of(incident, LEXICON)


def test_what_is_let_go_counts_as_told() -> None:
    incident = make_incident(alert=WORSE, hold=HOLD, revision=0, told=NOTHING)
    outcome = outcomes.let_go(incident, GUIDANCE, NOON)

    assert (changes(outcome), outcome.incident.revision, outcome.incident.hold) == ([], 0, None)
    assert outcome.incident.told == facts_of(incident, LEXICON)


def test_a_reminder_that_is_let_go_is_due_no_more() -> None:
    play = Play()
    tonight = make_alert("1", periods=[(NOON + timedelta(hours=14), NOON + timedelta(hours=16))])
    play.poll(tonight, wait_s=6 * 3600)
    name = play.incident("1").id
    play.incidents[name] = replace(play.incident("1"), hold=HOLD, reminded=())

    assert [play.poll(tonight, let_go=[name]), play.poll(tonight), play.keep_time(60)] == [[], [], []]


def test_a_reminder_joins_what_the_same_poll_tells_and_raises_no_revision() -> None:
    incident = make_incident(TOMORROW, **PLANNED)
    update = Outcome(replace(incident, version=2, revision=2), (Occurrence(Change.UPDATED, Why("updated")),))
    outcome = outcomes.reminded(incident, update, GUIDANCE, after(hours=6))

    assert changes(outcome) == [Change.UPDATED, Change.UPCOMING]
    assert (known(outcome).revision, known(outcome).version, known(outcome).reminded) == (2, 2, (date(2026, 8, 6),))
    assert outcome is not None
    assert outcome.change is Change.UPDATED


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"missing_since": NOON}, id="not listed"),
        pytest.param({"reminded": (date(2026, 8, 6),)}, id="reminded before"),
    ],
)
def test_nobody_is_reminded_in_vain(changed: dict[str, Any]) -> None:
    incident = make_incident(TOMORROW, **PLANNED | changed)

    assert outcomes.reminded(incident, None, GUIDANCE, after(hours=6)) is None


@pytest.mark.parametrize(
    ("changed", "is_forgotten"),
    [
        pytest.param({}, True, id="open-ended and unchanged for 36 hours"),
        pytest.param({"changed_at": after(hours=-35.9)}, False, id="for a little less"),
        pytest.param({"alert": make_alert(periods=[(NOON, after(days=9))])}, False, id="it has an end"),
        pytest.param({"alert_class": AlertClass.ACCESS}, False, id="an elevator"),
    ],
)
def test_what_its_agency_has_forgotten_loses_its_urgency(changed: dict[str, Any], *, is_forgotten: bool) -> None:
    incident = make_incident(**{"changed_at": after(hours=-36), **changed})
    outcome = outcomes.forgotten(incident, None, GUIDANCE, NOON)

    assert (outcome is not None) is is_forgotten
    assert outcome is None or (outcome.occurrences, outcome.incident.alert_class) == ((), AlertClass.INFO)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(lambda each: seen(each, WORSE), id="an update"),
        pytest.param(lambda each: outcomes.released(replace(each, hold=HOLD), GUIDANCE, NOON), id="a release"),
    ],
)
def test_a_baseline_silences_whatever_would_be_told(told: Callable[[Incident], Outcome]) -> None:
    before = make_incident(updates_today=1, counted_day=TODAY)
    silent = outcomes.silenced(before, told(before), GUIDANCE, NOON).incident

    assert (silent.revision, silent.updates_today, silent.why) == (before.revision, 1, before.why)
    assert (silent.version, silent.told) == (2, facts_of(silent, LEXICON))


def test_what_another_dataset_does_not_list_is_closed_in_silence() -> None:
    outcome = outcomes.dropped(make_incident(hold=HOLD), NOON)

    assert (outcome.occurrences, outcome.incident.state, outcome.incident.hold) == ((), IncidentState.CLOSED, None)
    assert outcome.incident.revision == 1


@pytest.mark.parametrize(
    ("alert", "is_news"),
    [
        pytest.param(make_alert("2"), False, id="the same"),
        pytest.param(make_alert("2", routes=("501",)), True, id="another route"),
        pytest.param(WORSE, True, id="another place"),
    ],
)
def test_what_leaves_an_incident_is_news_where_it_says_more(alert: Alert, *, is_news: bool) -> None:
    assert outcomes.is_news_beside(make_incident(), make_incident(alert), GUIDANCE, NOON) is is_news
