"""From bytes to a snapshot."""

from datetime import UTC, datetime

import pytest
from google.transit import gtfs_realtime_pb2 as pb
from hypothesis import given
from hypothesis import strategies as st

from models.alert import EntitySelector
from models.time_range import TimeRange
from pipeline.reading.decode import MOST_ALERTS, MOST_ENTITY_BYTES, MOST_PARTS, decode
from pipeline.reading.frame import MOST_FIELDS, UnreadableError
from tests.builders import NOON, after, encode_feed, make_alert, make_alerts

TEN = encode_feed(make_alerts(10))


def one_entity() -> tuple[pb.FeedMessage, pb.FeedEntity]:
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    return message, message.entity.add(id="1")


def test_an_alert_comes_out_as_the_agency_wrote_it() -> None:
    alert = make_alert(stops=("14945",), periods=[(NOON, after(hours=1))], description="Shuttle buses are running.")

    assert decode(encode_feed([alert])).alerts == (alert,)


def test_alerts_keep_the_order_of_the_feed() -> None:
    assert [alert.entity_id for alert in decode(TEN).alerts] == [f"90{number:02}" for number in range(1, 11)]


def test_the_header_time_is_utc() -> None:
    assert decode(TEN).stamped_at == NOON


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing at all"),
        pytest.param(b"<html><body>503 Service Unavailable</body></html>", id="an HTML page"),
        pytest.param(b"<!DOCTYPE html>\n<html>", id="another HTML page"),
        pytest.param(b'{"error": "quota"}', id="an error in JSON"),
        pytest.param(TEN[:-1], id="its last byte is missing"),
        pytest.param(TEN[: len(TEN) // 2], id="cut in the middle"),
        pytest.param(b"\0" * 100, id="zeros"),
        pytest.param(encode_feed([], version=""), id="an empty version"),
        pytest.param(b"PK\x03\x04 a zip", id="a zip"),
        pytest.param(b"\xff" * 30, id="a varint without end"),
    ],
)
def test_what_is_no_feed_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(body)


def test_a_feed_without_alerts_is_readable() -> None:
    assert decode(encode_feed([])).alerts == ()


def test_the_same_entities_under_a_newer_header_are_the_same_content() -> None:
    earlier, later = (decode(encode_feed(make_alerts(3), stamped_at=time)) for time in (NOON, after(seconds=20)))

    assert earlier.content_hash == later.content_hash


def test_another_word_is_other_content() -> None:
    one, other = (decode(encode_feed([make_alert(header=text)])) for text in ("Detour.", "Detours."))

    assert one.content_hash != other.content_hash


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"\x0a\x05ab", id="cut off inside"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\x2a\x00", id="no id"),
        pytest.param(b"\x0a\x011\x2a\x09\x52\x07\x0a\x05\x0a\x03\xff\xfe\xfd", id="no UTF-8"),
        pytest.param(b"\x0a\x011\x2a\x02\x52\x05", id="an alert that is cut off inside"),
        pytest.param(b"\x0a\x011\x12\xff\xff\xff\x07", id="a length beyond its end"),
    ],
)
def test_one_malformed_entity_is_skipped_and_counted(payload: bytes) -> None:
    size = bytes([len(payload) & 0x7F | 0x80, len(payload) >> 7 & 0x7F | 0x80, len(payload) >> 14])
    snapshot = decode(TEN + b"\x12" + size + payload)

    assert (len(snapshot.alerts), snapshot.skipped) == (10, 1)


def test_an_entity_too_large_for_a_document_is_skipped_and_counted() -> None:
    snapshot = decode(encode_feed([make_alert(header="x" * MOST_ENTITY_BYTES), make_alert("2")]))

    assert ([alert.entity_id for alert in snapshot.alerts], snapshot.skipped) == (["2"], 1)


def test_entities_without_an_alert_are_ignored() -> None:
    message, entity = one_entity()
    entity.trip_update.trip.trip_id = "t"
    snapshot = decode(message.SerializeToString())

    assert (snapshot.alerts, snapshot.skipped) == ((), 0)


def test_a_deleted_entity_is_named_apart() -> None:
    snapshot = decode(encode_feed([make_alert("1")], deleted=["2"]))

    assert ([alert.entity_id for alert in snapshot.alerts], snapshot.deleted_ids) == (["1"], frozenset({"2"}))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(1785945600, 1785949200, TimeRange(NOON, after(hours=1)), id="seconds"),
        pytest.param(1785945600000, 1785949200000, TimeRange(NOON, after(hours=1)), id="milliseconds"),
        pytest.param(0, 0, TimeRange(), id="zero means unset"),
        pytest.param(1785945600, 32503680000, TimeRange(NOON), id="the year 3000 means no end"),
        pytest.param(
            1785945600, 32503679999, TimeRange(NOON, datetime(2999, 12, 31, 23, 59, 59, tzinfo=UTC)), id="2999"
        ),
        pytest.param(1785945600, 253402300799, TimeRange(NOON), id="the last second of 9999 means no end"),
        pytest.param(1785945600, 2**64 - 1, TimeRange(NOON), id="the largest number means no end"),
    ],
)
def test_times_are_read_as_they_are_meant(start: int, end: int, expected: TimeRange) -> None:
    message, entity = one_entity()
    entity.alert.active_period.add(start=start, end=end)

    assert decode(message.SerializeToString()).alerts[0].active_periods == (expected,)


