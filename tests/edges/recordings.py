"""What agencies really served, wherever it lies in the folder of recorded feeds."""

from collections.abc import Iterator
from pathlib import Path

from models.alert import Alert
from pipeline.reading.decode import decode_frame
from pipeline.reading.frame import Frame, UnreadableError
from pipeline.reading.frame_formats import read_poll
from sandbox.recorded_polls import find_polls


def real_frames(root: Path) -> Iterator[tuple[Path, bytes, Frame]]:
    """Every poll that can be read, with its file and bytes."""
    folders = [root, *sorted(each for each in root.rglob("*") if each.is_dir())]
    for path in find_polls(folders).polls:
        content = path.read_bytes()
        try:
            frame = read_poll(content)
            decode_frame(frame)
        except UnreadableError:
            continue
        yield path, content, frame


def real_alerts(root: Path) -> Iterator[Alert]:
    for _, _, frame in real_frames(root):
        yield from decode_frame(frame).alerts
