"""Subscribing: what the rider gets from now on, and what goes on there now."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.directory.directory import Directory
from models.incident import AlertClass
from models.rider import Rider
from models.segments import count_segments
from tests.fakes.bot_world import KING, MIWAY, NEW, NOW, QUEEN, TTC, make_incident, make_outage, make_setting
from tests.fakes.phone import Phone
from tests.fakes.transit import route

WELCOME = "Headway for TTC: texts only if something is wrong. STOP ends, HELP helps. Msg & data rates may apply."
MANY = replace(TTC, routes=(*TTC.routes, *(route(str(number), "") for number in range(2000, 2060))))


def rider_of(*texts: str) -> Rider:
    phone = Phone()
    phone.writes(*texts)
    return phone.rider


def numbers(count: int) -> str:
    return " ".join(str(2000 + number) for number in range(count))


@pytest.mark.parametrize(
    ("words", "rider", "reply"),
    [
        ("SUBSCRIBE 504", NEW, f"You get alerts for 504 King. No alerts now. {WELCOME}"),
        ("504 and 501", rider_of("510"), "You get alerts for 504 King, 501 Queen. No alerts now."),
        (
            "subscribe king",
            rider_of("510"),
            "You get alerts for 504 King. No alerts now. Same name: 304 King, King Station.",
        ),
        ("subscribe", NEW, "Which one? Write for example SUBSCRIBE 504, WILSON STATION or ELEVATORS WILSON."),
        ("subscribe 9999", NEW, 'We do not know "9999". Write only the route, for example 504.'),
        (
            "504 and 9999",
            rider_of("510"),
            'You get alerts for 504 King. No alerts now. We do not know "9999". Write only the route, for example 504.',
        ),
        ("subscribe bathurst", NEW, 'Which "BATHURST"? 7 Bathurst / 511 Bathurst. Reply with one.'),
        ("504 weekdays 7-9am", rider_of("510"), "You get alerts for 504 King weekdays 7-9a. No alerts now."),
        (
            "504 4-6pm",
            rider_of("504 7-9am"),
            "You get alerts for 504 King 7-9a, 4-6p. No alerts now.",
        ),
        ("504", rider_of("504 7-9am"), "You get alerts for 504 King. No alerts now."),
        ("504 major", rider_of("504 7-9am"), "You get alerts for 504 King 7-9a (major only). No alerts now."),
        (
            "504 weekdays 7-9am and 504 sat 10-11am",
            rider_of("510"),
            "You get alerts for 504 King weekdays 7-9a; Sat 10-11a. No alerts now.",
        ),
        (
            "subscribe wilson station",
            rider_of("510"),
            "You get alerts for Wilson Station. No alerts now. For its elevators write ELEVATORS WILSON.",
        ),
        (
            "elevators wilson",
            rider_of("510"),
            "You get alerts for elevators at Wilson Station. No alerts now.",
        ),
        (
            "subscribe stop 14187",
            rider_of("510"),
            "You get alerts for Warden Ave at Frey Cres (14187). No alerts now.",
        ),
        (
            "subscribe subway",
            NEW,
            "Reply SURE to get alerts for the whole TTC subway: that can be many texts a day.",
        ),
        (
            "501",
            rider_of("pause 2h", "504"),
            "You get alerts for 501 Queen. No alerts now. Paused until Wed Aug 5 10:12a.",
        ),
    ],
)
def test_a_rider_subscribes_and_is_answered(words: str, rider: Rider, reply: str) -> None:
    assert Phone(rider).reads(words) == reply


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        pytest.param("501", "504", ["501 Queen", "504 King"], id="a route is added"),
        pytest.param("504", "504", ["504 King"], id="a route is held once"),
        pytest.param("504", "bathurst", ["504 King"], id="a tie changes nothing"),
        pytest.param("504", "subscribe all", ["504 King"], id="the whole agency waits for SURE"),
        pytest.param("504", "501 and subway", ["504 King", "501 Queen"], id="what is plain does not wait for SURE"),
    ],
)
def test_a_message_adds_what_was_plainly_named(before: str, words: str, after: list[str]) -> None:
    phone = Phone()
    phone.writes(before, words)

    assert phone.has() == after


def test_targets_are_those_of_the_route() -> None:
    assert [each.target for each in rider_of("504 501").subscriptions] == [KING, QUEEN]


def test_a_subscription_counts_from_when_the_incidents_were_read() -> None:
    [subscription] = Phone().writes("504", after=timedelta(seconds=7)).rider.subscriptions

    assert subscription.active_since == NOW + timedelta(seconds=7)


def test_a_repeated_subscription_counts_from_the_first_one() -> None:
    [subscription] = Phone(rider_of("504")).writes("504", after=timedelta(seconds=7)).rider.subscriptions

    assert subscription.active_since == NOW


@pytest.mark.parametrize(("words", "before", "expected"), [("504", NEW, True), ("501", rider_of("504"), False)])
def test_the_first_subscription_is_consent(words: str, before: Rider, expected: bool) -> None:
    assert Phone(before).writes(words).is_consent is expected


def test_changed_hours_make_waiting_texts_be_looked_at_again() -> None:
    assert Phone(rider_of("504")).writes("504 7-9am").is_rehearing


def test_subscribing_tells_what_is_going_on() -> None:
    outcome = Phone(rider_of("501"), [make_incident()]).writes("504")

    assert outcome.reply == (
        "You get alerts for 504 King. Now: 504 King: No service between Broadview Station and Parliament St "
        "due to a collision. TTC 8:12a."
    )
    assert [told.incident for told in outcome.told] == [make_incident().id]


def test_of_several_alerts_the_weightiest_is_told_first() -> None:
    older_but_urgent = make_incident(changed_at=NOW - timedelta(hours=1))
    works = make_incident("504", "Track work at Queen St.", alert_class=AlertClass.PLANNED)
    outcome = Phone(rider_of("501"), [works, older_but_urgent]).writes("504")

    assert "No service" in (outcome.reply or "")
    assert (outcome.reply or "").endswith("STATUS for more.")
    assert [told.incident for told in outcome.told] == [older_but_urgent.id]


def test_an_alert_that_found_no_room_is_not_told() -> None:
    outcome = Phone(incidents=[make_incident()], setting=make_setting(MANY)).writes(f"504 {numbers(49)}")

    assert len(outcome.rider.subscriptions) == 50
    assert "No service" not in (outcome.reply or "")
    assert outcome.told == ()


@pytest.mark.parametrize(
    ("words", "is_shown"),
    [
        pytest.param("subscribe wilson station", False, id="the station"),
        pytest.param("elevators wilson", True, id="its elevators"),
        pytest.param("escalators wilson", False, id="its escalators"),
    ],
)
def test_broken_elevators_are_shown_to_who_asks_for_elevators(words: str, is_shown: bool) -> None:
    outcome = Phone(incidents=[make_outage()]).writes(words)

    assert ("Elevator out of service" in (outcome.reply or "")) is is_shown
    assert bool(outcome.told) is is_shown


def test_of_a_feed_that_fell_silent_nobody_says_that_all_is_well() -> None:
    silent = make_setting(fresh_at=NOW - timedelta(minutes=14))

    assert Phone(rider_of("501"), setting=silent).reads("504") == (
        "You get alerts for 504 King. TTC's feed was last good 14 min ago."
    )


@pytest.mark.parametrize(
    ("before", "words", "kept"),
    [
        pytest.param(50, "501", 50, id="the 51st"),
        pytest.param(49, "501 and 510", 49, id="the 50th and the 51st in one message"),
        pytest.param(0, numbers(51), 0, id="51 at once"),
        pytest.param(50, "2000 major", 50, id="a change to one of 50 is no 51st"),
        pytest.param(49, "501", 50, id="the 50th"),
    ],
)
def test_more_than_fifty_subscriptions_are_refused(before: int, words: str, kept: int) -> None:
    phone = Phone(setting=make_setting(MANY))
    phone.writes(f"subscribe {numbers(before)}")
    reply = phone.reads(words)

    assert len(phone.has()) == kept
    is_refused = reply == "We keep 50 subscriptions at most, and that would be more. REMOVE some first."
    assert is_refused is (kept == before and "major" not in words)


def test_an_eleventh_stretch_of_hours_is_refused() -> None:
    phone = Phone()
    phone.writes(*(f"504 {day} {hours}" for day in ("mon", "tue", "wed", "thu", "fri") for hours in ("7-8am", "8-9pm")))
    before = phone.rider.subscriptions

    assert phone.reads("504 sat 7-8am") == (
        "Those are more than 10 different hours. Write SUBSCRIBE and the route without hours for always."
    )
    assert phone.rider.subscriptions == before


def test_without_a_catalogue_the_rider_is_asked_to_wait() -> None:
    nothing = replace(make_setting(), directory=Directory([]))

    assert Phone(setting=nothing).reads("504") == "We are just starting. Please send it again in a minute."


def test_two_agencies_on_one_number_are_asked_apart() -> None:
    assert Phone(setting=make_setting(TTC, MIWAY)).reads("10") == 'Which "10"? TTC 10 / MIWAY 10. Reply with one.'


def test_the_agency_that_the_rider_has_is_the_one_that_is_meant() -> None:
    phone = Phone(rider_of("504"), setting=make_setting(TTC, MIWAY))
    phone.writes("10")

    assert phone.has() == ["504 King", "10 Van Horne"]


def test_one_route_with_nothing_going_on_is_one_segment_welcome_included() -> None:
    replies = [Phone().reads(each.route.short_name) for each in TTC.routes]

    assert {count_segments(reply) for reply in replies} == {1}


def test_what_to_reply_is_said_though_much_else_was_named() -> None:
    assert "Reply SURE" in Phone().reads("subscribe wilson station, 504 weekdays 7-9am, stop 14187, 511 and subway")
