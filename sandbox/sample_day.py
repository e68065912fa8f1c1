"""A made-up day of a transit agency's alerts, for who has no recording at hand."""

from collections.abc import Callable
from importlib.resources import as_file, files

from sandbox.alert_board import AlertBoard
from sandbox.playback import Playback
from sandbox.player import Player
from sandbox.poll_series import read_series

TITLE = "A made-up Thursday"
SPEEDS = (60.0, 300.0, 600.0, 1200.0)
SPEED = 600.0  # sixteen hours in a minute and a half


def sample_day(board: AlertBoard, *, zone: str, note: Callable[[str], None]) -> Player:
    """The day, to be played on that board beside what stands there."""
    with as_file(files("sandbox") / "sample" / "day") as folder:
        series = read_series(folder, zone)
    playback = Playback(series, speed=SPEED, show=board.show_played)
    return Player(playback, title=TITLE, zone=zone, note=note, speeds=SPEEDS)
