"""The recorded series, as (poll, when it was made) in order of time."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.deciding.memory import Start
from pipeline.reading.decode import decode_frame
from pipeline.reading.frame import UnreadableError
from pipeline.reading.frame_formats import read_poll
from pipeline.reading.snapshot import FeedSnapshot
from sandbox.recorded_polls import find_polls, moment_of
from tests.recorded import rss
from tests.recorded.player import TORONTO, Player

DAY = "ttc/gtfsrt-textpb-20260331"
WEBSITE = "ttc/liventnick-rss/polls-dev.jsonl.gz"
# Three feeds of one day share a folder.
_MODES = {"subway": ("T153459", "T153706"), "bus": ("T153500", "T153707")}
_ZONES = {"irail": "Europe/Brussels", "carris": "Europe/Lisbon", "cata": "America/New_York", "mbta": "America/New_York"}
# Neither header nor name says in a form that we read when these were made.
_BOSTON = ZoneInfo("America/New_York")
_MADE = {
    "service_alerts_2_19_2016.pb": datetime(2016, 2, 19, 12, tzinfo=_BOSTON),
    "service_alerts_2_25_2016_20h43m.pb": datetime(2016, 2, 25, 20, 43, tzinfo=_BOSTON),
    "service_alerts_3_17_2016_10h33m.pb": datetime(2016, 3, 17, 10, 33, tzinfo=_BOSTON),
}
Polls = Iterator[tuple[FeedSnapshot, datetime]]


def folders(root: Path) -> list[Path]:
    """Every folder that holds at least one poll."""
    return [each for each in sorted({root, *root.rglob("*")}) if each.is_dir() and any(polls(find_polls([each]).polls))]


def played(root: Path, name: str, start: Start) -> Player:
    """A player to whom the whole series `name` was played."""
    player = Player(start, zone_of(name))
    for snapshot, at in series(root, name):
        player.play(snapshot, at)
    return player


def series(root: Path, name: str) -> Polls:
    """A folder, `DAY` followed by `/subway`, `/bus` or `/streetcar`, or WEBSITE."""
    if name == WEBSITE:
        return ((each, rss.stamp(each)) for each in rss.snapshots(root / WEBSITE))
    if name.startswith(f"{DAY}/"):
        return polls(path for path in find_polls([root / DAY]).polls if _mode_of(path) == name.rpartition("/")[2])
    return polls(find_polls([root / name]).polls, zone_of(name))


def polls(paths: Iterable[Path], zone: str = TORONTO) -> Polls:
    """The readable ones of `paths`."""
    at: datetime | None = None
    for path in paths:
        try:
            frame = read_poll(path.read_bytes())
            snapshot = decode_frame(frame)
        except UnreadableError:
            continue
        made = _MADE.get(path.name)
        at = made.astimezone(UTC) if made else moment_of(path.name, frame.stamped_at, at, zone)
        yield snapshot, at


def zone_of(name: str) -> str:
    return next((zone for agency, zone in _ZONES.items() if name.startswith(agency)), TORONTO)


def _mode_of(path: Path) -> str:
    return next((mode for mode, times in _MODES.items() if any(each in path.name for each in times)), "streetcar")