def test_a_start_beyond_the_calendar_spoils_its_entity_alone() -> None:
    message, entity = one_entity()
    entity.alert.active_period.add(start=2**64 - 1)

    assert decode(message.SerializeToString()).skipped == 1


def test_a_header_time_beyond_the_calendar_is_no_time() -> None:
    message, _ = one_entity()
    message.header.timestamp = 2**64 - 1

    assert decode(message.SerializeToString()).stamped_at is None


def test_a_selector_of_a_trip_is_about_the_trips_route() -> None:
    message, entity = one_entity()
    entity.alert.informed_entity.add(trip=pb.TripDescriptor(trip_id="t1", route_id="504", direction_id=1))

    assert decode(message.SerializeToString()).alerts[0].informed_entities == (
        EntitySelector(route_id="504", trip_id="t1", direction_id=1),
    )


def test_empty_fields_are_unset() -> None:
    message, entity = one_entity()
    entity.alert.informed_entity.add(agency_id="", route_id="", stop_id="")
    entity.alert.header_text.translation.add(text="", language="en")
    alert = decode(message.SerializeToString()).alerts[0]

    assert (alert.informed_entities, alert.header_text) == ((EntitySelector(),), ())


def test_direction_and_mode_zero_are_set() -> None:
    message, entity = one_entity()
    entity.alert.informed_entity.add(route_type=0, direction_id=0)

    assert decode(message.SerializeToString()).alerts[0].informed_entities == (
        EntitySelector(route_type=0, direction_id=0),
    )


@given(st.binary(max_size=300))
def test_random_bytes_are_unreadable_or_a_snapshot(body: bytes) -> None:
    try_to_decode(body)


@given(st.lists(st.tuples(st.integers(0, len(TEN) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_damaged_bytes_are_unreadable_or_a_snapshot(damage: list[tuple[int, int]]) -> None:
    body = bytearray(TEN)
    for position, byte in damage:
        body[position] = byte

    try_to_decode(bytes(body))


@given(st.integers(0, len(TEN)))
def test_a_feed_cut_off_anywhere_never_gains_alerts(length: int) -> None:
    assert try_to_decode(TEN[:length]) <= 10


def try_to_decode(body: bytes) -> int:
    try:
        return len(decode(body).alerts)
    except UnreadableError:
        return 0


def crowd(count: int, *, selectors: int = 0) -> bytes:
    """A feed of as many alerts, all in as few bytes as there can be."""
    alert = b"\x2a" + _varint(2 * selectors) + b"\x2a\x00" * selectors
    entities = (b"\x0a" + _varint(len(name)) + name + alert for name in (b"%x" % number for number in range(count)))
    return encode_feed([]) + b"".join(b"\x12" + _varint(len(each)) + each for each in entities)


def _varint(value: int) -> bytes:
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(high) if high else bytes([low])


def test_a_whole_country_fits() -> None:
    assert len(decode(crowd(MOST_ALERTS)).alerts) == MOST_ALERTS


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(crowd(MOST_ALERTS + 1), "more than 20000 alerts", id="of alerts"),
        pytest.param(crowd(11, selectors=MOST_PARTS // 10), "more than 500000 selectors", id="of selectors"),
        pytest.param(b"\x12\x00" * MOST_FIELDS + encode_feed([]), "more than 200000 entities", id="of empty entities"),
        pytest.param(b"\x18\x00" * MOST_FIELDS + encode_feed([]), "more than 200000 entities", id="of nothing known"),
    ],
)
def test_a_feed_that_drowns_us_in_small_things_is_unreadable(body: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        decode(body)


@pytest.mark.parametrize(
    "entity",
    [
        pytest.param(b"\x0a\x01a" + b"\x2b" * 100_000, id="groups within groups"),
        pytest.param(b"\x0a\x01a\x2a" + b"\xff" * 9 + b"\x01", id="a length beyond all bounds"),
        pytest.param(b"\x0a\x01a\x2a\x05\x52\x03\x0a\x01\xff", id="a text that is no text"),
    ],
)
def test_an_entity_that_cannot_be_read_spoils_no_other(entity: bytes) -> None:
    found = decode(TEN + b"\x12" + _varint(len(entity)) + entity)

    assert (len(found.alerts), found.skipped) == (10, 1)
