"""What holds for every series of polls, however the feed behaves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.alert import Alert
from models.event import AlertEvent, Change, event_of
from models.incident import AlertClass, IncidentState
from pipeline.deciding.outcome import Outcome
from tests.builders import NOON, after, make_alert, make_catalogue, make_route
from tests.unit.pipeline.playing import Play

NEWSROOM = [
    "Streetcars are turning back near {} due to a collision",
    "A fire investigation at {} keeps trams away",
    "Buses replace every vehicle around {} while crews mend wires",
    "Because of flooding expect a wait beside {}",
    "Police have blocked tracks close to {}",
    "Signal trouble: long gaps from {} onwards",
]
PLACES = ["Broadview Station", "Parliament St", "Church St", "Bay St", "Dufferin Gate", "Spadina Ave"]
CATALOGUE = make_catalogue(*(make_route(number) for number in ("501", "504", "505")))
STARTS = {"no start": None, "an hour ago": after(hours=-1), "tomorrow": after(hours=30), "tonight": after(hours=9)}


@dataclass(frozen=True)
class Said:
    """What an alert may say; each `slot` has its own words and hour, so that nobody could mistake two of them.

    A vague one could be about anything.
    """

    slot: int
    route: str
    place: str
    effect: str
    start: str
    hours: int | None
    is_over: bool = False
    is_vague: bool = False

    @property
    def alert(self) -> Alert:
        going_on = "Streetcars are affected near {}" if self.is_vague else NEWSROOM[self.slot]
        what = "Regular service has resumed near {}" if self.is_over else going_on
        start = STARTS[self.start]
        if start is not None and not self.is_vague:
            start += timedelta(minutes=5 * self.slot)
        end = None if self.hours is None else (start or NOON) + timedelta(hours=self.hours)
        return make_alert(
            str(100 + self.slot),
            f"{self.route}: {what.format(self.place)}.",
            routes=(self.route,),
            effect=self.effect,
            periods=[] if start is None and end is None else [(start, end)],
        )


SAID = st.builds(
    Said,
    slot=st.integers(0, 5),
    route=st.sampled_from(["501", "504", "505"]),
    place=st.sampled_from(PLACES),
    effect=st.sampled_from(["NO_SERVICE", "DETOUR", "SIGNIFICANT_DELAYS", "MODIFIED_SERVICE", "NO_EFFECT"]),
    start=st.sampled_from(sorted(STARTS)),
    hours=st.sampled_from([None, 1, 3, 200]),
    is_over=st.sampled_from([False, False, False, True]),
)
LISTED = st.lists(SAID, max_size=5, unique_by=(lambda each: each.slot, lambda each: each.is_over or each.slot)).map(
    lambda said: [each.alert for each in said]
)
MESS = st.lists(
    st.builds(lambda said, is_vague: replace(said, is_vague=is_vague).alert, SAID, st.booleans()), max_size=7
)


@st.composite
def series(draw: st.DrawFn, listed: st.SearchStrategy[list[Alert]]) -> list[tuple[float, list[Alert]]]:
    """Polls that mostly repeat the last one: how long after it, and what is listed."""
    polls: list[tuple[float, list[Alert]]] = []
    for _ in range(draw(st.integers(2, 8))):
        is_repeated = bool(polls) and draw(st.booleans())
        alerts = polls[-1][1] if is_repeated else draw(listed)
        polls.append((draw(st.sampled_from([20, 60, 200, 700, 4000, 40000])), alerts))
    return polls


SERIES = series(LISTED)
MESSY = series(LISTED | MESS)


def start() -> Play:
    return Play(catalogue=CATALOGUE)


def played(polls: Sequence[tuple[float, Sequence[Alert]]]) -> Iterator[tuple[Play, list[Outcome]]]:
    play = start()
    for wait_s, alerts in polls:
        play.poll(*alerts, wait_s=wait_s)
        yield play, play.outcomes


def events(outcomes: Sequence[Outcome], at: datetime = NOON) -> list[AlertEvent]:
    return [
        event_of(outcome.incident, each.change, each.why, at=at, service_date=each.service_date)
        for outcome in outcomes
        for each in outcome.occurrences
    ]


def told(polls: Sequence[tuple[float, Sequence[Alert]]]) -> list[list[AlertEvent]]:
    return [events(outcomes) for _, outcomes in played(polls)]


def without_ids(events_of_polls: list[list[AlertEvent]]) -> list[list[str]]:
    """The events of each poll, without the feed's ids and in no order."""
    return [
        sorted(
            event.model_copy(update={"alert": replace(event.alert, entity_id="")}).model_dump_json() for event in each
        )
        for each in events_of_polls
    ]


@dataclass(frozen=True)
class Heard:
    """What somebody who hears nothing but events knows of an incident."""

    revision: int
    is_open: bool
    alert: Alert
    targets: tuple[str, ...]


def listen(heard: dict[str, Heard], event: AlertEvent) -> None:
    known = heard.get(event.incident)
    if event.change is Change.UPCOMING:
        # A reminder tells of what is known.
        assert known is None or known.revision == event.revision
        return
    assert event.revision == (known.revision if known else 0) + 1
    heard[event.incident] = Heard(event.revision, event.change is not Change.CLEARED, event.alert, event.targets)


