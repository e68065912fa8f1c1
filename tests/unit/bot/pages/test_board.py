"""Which alerts stand where on the page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.directory.directory import Directory
from bot.pages.board import AgencyBoard, Section, boards_of
from bot.pages.seen import Seen
from bot.pages.wording_files import load_page_wordings
from models.alert import Alert, Translation
from models.incident import AlertClass, Incident
from models.time_range import TimeRange
from tests.fakes.bot_world import MIWAY, NOW, TTC, make_incident, make_outage

ENGLISH = load_page_wordings()["en"]


def boards(*incidents: Incident, minutes_old: float = 0) -> tuple[AgencyBoard, ...]:
    fresh_at = {"ttc": NOW - timedelta(minutes=minutes_old)}
    return boards_of(
        Seen(NOW, incidents), Directory([TTC]), fresh_at, stale_after=timedelta(minutes=5), wording=ENGLISH
    )


def section(*incidents: Incident) -> Section:
    [found] = boards(*incidents)[0].sections
    return found


def of_routes(*numbers: str) -> Incident:
    routes = tuple(each.route for number in numbers for each in TTC.routes if each.route.short_name == number)
    return replace(make_incident(), routes=routes, targets=tuple(each.target for each in routes))


def test_an_alert_stands_under_its_route_with_the_words_that_subscribe_to_it() -> None:
    [group] = section(make_incident()).groups

    assert (group.label, group.answer) == ("504 King", "504")
    assert group.alerts[0].header.startswith("No service between Broadview Station and Parliament St")


@pytest.mark.parametrize(
    ("incident", "name"),
    [
        pytest.param(make_incident(), "now", id="no service"),
        pytest.param(make_incident(alert_class=AlertClass.PLANNED), "changes", id="work next weekend"),
        pytest.param(make_incident(alert_class=AlertClass.INFO), "changes", id="a survey"),
        pytest.param(make_outage(), "access", id="an elevator"),
    ],
)
def test_each_kind_of_alert_has_its_section(incident: Incident, name: str) -> None:
    assert section(incident).name == name


def test_lines_come_first_and_then_routes_by_number() -> None:
    groups = section(*(make_incident(number) for number in ("504", "7", "1", "36"))).groups

    assert [each.label for each in groups] == ["Line 1 Yonge-University", "7 Bathurst", "36 Finch West", "504 King"]


def test_an_alert_of_a_few_routes_stands_at_each_of_them_and_counts_once() -> None:
    found = section(of_routes("504", "501"))

    assert ([each.label for each in found.groups], found.count) == (["501 Queen", "504 King"], 1)


def test_an_alert_of_many_routes_stands_once_under_all_their_names() -> None:
    [group] = section(of_routes("501", "504", "7", "10", "36")).groups

    assert (group.label, group.answer) == ("501 Queen, 504 King, 7 Bathurst, 10 Van Horne, 36 Finch West", "")


def test_an_elevator_stands_under_its_station() -> None:
    outage = replace(make_outage("Wilson"), routes=make_incident("1").routes)

    assert [each.label for each in section(outage).groups] == ["Wilson Station"]


def test_an_alert_of_nothing_in_particular_stands_under_the_agency() -> None:
    [group] = section(replace(make_incident(), routes=())).groups

    assert (group.label, group.answer) == ("TTC", "")


def test_what_has_ended_is_not_shown() -> None:
    over = Alert("1", (Translation("Over", "en"),), active_periods=(TimeRange(end=NOW - timedelta(minutes=1)),))

    assert boards(replace(make_incident(), alert=over))[0].sections == ()


@pytest.mark.parametrize(
    ("minutes", "stale_min"),
    [
        pytest.param(1, 0, id="fresh"),
        pytest.param(5, 0, id="just fresh"),
        pytest.param(14, 14, id="a quarter of an hour"),
    ],
)
def test_a_board_says_when_its_feed_was_last_good(minutes: float, stale_min: int) -> None:
    [board] = boards(minutes_old=minutes)

    assert (board.fresh_at.endswith(" a.m."), board.stale_min) == (True, stale_min)


def test_each_agency_has_a_board_of_its_own() -> None:
    incident = make_incident()
    found = boards_of(Seen(NOW, (incident,)), Directory([TTC, MIWAY]), {}, stale_after=timedelta(1), wording=ENGLISH)

    assert [(each.name, len(each.sections), each.fresh_at) for each in found] == [("TTC", 1, ""), ("MiWay", 0, "")]
