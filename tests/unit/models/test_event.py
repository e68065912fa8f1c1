"""What crosses Kafka comes out as it went in."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert, EntitySelector, Translation
from models.event import Change, UndecodableEventError, decode_event, encode_event, event_of
from models.incident import AlertClass, Hold, Incident, Why, decode_incident, encode_incident
from models.route import Route
from models.station import Device, Station, StationKind
from models.time_range import TimeRange
from models.told import Facts

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # naive bounds are what hypothesis wants
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ALERTS = st.builds(
    Alert,
    entity_id=TEXTS,
    header_text=st.tuples(st.builds(Translation, text=TEXTS, language=st.none() | st.just("fr"))),
    active_periods=st.tuples(st.builds(TimeRange, start=st.none() | MOMENTS, end=st.none() | MOMENTS)),
    informed_entities=st.tuples(
        st.builds(EntitySelector, route_id=st.none() | TEXTS, direction_id=st.none() | st.just(1))
    ),
)
ROUTES = st.tuples(st.builds(Route, target=TEXTS, feed=TEXTS, route_id=TEXTS, short_name=TEXTS, long_name=TEXTS))
WHYS = st.builds(Why, rule=TEXTS, evidence=TEXTS)
STATIONS = st.builds(Station, target=TEXTS, feed=TEXTS, station_id=TEXTS, name=TEXTS, kind=st.sampled_from(StationKind))
INCIDENTS = st.builds(
    Incident,
    id=TEXTS,
    feed=TEXTS,
    fingerprint=TEXTS,
    alert=ALERTS,
    alert_class=st.sampled_from(AlertClass),
    agency=TEXTS,
    zone=st.just("America/Toronto"),
    routes=ROUTES,
    stations=st.tuples() | st.tuples(STATIONS),
    targets=st.lists(TEXTS, max_size=3).map(tuple),
    device=st.none() | st.sampled_from(Device),
    told=st.builds(Facts, effect=TEXTS, places=st.tuples(TEXTS), end=st.none() | MOMENTS),
    counted_day=st.none() | st.dates(),
    reminded=st.lists(st.dates(), max_size=3).map(tuple),
    hold=st.none() | st.builds(Hold, riders=st.integers(0, 99), since=MOMENTS, why=WHYS),
    opened_at=MOMENTS,
    changed_at=MOMENTS,
    revision=st.integers(0, 99),
    why=WHYS,
)

INCIDENT = Incident(
    id="ttc/1/1",
    feed="ttc",
    fingerprint="1",
    alert=Alert("1"),
    alert_class=AlertClass.URGENT,
    agency="TTC",
    zone="America/Toronto",
    routes=(),
    opened_at=datetime(2026, 8, 5, 16, tzinfo=UTC),
    changed_at=datetime(2026, 8, 5, 16, tzinfo=UTC),
)


@given(INCIDENTS, st.sampled_from(Change), MOMENTS)
def test_an_event_round_trips(incident: Incident, change: Change, at: datetime) -> None:
    event = event_of(incident, change, incident.why, at=at)

    assert decode_event(encode_event(event)) == event


@given(INCIDENTS, st.integers(0, 3000))
def test_an_event_beyond_the_bound_names_its_incident(incident: Incident, most_bytes: int) -> None:
    event = event_of(incident, Change.OPENED, incident.why, at=incident.opened_at)
    sent = decode_event(encode_event(event, most_bytes=most_bytes))
    identity = attrgetter("event_id", "incident", "revision", "change", "at", "why")

    assert sent.selectors_by_reference == (len(encode_event(event)) > most_bytes)
    assert identity(sent) == identity(event)
    assert sent == event or (sent.routes, sent.stations, sent.targets, sent.alert.informed_entities) == ((), (), (), ())


def test_selectors_are_left_out_before_texts() -> None:
    selectors = tuple(EntitySelector(route_id=str(number)) for number in range(1000))
    alert = Alert("1", header_text=(Translation("No service", "en"),), informed_entities=selectors)
    event = event_of(replace(INCIDENT, alert=alert), Change.OPENED, INCIDENT.why, at=INCIDENT.opened_at)
    record = encode_event(event, most_bytes=2000)
    short = encode_event(event, most_bytes=10)

    assert (len(record) <= 2000, decode_event(record).alert.header_text) == (True, alert.header_text)
    assert decode_event(short).alert == Alert("1")


def test_a_record_of_before_the_bound_is_understood() -> None:
    record = json.loads(encode_event(event_of(INCIDENT, Change.OPENED, INCIDENT.why, at=INCIDENT.opened_at)))
    del record["selectors_by_reference"]

    assert decode_event(json.dumps(record).encode()).selectors_by_reference is False


def test_a_reminder_is_about_the_periods_of_its_day_alone() -> None:
    midnight = datetime(2026, 8, 6, 4, tzinfo=UTC)  # of Thursday, in Toronto
    week = TimeRange(midnight, midnight + timedelta(days=7))
    night = TimeRange(midnight + timedelta(days=1, hours=23), midnight + timedelta(days=2, hours=5))
    alert = Alert("1", active_periods=(week,))
    incident = replace(INCIDENT, alert=alert, members=(alert, Alert("2", active_periods=(night,))), revision=3)
    event = event_of(incident, Change.UPCOMING, Why("upcoming"), at=midnight, service_date=date(2026, 8, 7))

    assert (event.event_id, event.service_date) == ("ttc/1/1/3/upcoming/2026-08-07", date(2026, 8, 7))
    assert event.alert == replace(alert, active_periods=(night,))


@given(INCIDENTS)
def test_an_incident_round_trips_through_its_document(incident: Incident) -> None:
    assert decode_incident(encode_incident(incident)) == incident


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        pytest.param(b"garbage", "Invalid JSON: expected value at line 1 column 1", id="no JSON"),
        pytest.param(b'{"schema_version": 2}', "schema_version: Input should be 1 (and 12 more)", id="later version"),
    ],
)
def test_the_problem_is_told_in_one_line(record: bytes, problem: str) -> None:
    with pytest.raises(UndecodableEventError) as raised:
        decode_event(record)

    assert str(raised.value) == problem


@given(st.binary(max_size=200))
def test_what_is_no_event_has_one_error(record: bytes) -> None:
    with pytest.raises(UndecodableEventError):
        decode_event(record)


def test_a_later_schema_version_is_not_guessed_at() -> None:
    with pytest.raises(UndecodableEventError):
        decode_event(b'{"schema_version": 2}')
