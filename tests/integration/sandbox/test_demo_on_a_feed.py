"""`make demo FEED=...` as a script runs it: recorded polls or a live feed go in, a rider's texts come out."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from sandbox.feed_server import FeedServer, open_feed_server
from tests.builders import after, encode_feed, make_alert, make_alerts

LASTS_S = 60
COLLISION = "504 King: No service between Broadview Station and Parliament St due to a collision."
LONGER = "504 King: No service between Broadview Station and Spadina Ave due to a collision. Shuttles run."


async def demo(*arguments: str, lines: str, folder: Path) -> tuple[int, str, str]:
    """A demonstration to its end: exit code, output, errors."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "demo", *arguments),
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(LASTS_S):
        out, err = await process.communicate(lines.encode())
    return process.returncode or 0, out.decode(), err.decode()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """On 504 King an alert comes, changes and goes, 20 minutes apart; on other routes nothing happens."""
    folder = tmp_path / "ttc"
    folder.mkdir()
    others = make_alerts(5)
    polls = ((), (COLLISION,), (LONGER,), ())
    for number, texts in enumerate(polls):
        begun = [(after(minutes=18), None)]
        alerts = [*others, *(make_alert("65302", text, periods=begun) for text in texts)]
        body = encode_feed(alerts, stamped_at=after(minutes=20 * number))
        (folder / f"poll-{number}.pb").write_bytes(body)
    (folder / "poll-9.pb").write_text("<html>Service unavailable</html>")
    return folder


async def test_a_recordings_alert_is_told_changed_and_cleared_and_the_demo_ends_by_itself(
    recording: Path, tmp_path: Path
) -> None:
    code, out, err = await demo(
        *("--feed", str(recording), "--speed", "300"),
        lines="SUBSCRIBE 504\nB: SUBSCRIBE 2\n/routes\n",
        folder=tmp_path,
    )
    said = [line[10:] for line in out.splitlines()]
    texts = [line.split("] ")[1].split(":")[0] for line in said if line.startswith("A ← [")]

    assert code == 0, out + err
    assert said[0].startswith("Open http://127.0.0.1:")
    assert texts == ["You get alerts for 504. No alerts now. Headway for ttc", "504 King", "Update", "Clear"], out
    assert out.count("B ← [") == 1
    assert "Skipped, no FeedMessage: poll-9.pb" in out
    assert [line for line in said if "recorded]" in line] == [
        "[poll 2/4, 12:20 recorded] +1 alert (504)",
        "[poll 3/4, 12:40 recorded] ~1 alert (504)",
        "[poll 4/4, 13:00 recorded] -1 alert",
    ]
    assert "Routes with open alerts: 1, 2, 3, 4, 5" in out  # before the second poll or after it
    assert list(tmp_path.glob("headway-demo-*")) == []


async def test_alerts_of_ones_own_are_told_and_cleared_beside_a_recorded_poll(recording: Path, tmp_path: Path) -> None:
    poll = recording / "poll-1.pb"
    lines = "SUBSCRIBE 4\n/alert 4 No service, collision\n/clear 80001\n/clear 80001\n"
    code, out, err = await demo("--feed", str(poll), lines=lines, folder=tmp_path)
    texts = [line.split("] ")[1][:26] for line in out.splitlines() if "A ← [" in line]

    assert code == 0, out + err
    assert texts == ["You get alerts for 4. Now:", "4: No service, collision. ", "Clear: 4: no longer listed"], out
    assert "Raise an alert of your own" in out


async def test_a_live_feed_is_read_where_it_is(tmp_path: Path) -> None:
    server = FeedServer(body=encode_feed([make_alert()]))
    async with open_feed_server(server):
        code, out, err = await demo("--feed", server.url, lines="/routes\nSUBSCRIBE 504\n/next\n", folder=tmp_path)

    assert code == 0, out + err
    assert "Routes with open alerts: 504" in out
    assert "You get alerts for 504. Now: 504 King: No service" in out
    assert "This feed is its agency's" in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(("--feed", "http://127.0.0.1:1/alerts.pb"), "cannot be read: unreachable", id="nobody answers"),
        pytest.param(("--feed", "/nowhere"), "there is no file or folder /nowhere", id="no such folder"),
        pytest.param(("--feed", "README.md"), "nothing in README.md is a FeedMessage", id="no poll"),
        pytest.param(("--gtfs", "docs"), "go with FEED=", id="routes without a feed"),
        pytest.param(("--feed", "tests/feeds", "--gtfs", "docs"), "no routes.txt in docs", id="no static GTFS"),
        pytest.param(("--feed", "tests/feeds", "--zone", "Mars"), "Mars is no time zone", id="no such zone"),
    ],
)
async def test_what_cannot_be_played_is_said_in_one_line_at_once(
    arguments: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    code, out, err = await demo(*arguments, lines="", folder=tmp_path)

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert expected in err
    assert list(tmp_path.iterdir()) == []


async def test_a_feed_that_names_no_route_asks_for_the_static_gtfs(tmp_path: Path) -> None:
    server = FeedServer(body=encode_feed())
    async with open_feed_server(server):
        code, _out, err = await demo("--feed", server.url, lines="", folder=tmp_path)

    assert (code, "GTFS=<folder or zip>" in err) == (1, True)


async def test_a_page_is_not_taken_for_a_feed(tmp_path: Path) -> None:
    server = FeedServer(body=b"<html>Service unavailable</html>")
    async with open_feed_server(server):
        code, _out, err = await demo("--feed", server.url, lines="", folder=tmp_path)

    assert (code, "not with a binary FeedMessage" in err) == (1, True)
