"""`python -m pipeline check`, on files."""

import json
from pathlib import Path

import pytest

from pipeline.check.command import main, name_of
from tests.builders import encode_feed, make_alert

GTFS = "sandbox/sample/gtfs"


@pytest.fixture
def poll(tmp_path: Path) -> Path:
    file = tmp_path / "poll.pb"
    file.write_bytes(encode_feed([make_alert()]))
    return file


def test_a_usable_feed_ends_with_0(poll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(poll), "--static", GTFS, "--feed-id", "ttc"]) == 0
    assert "504 King: No service" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<html>We are sorry</html>", id="a page"),
        pytest.param(b"", id="nothing"),
        pytest.param(encode_feed([make_alert(routes=())]), id="alerts that name nobody"),
    ],
)
def test_what_could_tell_nobody_anything_ends_with_1(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "poll.pb").write_bytes(content)

    assert main([str(tmp_path / "poll.pb")]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["nowhere.pb"], id="no such file"),
        pytest.param(["pyproject.toml", "--zone", "Mars/Olympus"], id="no such zone"),
        pytest.param(["pyproject.toml", "--static", "nowhere.zip"], id="no such static GTFS"),
        pytest.param(["https://gtfs.example.org", "--at", "2026-08-05"], id="a time for a URL"),
    ],
)
def test_arguments_that_cannot_be_used_end_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="nothing named"),
        pytest.param(["x", "--at", "noon"], id="no time"),
        pytest.param(["x", "--feed-id", "T T C"], id="no id"),
        pytest.param(["x", "--header", "key"], id="a header without value"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2


def test_another_time_is_the_agencys(poll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(poll), "--zone", "America/Toronto", "--at", "2026-08-05T17:30", "--json"])

    assert json.loads(capsys.readouterr().out)["judged_at"] == "2026-08-05T17:30:00-04:00"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param("https://gtfsrt.ttc.ca/alerts/all?format=binary", "ttc", id="Toronto"),
        pytest.param("https://api.transport.nsw.gov.au/v2", "nsw", id="Sydney"),
        pytest.param("http://127.0.0.1:8080/alerts", "feed", id="a number"),
        pytest.param("polls/alerts.pb", "feed", id="a file"),
    ],
)
def test_an_address_suggests_an_id(place: str, expected: str) -> None:
    assert name_of(place) == expected
