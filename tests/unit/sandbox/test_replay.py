"""Replaying recorded polls."""

import json
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format, text_format
from google.transit.gtfs_realtime_pb2 import FeedMessage

from models.alert import Alert
from pipeline.deciding.identity import fingerprint
from sandbox.replay import main
from tests.builders import after, encode_feed, make_alert, make_alerts

KING = make_alert("1")
WORSE = make_alert("1", f"{KING.header_text[0].text} Shuttle buses are running.")
GTFS = {
    "agency.txt": ["agency_name,agency_timezone", "Toronto Transit,America/Toronto"],
    "routes.txt": ["route_id,route_short_name,route_long_name,route_type", "r1,1,Yonge-University Line,1"],
    "stops.txt": ["stop_id,stop_name", "s1,Wilson Station - Northbound Platform"],
    "trips.txt": ["route_id,service_id,trip_id", "r1,w,t1"],
    "stop_times.txt": ["trip_id,stop_id,stop_sequence", "t1,s1,1"],
}
Events = list[dict[str, Any]]


def record(folder: Path, seconds: float, *alerts: Alert) -> None:
    moment = after(seconds=seconds)
    (folder / f"alerts_{moment:%Y%m%dT%H%M%SZ}.pb").write_bytes(encode_feed(alerts, stamped_at=moment))


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, Events, dict[str, int]]:
    code = main([str(each) for each in arguments])
    output = capsys.readouterr()
    events = [json.loads(line) for line in output.out.splitlines()]
    return code, events, json.loads(output.err.splitlines()[-1])


def test_a_life_is_told_from_first_to_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for seconds, alerts in ((0, []), (60, [KING]), (120, [WORSE]), (180, []), (300, []), (420, [])):
        record(tmp_path, seconds, *alerts)
    code, events, summary = run(capsys, "--since-empty", tmp_path)

    assert code == 0
    assert [(each["change"], each["revision"], each["poll"]) for each in events] == [
        ("opened", 1, "alerts_20260805T160100Z.pb"),
        ("updated", 2, "alerts_20260805T160200Z.pb"),
        ("cleared", 3, "alerts_20260805T160700Z.pb"),
    ]
    assert summary == {
        "polls": 6,
        "accepted": 6,
        "skipped": 0,
        "rejected": 0,
        "files_ignored": 0,
        "incidents": 1,
        "opened": 1,
        "updated": 1,
        "reopened": 0,
        "upcoming": 0,
        "cleared": 1,
    }


def test_a_line_says_what_a_rider_of_the_first_route_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alert = make_alert("1", "No service at all.", routes=("504", "501"))
    record(tmp_path, 0, alert)
    _, [event], _ = run(capsys, "--since-empty", tmp_path)

    assert event == {
        "at": "2026-08-05T16:00:00Z",
        "feed": "ttc",
        "incident": f"ttc/{fingerprint(alert)}/1",
        "change": "opened",
        "class": "urgent",
        "revision": 1,
        "service_date": None,
        "routes": ["504", "501"],
        "stops": [],
        "texted": True,
        "text": "504: No service at all. TTC 12:00p",
        "segments": 1,
        "why": {"rule": "effect", "evidence": "NO_SERVICE, running now"},
        "poll": "alerts_20260805T160000Z.pb",
    }


