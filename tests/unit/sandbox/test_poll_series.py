"""Recorded polls in order, and the routes they name."""

from pathlib import Path

from google.protobuf import json_format, text_format
from google.transit import gtfs_realtime_pb2 as pb

from models.alert import Alert, EntitySelector
from sandbox.poll_series import named_routes, read_series
from tests.builders import NOON, after, encode_feed, make_alert

ZONE = "America/Toronto"


def test_binary_text_and_json_are_polls_and_what_is_none_is_named(tmp_path: Path) -> None:
    bodies = [encode_feed([make_alert(routes=(each,))], stamped_at=after(minutes=int(each))) for each in "123"]
    one, two, three = (pb.FeedMessage.FromString(body) for body in bodies)
    (tmp_path / "a.pb").write_bytes(one.SerializeToString())
    (tmp_path / "b.txtpb").write_text(text_format.MessageToString(two))
    (tmp_path / "c.json").write_text(json_format.MessageToJson(three))
    (tmp_path / "d.html").write_text("<html>Service unavailable</html>")
    (tmp_path / "README.md").write_text("about these files")

    series = read_series(tmp_path, ZONE)

    assert [poll.file.name for poll in series.polls] == ["a.pb", "b.txtpb", "c.json"]
    assert [poll.moment for poll in series.polls] == [after(minutes=1), after(minutes=2), after(minutes=3)]
    assert (series.unreadable, list(series.routes)) == (("d.html",), ["1", "2", "3"])


def test_a_file_alone_is_a_series_of_one(tmp_path: Path) -> None:
    file = tmp_path / "poll.pb"
    file.write_bytes(encode_feed([make_alert()]))

    assert [poll.moment for poll in read_series(file, ZONE).polls] == [NOON]


def test_a_routes_mode_is_known_once_a_selector_says_it() -> None:
    alerts = [
        Alert("1", informed_entities=(EntitySelector(route_id="1"), EntitySelector(route_id="504", route_type=0))),
        Alert("2", informed_entities=(EntitySelector(route_id="1", route_type=1), EntitySelector(stop_id="3924"))),
    ]

    assert named_routes(alerts, {"7": 3}) == {"7": 3, "1": 1, "504": 0}
