"""What agencies really served: every recorded folder is replayed without an error, and the TTC's as the rules say."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.segments import count_segments
from pipeline.reading.decode import decode, decode_frame
from pipeline.reading.frame import UnreadableError
from pipeline.reading.frame_formats import read_poll
from sandbox.recorded_polls import find_polls
from sandbox.replay import main

LIVE = "ttc/rvcorridor"
SERIES = "ttc/gtfsrt-textpb-20260331"


def folders(root: Path) -> list[Path]:
    """Every folder that holds at least one FeedMessage."""
    return sorted(folder for folder in {root, *root.rglob("*")} if folder.is_dir() and has_poll(folder))


def has_poll(folder: Path) -> bool:
    return any(is_readable(path) for path in find_polls([folder]).polls)


def is_readable(path: Path) -> bool:
    try:
        decode_frame(read_poll(path.read_bytes()))
    except UnreadableError:
        return False
    return True


def replay(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[list[dict[str, Any]], dict[str, int]]:
    assert main([str(each) for each in arguments]) == 0
    output = capsys.readouterr()
    return [json.loads(line) for line in output.out.splitlines()], json.loads(output.err.splitlines()[-1])


def test_every_folder_is_replayed(real_feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = folders(real_feeds)
    for folder in found:
        for flags in ([], ["--since-empty"]):
            events, summary = replay(capsys, *flags, folder)
            assert summary["polls"] == summary["accepted"] + summary["skipped"] + summary["rejected"]
            assert len(events) == sum(summary[each] for each in ("opened", "updated", "upcoming", "cleared"))
            assert all(each["segments"] == count_segments(each["text"]) <= 2 for each in events if each["text"])

    assert len(found) >= 20


def test_a_poll_of_the_ttc_is_news_after_an_empty_feed(real_feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events, summary = replay(capsys, "--since-empty", real_feeds / LIVE)

    # 74 alerts are 68 incidents; two files beside them hold detours of trips, which are no alerts.
    assert (summary["opened"], summary["updated"], summary["cleared"]) == (68, 0, 0)
    assert {"2", "504", "960"} <= {route for event in events for route in event["routes"]}


def test_text_and_binary_of_the_same_polls_tell_the_same(real_feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = replay(capsys, "--since-empty", real_feeds / SERIES)
    binary, _ = replay(capsys, "--since-empty", real_feeds / SERIES / "derived-pb")

    assert text == binary


def test_nothing_is_cleared_twice_or_told_after_it_was_cleared(
    real_feeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in folders(real_feeds):
        events, _ = replay(capsys, "--since-empty", folder)
        revisions: dict[str, int] = {}
        for event in events:
            # A reminder is about the revision that stands.
            risen = 0 if event["change"] == "upcoming" else 1
            assert event["revision"] == revisions.get(event["incident"], 0) + risen
            revisions[event["incident"]] = event["revision"]


def test_a_recorded_poll_that_is_cut_off_says_nothing(real_feeds: Path) -> None:
    body = next((real_feeds / LIVE).glob("alerts_*.pb")).read_bytes()
    for length in range(0, len(body) - 1, 97):
        try:
            alerts = decode(body[:length]).alerts
        except UnreadableError:
            continue
        # Cut exactly between two entities, which only HTTP's own length can tell.
        assert len(alerts) < 74