def test_riders_of_the_first_station_are_told_where_there_is_no_route(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(tmp_path, 0, make_alert("1", "Wilson: No trains stop here.", routes=(), stops=("13838", "13837")))
    _, [event], _ = run(capsys, "--since-empty", tmp_path)

    assert (event["text"], event["texted"]) == ("Wilson: No trains stop here. TTC 12:00p", True)
    assert (event["routes"], event["stops"]) == ([], ["13838", "13837"])


def test_static_gtfs_gives_names_stations_and_the_routes_that_serve_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gtfs, polls = tmp_path / "gtfs", tmp_path / "polls"
    gtfs.mkdir()
    polls.mkdir()
    for name, lines in GTFS.items():
        (gtfs / name).write_text("\n".join(lines))
    record(polls, 0, make_alert("1", "No trains stop here.", routes=(), stops=("s1",)), make_alert("2", routes=("9",)))
    _, [wilson, unknown], _ = run(capsys, "--since-empty", "--gtfs", gtfs, polls)

    assert (wilson["routes"], wilson["stops"]) == (["1"], ["Wilson Station"])
    assert wilson["text"] == "Line 1 Yonge-University: No trains stop here. Toronto Transit 12:00p"
    assert (unknown["routes"], unknown["texted"], unknown["text"]) == ([], False, None)


def test_what_falls_due_between_two_polls_is_told_at_its_moment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closure = make_alert("1", effect="MODIFIED_SERVICE", periods=[(after(hours=30), after(hours=36))])
    record(tmp_path, 0, closure)
    record(tmp_path, 24 * 3600, closure)
    _, events, summary = run(capsys, "--since-empty", tmp_path)

    assert [(each["change"], each["at"], each["texted"], each["service_date"]) for each in events] == [
        ("opened", "2026-08-05T16:00:00Z", False, None),
        ("upcoming", "2026-08-05T22:00:00Z", True, "2026-08-06"),
    ]
    assert (events[1]["text"].split(":")[0], events[1]["poll"], summary["upcoming"]) == ("Planned", None, 1)


def test_an_update_that_comes_too_soon_is_told_when_ten_minutes_have_passed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worst = make_alert("1", f"{WORSE.header_text[0].text} No trains at Castle Frank Station either.")
    for seconds, alert in ((0, KING), (60, WORSE), (120, worst), (1800, worst)):
        record(tmp_path, seconds, alert)
    _, events, _ = run(capsys, "--since-empty", tmp_path)

    assert [(each["change"], each["at"], each["poll"]) for each in events[1:]] == [
        ("updated", "2026-08-05T16:01:00Z", "alerts_20260805T160100Z.pb"),
        ("updated", "2026-08-05T16:11:00Z", None),
    ]


def test_an_alert_about_nothing_is_sent_to_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(tmp_path, 0, make_alert(routes=()))
    _, [event], _ = run(capsys, "--since-empty", tmp_path)

    assert (event["text"], event["segments"], event["routes"], event["texted"]) == (None, None, [], False)


def test_the_feed_id_names_incidents_and_agency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(tmp_path, 0, KING)
    _, [event], _ = run(capsys, "--feed-id", "miway", "--since-empty", tmp_path)

    assert (event["feed"], event["incident"]) == ("miway", f"miway/{fingerprint(KING)}/1")


def test_without_since_empty_the_first_poll_is_baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(tmp_path, 0, KING)
    _, events, summary = run(capsys, tmp_path)

    assert (events, summary["incidents"], summary["opened"]) == ([], 1, 0)


def test_letters_stay_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(tmp_path, 0, make_alert(header="R\u00e9seau arr\u00eat\u00e9"))
    main(["--since-empty", str(tmp_path)])

    assert "R\u00e9seau arr" in capsys.readouterr().out


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for seconds in range(0, 600, 60):
        record(tmp_path, seconds, *make_alerts(seconds // 60 % 7))
    outputs = []
    for _ in range(2):
        main(["--since-empty", str(tmp_path)])
        outputs.append(capsys.readouterr())

    assert outputs[0] == outputs[1]


def test_what_is_no_poll_is_counted_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(tmp_path, 0, KING)
    whole = encode_feed([KING], stamped_at=after())
    bad = {"b_empty.pb": b"", "b_html.pb": b"<html>", "b_cut.pb": whole[:-9], "b_json.json": b'{"data": []}'}
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "PROVENANCE.tsv").write_text("x")
    (tmp_path / "derived").mkdir()
    code, events, summary = run(capsys, "--since-empty", tmp_path)

    assert (code, len(events)) == (0, 1)
    assert [summary[each] for each in ("polls", "accepted", "rejected", "files_ignored")] == [5, 1, 4, 1]


def test_older_polls_are_counted_as_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1").write_bytes(encode_feed([KING], stamped_at=after(seconds=60)))
    (tmp_path / "2").write_bytes(encode_feed([WORSE], stamped_at=after(seconds=30)))
    _, events, summary = run(capsys, "--since-empty", tmp_path)

    assert (len(events), summary["accepted"], summary["skipped"]) == (1, 1, 1)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(text_format.MessageToString, id="protobuf text"),
        pytest.param(lambda poll: "# a comment\n" + text_format.MessageToString(poll), id="text with a comment"),
        pytest.param(lambda poll: text_format.MessageToString(poll) + "new: 7\n", id="text with an unknown field"),
        pytest.param(json_format.MessageToJson, id="JSON"),
        pytest.param(lambda poll: json_format.MessageToJson(poll, preserving_proto_field_name=True), id="snake_case"),
        pytest.param(lambda poll: json_format.MessageToJson(poll).replace("{", '{"x.y": 1,', 1), id="JSON and more"),
        pytest.param(lambda poll: "\ufeff" + json_format.MessageToJson(poll), id="JSON with a byte order mark"),
    ],
)
def test_polls_are_read_by_their_content(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Any) -> None:
    message = FeedMessage.FromString(encode_feed([KING], stamped_at=after()))
    (tmp_path / "poll.pb").write_text(content(message), encoding="utf-8")
    _, [event], _ = run(capsys, "--since-empty", tmp_path / "poll.pb")

    assert (event["incident"], event["at"]) == (f"ttc/{fingerprint(KING)}/1", "2026-08-05T16:00:00Z")


@pytest.mark.parametrize("name", ["empty", "nowhere"])
def test_where_no_poll_was_readable_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "empty").mkdir()

    assert main([str(tmp_path / name)]) == 2
    assert capsys.readouterr().out == ""
