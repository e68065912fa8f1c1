"""Static GTFS made to take all memory, time or disk; HEADWAY_HOSTILE=1 makes them a hundred times as large."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import pytest

IS_FULL = os.environ.get("HEADWAY_HOSTILE") == "1"
SCALE = 100 if IS_FULL else 1
MEMORY = 1_000_000_000 if IS_FULL else 80_000_000
UNPACKED = 3_000_000_000 if IS_FULL else 30_000_000
MOST_S = 900 if IS_FULL else 20
MEGABYTE = 1 << 20
AGENCY = b"agency_id,agency_name,agency_timezone\n1,TTC,America/Toronto\n"
ROUTES = b"route_id,route_short_name,route_long_name,route_type\n1,504,King,0\n"
TIMES = b"trip_id,stop_id\n"
READABLE, OF_MEMORY, TOO_LARGE = "", "bytes of memory to read", "is too large"
# Reads one in a process of its own, and tells what that took.
READ = """
import json, os, subprocess, sys
process = subprocess.Popen([sys.executable, "-m", "pipeline.static.elsewhere", *sys.argv[1:]],
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
said = process.stderr.read()
_, status, used = os.wait4(process.pid, 0)
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "said": said, "peak": used.ru_maxrss * 1024}))
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """How reading ended, what it said, and the most memory that it took."""

    code: int
    said: str
    peak: int


def write(file: Path, tables: dict[str, Iterable[bytes]]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, pieces in {"agency.txt": [AGENCY], "routes.txt": [ROUTES], **tables}.items():
            with archive.open(name, "w", force_zip64=True) as table:
                for piece in pieces:
                    table.write(piece)


def read(part: str, file: Path) -> Reading:
    arguments = (part, "ttc", str(file), str(UNPACKED), str(MEMORY))
    done = subprocess.run(
        [sys.executable, "-c", READ, *arguments], capture_output=True, text=True, timeout=MOST_S, check=True
    )
    return Reading(**json.loads(done.stdout))


def of(megabytes: int, piece: bytes) -> Iterator[bytes]:
    return repeat(piece * (MEGABYTE // len(piece)), megabytes)


def trips(count: int) -> Iterator[bytes]:
    yield b"trip_id,route_id,direction_id\n"
    for number in range(count):
        yield b"%d,1,0\n" % number


Tables = Callable[[], dict[str, Iterable[bytes]]]
CASES: list[tuple[str, Tables, str]] = [
    ("zeros without end", lambda: {"stop_times.txt": of(20 * SCALE, b"0")}, READABLE),
    ("a zip bomb", lambda: {"stop_times.txt": of(40 * SCALE, b"0")}, TOO_LARGE),
    ("a table that is held, and too large for it", lambda: {"routes.txt": of(4 * SCALE, b"0")}, TOO_LARGE),
    ("ten million rows", lambda: {"stop_times.txt": chain([TIMES], of(SCALE // 2 or 1, b"1,2\n"))}, READABLE),
    (
        "more routes than memory has room for",
        lambda: {"routes.txt": chain([ROUTES], of(2 * SCALE, b"1,2\n"))},
        OF_MEMORY,
    ),
    ("more trips than memory has room for", lambda: {"trips.txt": trips(600_000 * (SCALE // 5 or 1))}, OF_MEMORY),
    (
        "a table without columns' end",
        lambda: {"routes.txt": chain([b"c," * 70_000], of(2 * SCALE, b"1,2\n"))},
        OF_MEMORY,
    ),
    ("a quote that is never closed", lambda: {"stop_times.txt": chain([TIMES, b'1,"'], of(SCALE, b"a,b\n"))}, READABLE),
    ("commas without end", lambda: {"stop_times.txt": chain([TIMES], of(SCALE, b","))}, READABLE),
    ("empty lines without end", lambda: {"stop_times.txt": chain([TIMES], of(SCALE, b"\n"))}, READABLE),
]


@pytest.mark.parametrize(("tables", "said"), [pytest.param(*each[1:], id=each[0]) for each in CASES])
def test_what_a_table_may_take_is_bounded(tmp_path: Path, tables: Tables, said: str) -> None:
    file = tmp_path / "hostile.zip"
    write(file, tables())
    found = read("all", file)

    assert (found.code == 0, said in found.said) == (not said, True), found
    assert found.peak <= MEMORY
    assert "Traceback" not in found.said


def test_to_know_which_edition_it_is_takes_next_to_nothing(tmp_path: Path) -> None:
    file = tmp_path / "hostile.zip"
    write(file, {"agency.txt": of(2 * SCALE, b"0"), "stop_times.txt": of(20 * SCALE, b"0")})
    found = read("edition", file)

    assert (found.code, found.peak < 60_000_000) == (0, True), found


def test_a_zip_of_countless_files_takes_no_more_than_it_may(tmp_path: Path) -> None:
    file = tmp_path / "hostile.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("routes.txt", ROUTES)
        for number in range(20_000 * (SCALE // 2 or 1)):
            archive.writestr(f"{number:x}", b"")
    found = read("edition", file)

    assert found.peak <= MEMORY
    assert found.code == 0 or OF_MEMORY in found.said


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\x03\x04" + bytes(1000), id="a zip in name only"),
        pytest.param(b"<html>maintenance</html>", id="a page"),
        pytest.param(b"PK\x05\x06" + b"\xff" * 18, id="a directory that lies nowhere"),
    ],
)
def test_what_is_no_zip_is_said_in_a_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "hostile.zip"
    file.write_bytes(content)
    found = read("all", file)

    assert (found.code, found.said.count("\n")) == (1, 1)
    assert found.said.startswith("feed ttc: cannot read the static GTFS")


def test_zips_within_zips_are_not_opened(tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
    write(inner, {"stop_times.txt": of(20, b"0")})
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "inner.zip")
        archive.write(inner, "routes.txt/inner.zip")
    found = read("all", outer)

    assert (found.code, "no routes.txt" in found.said) == (1, True)
    assert found.peak < 60_000_000
