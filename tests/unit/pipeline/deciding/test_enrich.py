"""The ids in selectors become routes, stations and targets."""

import time

import pytest

from models.alert import Alert, EntitySelector
from models.incident import AlertClass
from models.route import Route, route_target
from models.station import Device, Station, StationKind, station_target, stop_target
from models.target import TargetKind, kind_of
from pipeline.deciding.enrich import Resolved, resolve
from pipeline.static.catalogue import Catalogue, ServedStop, Trip
from tests.builders import make_alert, make_catalogue, make_route

BROADVIEW = Station(station_target("ttc", "Broadview"), "ttc", "13749", "Broadview Station")
KING_AT_BAY = Station(stop_target("ttc", "4001"), "ttc", "88", "King St at Bay St", StationKind.STOP)


def a_route(number: str, route_type: int = 0, *, agency_id: str = "1") -> Route:
    return Route(route_target("ttc", number), "ttc", number, number, "", route_type, agency_id)


def city(*agencies: str) -> Catalogue:
    """Line 2 and 504 King, which meet at Broadview; 501 Queen, which has agencies[1] where there are two."""
    routes = (a_route("2", 1), a_route("504"), a_route("501", agency_id=agencies[1] if agencies else "1"))
    return Catalogue(
        feed="ttc",
        agency="TTC",
        zone="America/Toronto",
        routes={route.route_id: route for route in routes},
        stops={
            "13749": ServedStop(BROADVIEW, ("2",)),
            "broadview": ServedStop(BROADVIEW, ("2", "504")),
            "88": ServedStop(KING_AT_BAY, ("504",)),
        },
        trips={"t1": Trip("504", 1), "t2": Trip("501", 0), "t3": Trip("504")},
    )


def about(
    *selectors: EntitySelector,
    effect: str = "SIGNIFICANT_DELAYS",
    alert_class: AlertClass = AlertClass.URGENT,
    catalogue: Catalogue | None = None,
    device: Device | None = None,
) -> Resolved:
    alert = Alert("a", effect=effect, informed_entities=selectors)
    return resolve(alert, catalogue or city(), alert_class=alert_class, device=device)


def plain(found: Resolved) -> tuple[str, ...]:
    """The targets, without their feed."""
    return tuple(each.removeprefix("ttc/") for each in found.targets)


def named(found: Resolved) -> tuple[str, ...]:
    """The routes, stations and stops among the targets."""
    return tuple(each for each in plain(found) if kind_of(f"ttc/{each}") not in CROWDS)


S = EntitySelector
CROWDS = {TargetKind.MODE, TargetKind.AGENCY}
ALL = ("route/2", "route/504", "route/501")


@pytest.mark.parametrize(
    ("selectors", "targets"),
    [
        pytest.param([S(route_id="504")], ("route/504",), id="a route"),
        pytest.param([S(route_id="504"), S(route_id="2")], ("route/504", "route/2"), id="two routes, as they come"),
        pytest.param([S(route_id="504")] * 2, ("route/504",), id="a route twice"),
        pytest.param([S(route_id="504", stop_id="88")], ("route/504", "stop/4001"), id="a route at a stop"),
        pytest.param([S(trip_id="t1")], ("route/504",), id="a trip is its route"),
        pytest.param([S(trip_id="t9", route_id="504")], ("route/504",), id="an extra trip of a route"),
        pytest.param([S(trip_id="t2", route_id="504")], (), id="a trip of another route is nobody's"),
        pytest.param([S(agency_id="1")], ALL, id="the agency"),
        pytest.param([S(agency_id="TTC")], ALL, id="the only agency, by another id"),
        pytest.param([S(route_type=0)], ("route/504", "route/501"), id="streetcars"),
        pytest.param([S(agency_id="1", route_type=1)], ("route/2",), id="the agency's subway"),
        pytest.param([S(route_type=4)], (), id="ferries, where there are none"),
        pytest.param([S(route_id="504", route_type=3)], (), id="a streetcar route as a bus"),
        pytest.param([S(stop_id="88")], ("stop/4001",), id="a stop"),
        pytest.param([S(stop_id="13749")], ("station/broadview",), id="a platform is its station"),
        pytest.param([S(stop_id="13749"), S(stop_id="broadview")], ("station/broadview",), id="two platforms"),
        pytest.param([S(direction_id=1)], (), id="a direction of nothing"),
        pytest.param([S()], (), id="an empty selector selects nobody"),
        pytest.param([], (), id="no selector selects nobody"),
    ],
)
def test_a_selector_reaches_whom_it_names(selectors: list[EntitySelector], targets: tuple[str, ...]) -> None:
    assert named(about(*selectors)) == targets


@pytest.mark.parametrize(
    ("selectors", "crowds"),
    [
        pytest.param([S(route_id="504")], {"mode/0", "agency"}, id="a streetcar"),
        pytest.param(
            [S(route_id="504"), S(route_id="2")], {"mode/0", "mode/1", "agency"}, id="a streetcar, the subway"
        ),
        pytest.param([S(route_type=1)], {"mode/1", "agency"}, id="the subway"),
        pytest.param([S(agency_id="1")], {"mode/0", "mode/1", "agency"}, id="the agency"),
        pytest.param([S(stop_id="88")], {"agency"}, id="a stop"),
        pytest.param([S(route_id="999")], set(), id="a route that nobody knows"),
        pytest.param([S(route_type=4)], set(), id="ferries, where there are none"),
        pytest.param([S()], set(), id="an empty selector"),
    ],
)
def test_an_alert_reaches_who_wants_to_hear_of_a_whole_mode_or_agency(
    selectors: list[EntitySelector], crowds: set[str]
) -> None:
    assert {each for each in plain(about(*selectors)) if kind_of(f"ttc/{each}") in CROWDS} == crowds


