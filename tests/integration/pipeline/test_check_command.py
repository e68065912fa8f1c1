"""`python -m pipeline check` as a process with no settings at all, on a URL and on what agencies really served."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.check.command import main
from pipeline.reading.frame import UnreadableError
from pipeline.reading.frame_formats import read_poll
from runtime.clock import utc_now
from sandbox.feed_server import open_feed_server
from sandbox.recorded_polls import find_polls
from tests.builders import encode_feed, make_alert
from tests.integration.terminal import in_terminal


async def check(*arguments: str) -> tuple[int, dict[str, Any]]:
    code, said, complaints = await in_terminal("pipeline", "check", *arguments, "--json", env={})
    assert said, complaints
    return code, json.loads(said)


async def test_a_url_is_judged_without_any_settings() -> None:
    async with open_feed_server() as server:
        server.body = encode_feed([make_alert()], stamped_at=utc_now())
        server.etag = True
        code, report = await check(server.url, "--static", "sandbox/sample/gtfs", "--feed-id", "ttc")

        assert (code, server.requests) == (0, 2)
        assert (report["facts"]["validators"], report["facts"]["header_stamp"]) == (["ETag"], "generated")
        assert report["texts"][0]["text"].startswith("504 King: No service")
        assert f'alert_url = "{server.url}"' in report["table"]


async def test_a_url_that_refuses_ends_with_1() -> None:
    async with open_feed_server() as server:
        server.status = 403
        code, report = await check(server.url)

        assert (code, report["findings"][0]["topic"]) == (1, "reading")


def test_every_recorded_feed_is_judged(real_feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = 0
    for folder in sorted(each for each in real_feeds.rglob("*") if each.is_dir()):
        # One poll of each series will do.
        polls = [path for path in find_polls([folder]).polls if is_readable(path)][:1]
        for path in polls:
            code = main([str(path), "--json"])
            report = json.loads(capsys.readouterr().out)
            seen += 1
            assert code == (0 if report["is_usable"] else 1)
            assert all(each["segments"] <= 2 for each in report["texts"])

    assert seen >= 20


def is_readable(path: Path) -> bool:
    try:
        read_poll(path.read_bytes())
    except UnreadableError:
        return False
    return True
