"""The entities as they were published."""

import pytest
from google.transit import gtfs_realtime_pb2 as pb

from pipeline.check.sample import Entities, Observed, take_sample
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.rules import Rules
from pipeline.reading.frame import read_frame
from tests.builders import NOON, make_catalogue
from tests.unit.pipeline.lexicons import LEXICON
from tests.wordings import ENGLISH


def entities_of(message: pb.FeedMessage) -> Entities:
    message.header.gtfs_realtime_version = "2.0"
    body = message.SerializePartialToString()
    observed = Observed("feed.pb", read_frame(body), len(body))
    guidance = Guidance(make_catalogue(), Rules(), LEXICON)
    return take_sample(observed, guidance=guidance, wording=ENGLISH, is_static_given=True, now=NOON).entities


def test_what_is_no_alert_is_told_apart() -> None:
    message = pb.FeedMessage()
    message.entity.add(id="1").trip_update.trip.trip_id = "x"
    message.entity.add(id="2").vehicle.vehicle.id = "y"
    message.entity.add(id="3", is_deleted=True)
    message.entity.add(id="4")
    found = entities_of(message)

    assert (found.total, found.deleted) == (4, 1)
    assert dict(found.others) == {"trip update": 1, "vehicle position": 1, "entity without content": 1}


def test_what_cannot_be_read_says_why() -> None:
    message = pb.FeedMessage()
    message.entity.add(id="").alert.effect = pb.Alert.DETOUR
    message.entity.add(id="2").alert.active_period.add(start=2**63)

    assert dict(entities_of(message).skipped) == {"no id": 1, "a start beyond the calendar": 1}


@pytest.mark.parametrize(
    ("end", "milliseconds", "year_3000"),
    [
        pytest.param(1_785_945_600, 0, 0, id="a time in seconds"),
        pytest.param(1_785_945_600_000, 1, 0, id="a time in milliseconds"),
        pytest.param(32_503_680_000, 0, 1, id="the year 3000"),
        pytest.param(253_402_300_799, 0, 1, id="the last second of 9999"),
    ],
)
def test_strange_times_are_counted(end: int, milliseconds: int, year_3000: int) -> None:
    message = pb.FeedMessage()
    message.entity.add(id="1").alert.active_period.add(end=end)
    found = entities_of(message)

    assert (found.with_milliseconds, found.until_year_3000) == (milliseconds, year_3000)