def test_an_agency_without_a_catalogue_reaches_its_riders_all_the_same() -> None:
    empty = Catalogue("ttc", "TTC", "America/Toronto", "")

    assert about(S(agency_id="TTC"), catalogue=empty).targets == ("ttc/agency",)


@pytest.mark.parametrize(
    ("effect", "selector", "routes"),
    [
        pytest.param("NO_SERVICE", S(stop_id="13749"), ["2"], id="no service at a platform"),
        pytest.param("DETOUR", S(stop_id="broadview"), ["2", "504"], id="a detour around a station"),
        pytest.param("STOP_MOVED", S(stop_id="88"), ["504"], id="a stop that moved"),
        pytest.param("STOP_MOVED", S(stop_id="88", route_id="501"), ["501"], id="a stop that moved for one route"),
        pytest.param("DETOUR", S(stop_id="broadview", route_type=1), ["2"], id="only the subway at a station"),
        pytest.param("SIGNIFICANT_DELAYS", S(stop_id="88"), [], id="delays at a stop"),
        pytest.param("OTHER_EFFECT", S(stop_id="88"), [], id="a bench is repaired"),
    ],
)
def test_what_happens_at_a_stop_reaches_its_routes_if_it_is_about_running(
    effect: str, selector: EntitySelector, routes: list[str]
) -> None:
    assert [route.number for route in about(selector, effect=effect).routes] == routes


@pytest.mark.parametrize(
    ("agency_id", "targets"),
    [
        pytest.param("1", ("route/2", "route/504"), id="one agency's routes"),
        pytest.param("go", ("route/501",), id="the other's"),
        pytest.param("yrt", (), id="nobody's"),
    ],
)
def test_a_feed_of_two_agencies_tells_them_apart(agency_id: str, targets: tuple[str, ...]) -> None:
    found = about(S(agency_id=agency_id), catalogue=city("1", "go"))

    assert named(found) == targets


def test_a_route_of_another_agency_contradicts_the_selector() -> None:
    found = about(S(agency_id="1", route_id="501"), S(agency_id="yrt", route_id="504"), catalogue=city("1", "go"))

    assert ([route.number for route in found.routes], found.unknown) == (["504"], ("route 501", "agency yrt"))


@pytest.mark.parametrize(
    ("selectors", "direction_ids"),
    [
        pytest.param([S(route_id="504", direction_id=1)], (1,), id="one way"),
        pytest.param([S(route_id="504", direction_id=1), S(route_id="501", direction_id=0)], (0, 1), id="both ways"),
        pytest.param([S(route_id="504", direction_id=1), S(route_id="501")], (), id="of one route only"),
        pytest.param([S(trip_id="t1")], (1,), id="a trip's"),
        pytest.param([S(trip_id="t3")], (), id="a trip without"),
        pytest.param([S(route_id="504", direction_id=1), S(stop_id="88")], (1,), id="a stop beside says nothing"),
        pytest.param([S(route_id="504")], (), id="none"),
    ],
)
def test_a_direction_counts_if_every_route_has_one(
    selectors: list[EntitySelector], direction_ids: tuple[int, ...]
) -> None:
    assert about(*selectors).direction_ids == direction_ids


@pytest.mark.parametrize(
    ("device", "devices"),
    [
        pytest.param(None, "elevators", id="nobody says which"),
        pytest.param(Device.ELEVATOR, "elevators", id="elevator"),
        pytest.param(Device.ESCALATOR, "escalators", id="escalator"),
    ],
)
def test_an_elevator_reaches_its_station_and_who_needs_elevators(device: Device | None, devices: str) -> None:
    found = about(S(stop_id="13749"), effect="NO_SERVICE", alert_class=AlertClass.ACCESS, device=device)

    assert found.targets == ("ttc/station/broadview", f"ttc/station/broadview/{devices}")
    assert (found.routes, found.stations) == ((), (BROADVIEW,))


def test_an_elevator_never_reaches_a_route_though_it_may_name_one() -> None:
    found = about(S(stop_id="13749", route_id="2"), S(agency_id="1"), alert_class=AlertClass.ACCESS)

    assert found.targets == ("ttc/station/broadview", "ttc/station/broadview/elevators")
    assert [route.number for route in found.routes] == ["2"]


def test_ids_that_no_import_lists_are_kept_aside() -> None:
    found = about(S(route_id="999"), S(stop_id="12"), S(trip_id="x"), S(route_type=4), S(route_id="504"))

    assert found.unknown == ("route 999", "stop 12", "trip x", "mode 4")
    assert named(found) == ("route/504",)


def test_ids_are_never_matched_in_part() -> None:
    assert about(S(route_id="50"), S(route_id="5040")).routes == ()


def test_one_route_of_the_riders_under_two_ids_is_named_once() -> None:
    catalogue = make_catalogue(make_route("504", "King", route_id="a"), make_route("504", "King", route_id="b"))
    found = resolve(make_alert(routes=("a", "b")), catalogue, alert_class=AlertClass.URGENT)

    assert [route.route_id for route in found.routes] == ["a"]


def test_120_000_selectors_are_quick() -> None:
    selectors = (S(route_id="504"), S(stop_id="broadview"), S(trip_id="t1"), S(agency_id="1", route_id="2")) * 6
    alerts = [Alert(str(number), effect="DETOUR", informed_entities=selectors) for number in range(500)]
    catalogue = city()
    started = time.process_time()
    for alert in alerts:
        resolve(alert, catalogue, alert_class=AlertClass.URGENT)

    # A tenth of the 120,000, which take about 0.1 s on a slow machine; ten times that would be a mistake.
    assert time.process_time() - started < 0.1
