"""Route ids become routes."""

from pipeline.enrich import resolve
from tests.builders import make_alert, make_catalogue, make_route


def test_routes_come_in_the_feeds_order() -> None:
    resolved = resolve(make_alert(routes=("504", "501")), make_catalogue())

    assert [route.label for route in resolved.routes] == ["504 King", "501 Queen"]


def test_a_route_that_no_import_lists_is_kept_aside() -> None:
    resolved = resolve(make_alert(routes=("504", "999")), make_catalogue())

    assert ([route.number for route in resolved.routes], resolved.unknown_ids) == (["504"], ("999",))


def test_ids_are_never_matched_in_part() -> None:
    assert resolve(make_alert(routes=("50", "5040")), make_catalogue()).routes == ()


def test_one_route_of_the_riders_under_two_ids_is_named_once() -> None:
    catalogue = make_catalogue(make_route("504", "King", route_id="a"), make_route("504", "King", route_id="b"))

    assert len(resolve(make_alert(routes=("a", "b")), catalogue).routes) == 1
