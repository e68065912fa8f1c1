"""A feed server that plays recorded polls."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from pipeline.reading.decode import decode
from pipeline.reading.snapshot import FeedSnapshot
from sandbox.playback import Playback
from sandbox.poll_series import read_series
from tests.builders import NOON, after, encode_feed, make_alert

NOW = after(days=30)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Player:
    playback: Playback
    clock: Clock

    def ask(self) -> FeedSnapshot:
        """What one request gets."""
        assert self.playback.server.refresh
        self.playback.server.refresh()
        return decode(self.playback.server.body)


@pytest.fixture
def player(tmp_path: Path) -> Player:
    """No service on King from the second of three polls on, ten minutes apart; begun a minute before it."""
    alert = make_alert(periods=[(after(minutes=9), after(hours=1))])
    for minutes, alerts in ((0, []), (10, [alert]), (20, [alert])):
        (tmp_path / f"{minutes:02}.pb").write_bytes(encode_feed(alerts, stamped_at=after(minutes=minutes)))
    clock = Clock()
    return Player(Playback(read_series(tmp_path, "America/Toronto"), speed=60, now=clock), clock)


def test_the_first_poll_is_shown_until_the_next_is_wanted_and_its_stamp_moves(player: Player) -> None:
    first = player.ask()
    player.clock.go_on(8)
    again = player.ask()

    assert (first.alerts, first.stamped_at, again.stamped_at) == ((), NOW, NOW + timedelta(seconds=8))
    assert player.playback.next_at == NOW + timedelta(seconds=10)


def test_a_minute_ago_is_a_second_ago(player: Player) -> None:
    player.ask()
    player.clock.go_on(10)
    changes = player.playback.play_next()
    (period,) = player.ask().alerts[0].active_periods

    assert (str(changes), player.playback.is_over) == ("+1 alert (504)", False)
    assert (period.start, period.end) == (
        player.clock.now - timedelta(seconds=1),
        player.clock.now + timedelta(seconds=50),
    )


def test_a_poll_that_is_played_at_once_is_as_fresh_as_it_was(player: Player) -> None:
    player.ask()
    player.clock.go_on(2)
    player.playback.play_next()

    assert player.ask().alerts[0].active_periods[0].end == player.clock.now + timedelta(seconds=50)
    assert player.playback.next_at == player.clock.now + timedelta(seconds=10)


@pytest.mark.parametrize(
    "seconds", [pytest.param(0, id="at once"), pytest.param(10.3, id="a little late"), pytest.param(60, id="late")]
)
def test_an_alert_that_was_shown_stays_as_it_is_whenever_the_next_poll_comes(player: Player, seconds: float) -> None:
    player.ask()
    player.playback.play_next()
    before = player.ask()
    player.clock.go_on(seconds)
    changes = player.playback.play_next()

    assert (player.ask().alerts, bool(changes), player.playback.is_over) == (before.alerts, False, True)


def test_a_producer_that_hung_hangs_again(tmp_path: Path) -> None:
    file = tmp_path / "alerts_20260805T170000Z.pb"
    file.write_bytes(encode_feed([make_alert()], stamped_at=NOON))
    player = Player(Playback(read_series(file, "America/Toronto"), speed=60, now=Clock()), Clock())

    assert player.ask().stamped_at == NOW - timedelta(minutes=1)


def test_a_recording_without_stamps_is_played_without(tmp_path: Path) -> None:
    file = tmp_path / "alerts.pb"
    file.write_bytes(encode_feed([make_alert()], stamped_at=None))

    assert Player(Playback(read_series(file, "UTC"), speed=60, now=Clock()), Clock()).ask().stamped_at is None


def test_what_is_raised_beside_a_recording_is_listed_with_each_poll_until_it_is_taken_away(player: Player) -> None:
    player.ask()
    player.playback.show_beside([gtfs.FeedEntity(id="80001", alert=gtfs.Alert())])
    beside = player.ask()
    player.playback.play_next()
    with_next = player.ask()
    player.playback.show_beside([])

    assert [each.entity_id for each in beside.alerts] == ["80001"]
    assert [each.entity_id for each in with_next.alerts][-1] == "80001"
    assert len(player.ask().alerts) == len(with_next.alerts) - 1


def test_a_producer_that_hung_lives_once_somebody_raises_alerts_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "alerts_20260805T170000Z.pb"
    file.write_bytes(encode_feed([make_alert()], stamped_at=NOON))
    player = Player(Playback(read_series(file, "America/Toronto"), speed=60, now=Clock()), Clock())
    player.playback.show_beside([])

    assert player.ask().stamped_at == NOW


def test_a_rewound_recording_begins_again_now(player: Player) -> None:
    player.ask()
    player.clock.go_on(10)
    player.playback.play_next()
    player.clock.go_on(60)
    player.playback.rewind()

    assert (player.ask().alerts, player.playback.number) == ((), 0)
    assert player.playback.next_at == player.clock.now + timedelta(seconds=10)


def test_the_feeds_changes_are_noted_when_they_are_played(player: Player) -> None:
    player.ask()
    player.clock.go_on(10)
    player.playback.play_next()
    played_at = player.clock.now
    player.clock.go_on(10)
    player.playback.play_next()

    assert player.playback.server.changes.last_before(player.clock.now, "65302") == played_at
