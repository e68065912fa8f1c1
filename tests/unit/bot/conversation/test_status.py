"""STATUS: what goes on, newest first, and what of it counts as told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.alert import Alert, Translation
from models.incident import AlertClass
from models.rider import Rider
from models.time_range import TimeRange
from tests.fakes.bot_world import MIWAY, NEW, NOW, TTC, make_incident, make_outage, make_setting
from tests.fakes.phone import Phone


def rider_of(*texts: str) -> Rider:
    phone = Phone()
    phone.writes(*texts)
    return phone.rider


@pytest.mark.parametrize(
    ("words", "rider", "reply"),
    [
        ("STATUS", rider_of("504"), "No alerts now for what you subscribed to."),
        ("STATUS", NEW, "You get no alerts now. Write for example STATUS 504 or SUBSCRIBE 504."),
        ("504?", NEW, "No alerts now for 504 King."),
        ("status 504 and 501", NEW, "No alerts now for 504 King, 501 Queen."),
        ("status bathurst", NEW, "No alerts now for 7 Bathurst, 511 Bathurst."),
        ("status subway", NEW, "No alerts now for the whole TTC subway."),
        ("status wilson station", NEW, "No alerts now for Wilson Station."),
        ("status 9999", NEW, 'We do not know "9999". Write only the route, for example 504.'),
        ("status kng", NEW, 'We do not know "KNG". Did you mean 504 King? Reply 504.'),
        ("etat 504", NEW, "Aucune alerte en ce moment pour 504 King."),
    ],
)
def test_a_rider_asks_and_is_answered(words: str, rider: Rider, reply: str) -> None:
    assert Phone(rider).reads(words) == reply


def test_status_shows_the_newest_first_and_counts_it_as_told() -> None:
    older = make_incident(text="Detour at Church St.", changed_at=NOW - timedelta(hours=1))
    newer = make_incident(text="Delays at Spadina Ave.")
    outcome = Phone(rider_of("504"), [older, newer]).writes("status")

    assert outcome.reply == "504 King: Delays at Spadina Ave. TTC 8:12a\n504 King: Detour at Church St. TTC 7:12a"
    assert [told.incident for told in outcome.told] == [newer.id, older.id]


def test_what_goes_on_comes_before_what_lies_ahead() -> None:
    ahead = TimeRange(NOW + timedelta(hours=7), None)
    works = make_incident(text="Track work at Queen St.")
    works = replace(works, alert=replace(works.alert, active_periods=(ahead,)))
    going_on = make_incident(text="Detour at Church St.", changed_at=NOW - timedelta(hours=5))

    assert Phone(incidents=[works, going_on]).reads("504?").startswith("504 King: Detour at Church St.")


def test_what_is_over_is_not_shown() -> None:
    over = TimeRange(None, NOW - timedelta(minutes=1))
    incident = make_incident()
    incident = replace(incident, alert=replace(incident.alert, active_periods=(over,)))

    assert Phone(incidents=[incident]).reads("504?") == "No alerts now for 504 King."


def test_status_of_a_route_without_subscription_promises_no_clear() -> None:
    outcome = Phone(rider_of("501"), [make_incident()]).writes("504?")

    assert "No service" in (outcome.reply or "")
    assert outcome.told == ()


@pytest.mark.parametrize(
    ("rider", "is_told"),
    [
        pytest.param(NEW, False, id="a stranger"),
        pytest.param(rider_of("wilson station"), False, id="who hears about the station"),
        pytest.param(rider_of("elevators wilson"), True, id="who asked for its elevators"),
    ],
)
def test_status_of_a_station_shows_its_elevators(rider: Rider, is_told: bool) -> None:
    outcome = Phone(rider, [make_outage()]).writes("status wilson station")

    assert "Elevator out of service" in (outcome.reply or "")
    assert bool(outcome.told) is is_told


def test_planned_work_of_next_week_is_shown_but_not_counted_as_told() -> None:
    ahead = TimeRange(NOW + timedelta(days=7), None)
    alert = Alert("1", (Translation("No service at Yonge St.", "en"),), active_periods=(ahead,))
    outcome = Phone(rider_of("504"), [replace(make_incident(), alert=alert)]).writes("status")

    assert outcome.reply == "504 King, from Wed Aug 12 8:12a: No service at Yonge St. TTC 8:12a"
    assert outcome.told == ()


def test_planned_work_of_tonight_counts_as_told() -> None:
    incident = make_incident(text="No service at Yonge St.", alert_class=AlertClass.PLANNED)
    tonight = TimeRange(NOW + timedelta(hours=14), None)
    incident = replace(incident, alert=replace(incident.alert, active_periods=(tonight,)))

    assert Phone(rider_of("504"), [incident]).writes("status").told


def test_status_says_how_many_alerts_found_no_room() -> None:
    incidents = [make_incident(text=f"Event {number}: {'somewhere ' * 8}") for number in range(6)]
    outcome = Phone(rider_of("504"), incidents).writes("status")

    assert (outcome.reply or "").endswith("\n+4 more: reply MORE")
    assert len(outcome.told) == 2


def test_status_tells_the_age_of_a_stale_feed() -> None:
    stale = make_setting(fresh_at=NOW - timedelta(minutes=14))

    assert Phone(setting=stale).reads("504?") == "No alerts now for 504 King. TTC's feed was last good 14 min ago."


def test_another_agencys_stale_feed_is_not_spoken_of() -> None:
    stale = make_setting(TTC, MIWAY, fresh_at=NOW - timedelta(minutes=14))

    assert Phone(setting=stale).reads("miway 10?") == "No alerts now for 10 Bristol-Britannia."


@pytest.mark.parametrize(
    ("asked", "answer", "reply"),
    [
        ("status kng", "yes", "No alerts now for 504 King."),
        ("status kng", "504", "No alerts now for 504 King."),
        ("status bathrst", "511", "No alerts now for 511 Bathurst."),
    ],
)
def test_who_asked_for_the_status_is_not_subscribed_by_the_answer(asked: str, answer: str, reply: str) -> None:
    phone = Phone()

    assert phone.reads(asked, answer) == reply
    assert phone.has() == []
