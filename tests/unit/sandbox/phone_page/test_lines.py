"""The routes as the page draws them."""

from google.transit import gtfs_realtime_pb2 as pb

from sandbox.alert_board import SAMPLE
from sandbox.phone_page.lines import ELSEWHERE, Line, ListedAlert, lines_of_incidents, lines_with, sample_lines
from tests.builders import encode_feed, make_alert

LINES = (Line("504", "504", "King"), Line("501", "501", "Queen"))


def entities(*alerts: object) -> list[pb.FeedEntity]:
    return list(pb.FeedMessage.FromString(encode_feed(alerts)).entity)  # type: ignore[arg-type]  # alerts they are


def test_every_route_of_the_sample_is_drawn() -> None:
    routes = (SAMPLE / "gtfs" / "routes.txt").read_text().splitlines()[1:]
    lines = {line.route_id: line for line in sample_lines()}

    assert set(lines) == {row.split(",")[0] for row in routes}
    assert all(len(line.stops) > 3 for line in lines.values())
    assert (lines["1"].name, lines["1"].label) == ("Yonge-University", "Line 1 Yonge-University")


def test_an_alert_stands_at_each_of_its_routes() -> None:
    king, queen = lines_with(LINES, entities(make_alert("7", "Detour", routes=("504", "501"))), ours={"7"})

    assert king.alerts == queen.alerts == (ListedAlert("7", "Detour", is_ours=True),)


def test_an_alert_that_is_not_ours_says_so() -> None:
    king, _queen = lines_with(LINES, entities(make_alert("7", "Detour")), ours={"8"})

    assert [alert.is_ours for alert in king.alerts] == [False]


def test_what_concerns_no_route_of_theirs_stands_at_the_end() -> None:
    elevator = make_alert("7", "Wilson: Elevator out of service", routes=(), stops=("13840",))
    *_, last = lines_with(LINES, entities(elevator, make_alert("8", "Detour", routes=("999",))), ours=())

    assert (last.route_id, [alert.id for alert in last.alerts]) == (ELSEWHERE, ["7", "8"])


def row(incident: str, *numbers: str) -> dict[str, object]:
    route = {"target": "", "feed": "ttc", "long_name": "", "route_type": 3, "agency_id": "", "names": []}
    routes = [{**route, "route_id": f"r{number}", "short_name": number} for number in numbers]
    return {"_id": incident, "alert": {"header_text": [{"text": "Detour", "language": "en"}]}, "routes": routes}


def test_incidents_stand_at_their_routes_in_the_order_of_numbers() -> None:
    lines = lines_of_incidents([row("a", "10", "2"), row("b", "Red"), row("c", "2"), row("d")])

    assert [(line.number, len(line.alerts)) for line in lines] == [("2", 2), ("10", 1), ("Red", 1), ("", 1)]


def test_an_incident_without_words_is_listed_all_the_same() -> None:
    wordless = {**row("a", "2"), "alert": {"header_text": []}}

    assert lines_of_incidents([wordless])[0].alerts == (ListedAlert("a", ""),)
