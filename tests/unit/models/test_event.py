"""What crosses Kafka comes out as it went in."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert, EntitySelector, Translation
from models.event import Change, UndecodableEventError, decode_event, encode_event, event_of
from models.incident import AlertClass, Incident, Why, decode_incident, encode_incident
from models.route import Route
from models.time_range import TimeRange

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
    opened_at=MOMENTS,
    changed_at=MOMENTS,
    revision=st.integers(0, 99),
    why=st.builds(Why, rule=TEXTS, evidence=TEXTS),
)


@given(INCIDENTS, st.sampled_from(Change), MOMENTS)
def test_an_event_round_trips(incident: Incident, change: Change, at: datetime) -> None:
    event = event_of(incident, change, at=at)

    assert decode_event(encode_event(event)) == event


@given(INCIDENTS)
def test_an_incident_round_trips_through_its_document(incident: Incident) -> None:
    assert decode_incident(encode_incident(incident)) == incident


@given(st.binary(max_size=200))
def test_what_is_no_event_has_one_error(record: bytes) -> None:
    with pytest.raises(UndecodableEventError):
        decode_event(record)


def test_a_later_schema_version_is_not_guessed_at() -> None:
    with pytest.raises(UndecodableEventError):
        decode_event(b'{"schema_version": 2}')
