"""The schema of the events on Kafka is documented, and what we publish keeps to it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from google.protobuf import text_format
from google.transit.gtfs_realtime_pb2 import FeedMessage
from jsonschema_rs import Draft202012Validator

from models.event import TOPIC, decode_event
from pipeline.reading.decode import decode_frame
from pipeline.reading.frame import Frame, read_frame
from sandbox.event_schema import event_schema
from tests.builders import encode_feed
from tests.edges.recordings import real_frames
from tests.fakes.pipeline_memory import Town

ROOT = Path(__file__).parents[2]
MOST_POLLS = 20  # of one series
LONG_AGO = datetime(2012, 1, 1, tzinfo=UTC)
VALID = Draft202012Validator(json.loads(event_schema()), validate_formats=True)


async def published(frames: Sequence[Frame]) -> list[bytes]:
    """The records that these polls, each four times, and then many of an empty feed cause."""
    alerts = [alert for frame in frames for alert in decode_frame(frame).alerts]
    town = Town({each for alert in alerts for each in alert.route_ids()})
    # A crowd of new alerts is believed at its third poll.
    polls = [frame for frame in frames for _ in range(4)]
    now = LONG_AGO
    for frame in [*polls, *[replace(polls[-1], content=b"")] * 30]:
        now = max(now + timedelta(seconds=60), frame.stamped_at or LONG_AGO)
        town.feed.body = encode_feed(stamped_at=now) + frame.content
        town.incidents.now = now
        await town.poller.poll(now)
    return town.records.values


def morning() -> Frame:
    text = (ROOT / "tests/feeds/morning.txtpb").read_text(encoding="utf-8")
    return read_frame(text_format.Parse(text, FeedMessage()).SerializeToString())


def test_the_documented_schema_is_true() -> None:
    assert (ROOT / f"docs/{TOPIC}.schema.json").read_text(encoding="utf-8") == event_schema()


async def test_events_of_a_morning_keep_to_the_schema() -> None:
    records = await published([morning()])
    changes = Counter(decode_event(each).change.value for each in records)

    assert [list(VALID.iter_errors(json.loads(each))) for each in records] == [[]] * len(records)
    assert changes.keys() >= {"opened", "cleared"}


async def test_events_of_every_real_feed_keep_to_the_schema(real_feeds: Path) -> None:
    series: dict[Path, list[Frame]] = {}
    for path, _, frame in real_frames(real_feeds):
        series.setdefault(path.parent, []).append(frame)
    records = [each for frames in series.values() for each in await published(frames[:MOST_POLLS])]
    changes = Counter(decode_event(each).change.value for each in records)

    assert all(VALID.is_valid(json.loads(each)) for each in records)
    assert len(series) >= 20
    assert changes["opened"] >= 1000
    assert changes["updated"] >= 20
    assert changes["cleared"] >= 500


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("schema_version", 2, id="another version"),
        pytest.param("change", "moved", id="a change that we have not"),
        pytest.param("at", "noon", id="no time"),
        pytest.param("at", None, id="null"),
        pytest.param("revision", "1", id="a number in quotes"),
        pytest.param("routes", [{"route_id": "504"}], id="a route without its target"),
        pytest.param("alert", {"header_text": []}, id="an alert without its id"),
    ],
)
async def test_the_schema_refuses_what_is_no_event(field: str, value: object) -> None:
    [record, *_] = await published([morning()])
    event = json.loads(record)

    assert VALID.is_valid(event)
    assert not VALID.is_valid(event | {field: value})
    assert not VALID.is_valid({name: each for name, each in event.items() if name != "alert"})