@settings(max_examples=30, deadline=None)
@given(MESSY)
def test_who_hears_every_event_knows_what_the_pipeline_told_last(polls: list[tuple[float, list[Alert]]]) -> None:
    heard: dict[str, Heard] = {}
    for play, outcomes in played(polls):
        for event in events(outcomes):
            listen(heard, event)
        for outcome in outcomes:
            incident = outcome.incident
            if outcome.change is not None:
                state = Heard(incident.revision, incident.is_open, incident.alert, incident.targets)
                assert heard[incident.id] == state
        for incident in play.incidents.values():
            assert (heard[incident.id].revision if incident.id in heard else 0) == incident.revision


@settings(max_examples=25, deadline=None)
@given(SERIES, st.randoms(use_true_random=False))
def test_the_order_of_entities_changes_nothing(polls: list[tuple[float, list[Alert]]], random: Random) -> None:
    shuffled = [(wait_s, random.sample(alerts, len(alerts))) for wait_s, alerts in polls]

    assert without_ids(told(shuffled)) == without_ids(told(polls))


@settings(max_examples=25, deadline=None)
@given(SERIES, st.permutations(range(6)))
def test_other_names_for_the_same_entities_change_nothing(
    polls: list[tuple[float, list[Alert]]], names: list[int]
) -> None:
    renamed = [
        (wait_s, [replace(each, entity_id=f"x{names[int(each.entity_id) - 100]}") for each in alerts])
        for wait_s, alerts in polls
    ]

    assert without_ids(told(renamed)) == without_ids(told(polls))


@settings(max_examples=25, deadline=None)
@given(LISTED, st.lists(st.permutations(range(6)), min_size=1, max_size=6))
def test_new_ids_in_every_poll_of_the_same_content_are_no_news(alerts: list[Alert], names: list[list[int]]) -> None:
    play = start()
    play.poll(*alerts)
    found = [
        play.poll(*(replace(each, entity_id=str(100 + order[int(each.entity_id) - 100])) for each in alerts))
        for order in names
    ]

    assert [each for each in found if each] == []


@settings(max_examples=25, deadline=None)
@given(MESSY)
def test_a_poll_that_is_replayed_only_counts_what_is_absent(polls: list[tuple[float, list[Alert]]]) -> None:
    play = start()
    for wait_s, alerts in polls:
        play.poll(*alerts, wait_s=wait_s)
        counting = {"absent"} if play.memory.drop is None else {"absent", "ended"}
        play.poll(*alerts, wait_s=0)
        # Good news under an id that has begun to move may be listed as information, which wakes nobody.
        loud = [each.incident for each in play.outcomes if each.incident.alert_class is not AlertClass.INFO]
        assert all(each.why.rule in counting for each in loud)


@settings(max_examples=25, deadline=None)
@given(MESSY)
def test_versions_rise_by_one_per_write_and_revisions_with_what_is_told(polls: list[tuple[float, list[Alert]]]) -> None:
    before: dict[str, tuple[int, int]] = {}
    for _, outcomes in played(polls):
        assert len({each.incident.id for each in outcomes}) == len(outcomes)
        for outcome in outcomes:
            version, revision = before.get(outcome.incident.id, (0, 0))
            assert outcome.is_new == (version == 0)
            assert outcome.incident.version == version + 1
            assert outcome.incident.revision == revision + (outcome.change is not None)
            before[outcome.incident.id] = outcome.incident.version, outcome.incident.revision


@settings(max_examples=15, deadline=None)
@given(MESSY)
def test_the_same_polls_bring_the_same_events(polls: list[tuple[float, list[Alert]]]) -> None:
    assert told(polls) == told(polls)


@settings(max_examples=25, deadline=None)
@given(MESSY)
def test_no_two_open_incidents_share_a_fingerprint_and_no_two_an_id(polls: list[tuple[float, list[Alert]]]) -> None:
    for play, outcomes in played(polls):
        opened = [each.incident.id for each in outcomes if each.is_new]
        names = [each.fingerprint for each in play.incidents.values() if each.is_open]
        assert len(set(opened)) == len(opened)
        assert len(set(names)) == len(names)


@settings(max_examples=25, deadline=None)
@given(MESSY)
def test_nobody_is_reminded_of_a_day_twice_at_one_revision(polls: list[tuple[float, list[Alert]]]) -> None:
    seen: set[tuple[str, int, date | None]] = set()
    for event in (each for poll in told(polls) for each in poll if each.change is Change.UPCOMING):
        occasion = (event.incident, event.revision, event.service_date)
        assert occasion not in seen
        seen.add(occasion)


@settings(max_examples=25, deadline=None)
@given(MESSY)
def test_a_closed_incident_says_nothing_but_that_it_is_reopened(polls: list[tuple[float, list[Alert]]]) -> None:
    closed: set[str] = set()
    for _, outcomes in played(polls):
        for outcome in outcomes:
            if outcome.incident.id in closed:
                assert outcome.incident.is_open
                assert all(each.why.rule in {"reopened", "relisted", "upcoming"} for each in outcome.occurrences)
            closed.discard(outcome.incident.id)
            if outcome.incident.state is IncidentState.CLOSED:
                closed.add(outcome.incident.id)
