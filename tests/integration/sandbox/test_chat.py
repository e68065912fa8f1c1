"""`python -m sandbox chat` as a stranger uses it: lines in, texts out, no server."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ARGV = [sys.executable, "-m", "sandbox", "chat"]
KING = "→ +14165550101 [1 seg] You get alerts for 504 King."
AGENCY = "agency_id,agency_name,agency_url,agency_timezone\n1,Valley Buses,https://example.org,America/Toronto\n"
ROUTES = "route_id,agency_id,route_short_name,route_long_name,route_type\n17,1,17,Hurontario,3\n"
STOPS = "stop_id,stop_code,stop_name,stop_lat,stop_lon\n1,1,Main St,43.6,-79.6\n"


def chat(lines: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*ARGV, *arguments], input=lines, capture_output=True, timeout=30, check=False)


@pytest.fixture
def open_chat() -> Iterator[subprocess.Popen[bytes]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(ARGV, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        yield process


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(b"+14165550101: 504\n", id="as anybody writes it"),
        pytest.param(b"+14165550101: 504", id="a last line without its end"),
        pytest.param(b"+14165550101: 504\r\n", id="line ends of Windows"),
        pytest.param(b"\xef\xbb\xbf+14165550101: 504\r\n", id="a byte order mark"),
        pytest.param(b"@2026-08-03T07:30-04:00\n\n# monday\n+1 (416) 555-0101: 504\n", id="a clock, a comment"),
    ],
)
def test_a_line_is_answered(lines: bytes) -> None:
    ended = chat(lines)

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode().startswith(KING)
    assert ended.stdout.count(b"\n") == 1


def test_a_bad_line_is_named_and_the_next_one_answered() -> None:
    ended = chat(b"hello?\n416: 504\n@noon\n+14165550101: \xff\xfe\n+14165550101: 504\n")

    assert len(ended.stderr.splitlines()) == 3
    assert ended.stdout.decode().splitlines()[-1].startswith(KING)


def test_silence_is_shown_as_such() -> None:
    said = chat(b"+14165550101: STOP\n+14165550101: 504\n").stdout.decode()

    assert said == "→ +14165550101 [0 seg] (no reply)\n" * 2


def test_texts_as_json() -> None:
    said = chat(b"@2026-08-03T07:30-04:00\n+14165550101: STOP\n", "--json").stdout

    assert json.loads(said) == {
        "to": "+14165550101",
        "text": None,
        "segments": 0,
        "effect": "opted-out",
        "at": "2026-08-03T11:30:00+00:00",
    }


def test_the_agency_is_the_one_that_the_files_name(tmp_path: Path) -> None:
    for name, text in (("agency", AGENCY), ("routes", ROUTES), ("stops", STOPS)):
        (tmp_path / f"{name}.txt").write_text(text)

    assert b"Headway for Valley Buses" in chat(b"+14165550101: 17\n", "--gtfs", str(tmp_path)).stdout


def test_ctrl_c_ends_it_quietly(open_chat: subprocess.Popen[bytes]) -> None:
    assert open_chat.stdin
    assert open_chat.stdout
    open_chat.stdin.write(b"+14165550101: 504\n")
    open_chat.stdin.flush()
    open_chat.stdout.readline()  # an answer comes at once, though input has not ended
    open_chat.send_signal(signal.SIGINT)
    _, complaint = open_chat.communicate(timeout=30)

    assert (open_chat.returncode, complaint) == (130, b"")


def test_whoever_reads_may_leave(open_chat: subprocess.Popen[bytes]) -> None:
    assert open_chat.stdin
    assert open_chat.stdout
    assert open_chat.stderr
    open_chat.stdout.close()
    open_chat.stdin.write(b"+14165550101: 504\n+14165550101: 501\n")
    open_chat.stdin.close()

    assert (open_chat.wait(timeout=30), open_chat.stderr.read()) == (0, b"")
