"""What the feed lists, and what its ids are worth."""

import pytest
from google.transit import gtfs_realtime_pb2 as pb

from pipeline.check.entities import are_positions, entities
from pipeline.check.sample import Observed
from pipeline.reading.frame import read_frame
from tests.builders import make_alert
from tests.unit.pipeline.check.samples import make_observed, make_sample, said


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        pytest.param(["1", "2", "3", "4", "5"], True, id="from one"),
        pytest.param(["4", "3", "2", "1", "0"], True, id="from zero, backwards"),
        pytest.param(["1", "2", "3"], False, id="too few to tell"),
        pytest.param(["1", "2", "3", "4", "6"], False, id="a gap"),
        pytest.param(["65302", "65303", "65304", "65305", "65306"], False, id="in sequence, but from far up"),
        pytest.param(["a", "b", "c", "d", "e"], False, id="letters"),
    ],
)
def test_ids_that_are_positions_are_recognised(ids: list[str], expected: bool) -> None:
    assert are_positions(ids) is expected


def test_ids_that_mean_several_alerts_are_listed() -> None:
    sample = make_sample([make_alert("a"), make_alert("a", "Another."), make_alert("b")])
    [finding] = entities(sample).findings

    assert finding.examples == ("a",)


def test_an_alert_among_trips_is_found_and_noted() -> None:
    message = pb.FeedMessage.FromString(make_sample().observed.frame.content)
    message.header.gtfs_realtime_version = "1.0"
    message.entity.add(id="t").trip_update.trip.trip_id = "x"
    body = message.SerializeToString()
    part = entities(make_sample(observed=Observed("feed.pb", read_frame(body), len(body))))

    assert (part.facts["alerts"], part.facts["other_entities"]) == (1, {"trip update": 1})
    assert said(part.findings)[0].startswith("note: The alerts come among other things (1 trip update)")


def test_trips_without_any_alert_are_another_feed() -> None:
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.entity.add(id="t").trip_update.trip.trip_id = "x"
    body = message.SerializeToString()
    part = entities(make_sample(observed=Observed("feed.pb", read_frame(body), len(body))))

    assert said(part.findings)[0].startswith("problem: No alerts, but 1 trip update")


def test_a_feed_that_lists_nothing_is_to_be_checked_again() -> None:
    assert said(entities(make_sample([])).findings)[0].startswith("warning: Nothing is listed just now")


def test_a_version_that_nobody_knows_is_noted() -> None:
    part = entities(make_sample(observed=make_observed(version="3.1")))

    assert said(part.findings)[0].startswith("note: gtfs_realtime_version is '3.1'")
