"""A baseline tells nobody: at a feed's first poll, and when its address becomes another dataset's."""

from dataclasses import replace

from models.incident import IncidentState
from pipeline.deciding.memory import FeedMemory, Start
from tests.builders import make_alert, make_alerts
from tests.unit.pipeline.playing import Play

KING = make_alert("1", "No service on King", routes=["504"])


def test_another_address_is_another_dataset() -> None:
    known = FeedMemory(start=Start.KNOWN, dataset="here", good_polls=7, content_hash="x", etag="y")

    moved = known.of("there")

    assert (moved.start, moved.good_polls, moved.content_hash, moved.etag) == (Start.UNSEEN, 7, None, None)


def test_the_same_address_is_the_same_dataset() -> None:
    known = FeedMemory(start=Start.KNOWN, dataset="here", content_hash="x")

    assert known.of("here") is known


def test_a_feed_that_is_seen_for_the_first_time_stays_as_it_was() -> None:
    assert FeedMemory(start=Start.EMPTY).of("here").start is Start.EMPTY


def test_a_change_of_dataset_tells_nobody_and_clears_nothing() -> None:
    play = Play()
    play.poll(KING)
    play.memory = replace(play.memory, dataset="here").of("there")
    told = play.poll(*make_alerts(40), times=20)

    assert (told, play.incident("1").state, play.incident("1").revision) == ([], IncidentState.CLOSED, 1)


def test_what_another_dataset_lists_under_the_same_id_is_another_incident_and_silent() -> None:
    play = Play()
    play.poll(KING)
    king = play.incident("1")
    play.memory = replace(play.memory, dataset="here").of("there")
    told = play.poll(make_alert("1", "Quite another thing on Queen", routes=["501"]))

    assert (told, play.incident("1").revision, play.incident("1").routes[0].number) == ([], 0, "501")
    assert (play.incidents[king.id].state, play.incidents[king.id].revision) == (IncidentState.CLOSED, 1)


def test_an_address_that_is_changed_and_put_back_within_minutes_tells_nobody() -> None:
    play = Play(memory=FeedMemory(dataset="here"))
    play.poll(KING, times=3)
    told = []
    for dataset in ("there", "here"):
        play.memory = play.memory.of(dataset)
        told += play.poll(*make_alerts(9), *([KING] if dataset == "here" else []))
    told += play.poll(KING, *make_alerts(8))

    assert (told, play.incident("1").state, play.incident("1").revision) == ([], IncidentState.OPEN, 0)
