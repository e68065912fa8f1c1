"""The made-up day: it can be played, and it tells riders of the sample's routes what it is meant to show."""

import json
from pathlib import Path

import pytest
from google.transit import gtfs_realtime_pb2 as pb

from sandbox.alert_board import SAMPLE, AlertBoard
from sandbox.feed_server import FeedServer
from sandbox.replay import main
from sandbox.sample_day import SPEED, SPEEDS, sample_day


def listed(server: FeedServer) -> set[str]:
    return {entity.id for entity in pb.FeedMessage.FromString(server.body).entity}


def test_its_polls_stand_beside_what_is_on_the_board() -> None:
    server = FeedServer()
    board = AlertBoard(server)
    player = sample_day(board, zone="America/Toronto", note=lambda _words: None)
    before = listed(server)
    player.playback.rewind()
    raised = board.raise_alert(["504"], "504 King: Detour.")
    player.playback.play_next()

    assert listed(server) - before == {raised, "301", "302", "61201"}
    assert list(board.alerts) == [raised]
    assert (len(player.moments), SPEED in SPEEDS) == (16, True)


def test_it_shows_what_riders_are_told_of_and_what_not(capsys: pytest.CaptureFixture[str]) -> None:
    main([str(Path(str(SAMPLE / "day"))), "--gtfs", str(Path(str(SAMPLE / "gtfs")))])
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [(event["text"].split(":")[0], event["routes"]) for event in events if event["texted"]]

    assert told.count(("504 King", ["504"])) == 1
    assert ("Update", ["504"]) in told
    assert ("Clear", ["504"]) in told
    assert ("Update", ["501"]) in told
    assert {event["class"] for event in events} == {"urgent", "access", "planned"}
