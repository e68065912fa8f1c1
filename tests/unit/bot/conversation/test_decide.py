"""The conversation: what each message changes and is answered."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bot.commands.parse import parse

from bot.conversation.decide import decide
from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.directory.directory import Directory
from models.alert import Alert, Translation
from models.delivery import Slot, delivery_id
from models.incident import AlertClass, Incident
from models.rider import Rider, RiderStatus
from models.segments import count_segments
from models.time_range import TimeRange
from tests.fakes.bot_world import KING, MIWAY, NEW, NOW, QUEEN, TTC, make_incident, make_setting, route

WELCOME = "Headway for TTC: texts only if something is wrong. STOP ends, HELP helps. Msg & data rates may apply."


def say(
    words: str, rider: Rider = NEW, *incidents: Incident, setting: Setting | None = None, now_later: float = 0
) -> Outcome:
    situation = Situation(NOW + timedelta(seconds=now_later), incidents)
    return decide(rider, parse(words), situation, setting or make_setting())


def rider_of(words: str, rider: Rider = NEW) -> Rider:
    return say(f"subscribe {words}", rider).rider


def labels(rider: Rider) -> list[str]:
    return [each.label for each in rider.subscriptions]


STOPPED = replace(rider_of("504"), status=RiderStatus.STOPPED)


@pytest.mark.parametrize(
    ("words", "rider", "reply"),
    [
        ("SUBSCRIBE 504", NEW, f"You get alerts for 504 King. No alerts now. {WELCOME}"),
        ("504 and 501", rider_of("510"), "You get alerts for 504 King, 501 Queen. No alerts now."),
        ("subscribe king", rider_of("510"), "You get alerts for 504 King. No alerts now. Same name: 304 King."),
        ("subscribe", NEW, "Which route? Write for example SUBSCRIBE 504."),
        ("subscribe 9999", NEW, 'We do not know "9999". Write only the route, for example 504.'),
        (
            "504 and 9999",
            rider_of("510"),
            'You get alerts for 504 King. No alerts now. We do not know "9999". Write only the route, for example 504.',
        ),
        (
            "subscribe bathurst",
            NEW,
            '"BATHURST" is 7 Bathurst / 511 Bathurst. Reply with the number.',
        ),
        ("bathurst", NEW, '"BATHURST" is 7 Bathurst / 511 Bathurst. Reply with the number.'),
        ("king", NEW, "Reply 504 to get alerts for 504 King."),
        ("STOP 504", rider_of("504 and 501"), "No more alerts for 504 King. You still get: 501 Queen."),
        ("stop king", rider_of("504 and 501"), "No more alerts for 504 King. You still get: 501 Queen."),
        (
            "remove queen and king",
            rider_of("501 504 510"),
            "No more alerts for 501 Queen, 504 King. You still get: 510 Spadina.",
        ),
        (
            "unsubscribe 504",
            rider_of("504"),
            "No more alerts for 504 King. You get no alerts now. SUBSCRIBE and a route number begins again.",
        ),
        (
            "STOP 505",
            rider_of("504"),
            'You have no alerts for "505". You get: 504 King. Reply STOP to end all.',
        ),
        (
            "STOP 501",
            rider_of("504"),
            "You have no alerts for 501 Queen. You get: 504 King. Reply STOP to end all.",
        ),
        ("STOP 504", NEW, "You get no alerts now. SUBSCRIBE and a route number begins again."),
        ("remove", rider_of("504"), "Which of your routes? You get: 504 King. Reply STOP to end all."),
        ("LIST", rider_of("504 501"), "You get alerts for: 504 King, 501 Queen. UNSUBSCRIBE and a number removes one."),
        ("LIST", NEW, "You get no alerts now. Write for example SUBSCRIBE 504."),
        ("STATUS", rider_of("504"), "No alerts now for your routes."),
        ("STATUS", NEW, "You get no alerts now. Write for example STATUS 504 or SUBSCRIBE 504."),
        ("504?", NEW, "No alerts now for 504 King."),
        ("status 9999", NEW, 'We do not know "9999". Write only the route, for example 504.'),
        (
            "COMMANDS",
            NEW,
            "SUBSCRIBE 504, UNSUBSCRIBE 504, STATUS, STATUS 504, LIST. STOP ends all texts.",
        ),
        ("stop please", rider_of("504"), "You get no more texts from Headway (TTC). Reply START to get alerts again."),
        ("STOP", rider_of("504"), None),
        ("START", STOPPED, None),
        ("HELP", rider_of("504"), None),
        ("INFO", STOPPED, None),
        ("stop please", STOPPED, None),
        ("SUBSCRIBE 501", STOPPED, None),
        ("LIST", STOPPED, None),
        ("hello", STOPPED, None),
    ],
)
def test_a_rider_writes_and_is_answered(words: str, rider: Rider, reply: str | None) -> None:
    assert say(words, rider).reply == reply


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        pytest.param("504", "501", ["501 Queen", "504 King"], id="a route is added"),
        pytest.param("504", "504", ["504 King"], id="a route is held once"),
        pytest.param("stop 504", "504 501", ["501 Queen"], id="STOP 504 ends that route only"),
        pytest.param("stop 504", "501", ["501 Queen"], id="STOP 504 ends nothing else"),
        pytest.param("stop king", "304", [], id="a name means what the rider has"),
        pytest.param("stop king", "304 504", ["304 King", "504 King"], id="of two of that name none is guessed"),
        pytest.param("stop 50", "504", ["504 King"], id="part of a number is no number"),
        pytest.param("remove all", "504 501", [], id="REMOVE ALL ends every subscription"),
        pytest.param("delete everything", "504 501", [], id="so does DELETE EVERYTHING"),
        pytest.param("stop", "504 501", ["504 King", "501 Queen"], id="STOP keeps them for START"),
        pytest.param("status 510", "504", ["504 King"], id="a question changes nothing"),
        pytest.param("bathurst", "504", ["504 King"], id="a tie changes nothing"),
    ],
)
def test_a_message_changes_the_routes(words: str, before: str, after: list[str]) -> None:
    assert labels(say(words, rider_of(before)).rider) == after


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("STOP", NEW, RiderStatus.STOPPED),
        ("end", NEW, RiderStatus.STOPPED),
        ("opt out", NEW, RiderStatus.STOPPED),
        ("STOP!!", NEW, RiderStatus.STOPPED),
        ("START", STOPPED, RiderStatus.ACTIVE),
        ("YES", STOPPED, RiderStatus.ACTIVE),
        ("SUBSCRIBE 504", STOPPED, RiderStatus.STOPPED),
        ("STOP 504", rider_of("504"), RiderStatus.ACTIVE),
        ("HELP", STOPPED, RiderStatus.STOPPED),
    ],
)
def test_only_plain_words_change_whether_we_may_text(words: str, before: Rider, after: RiderStatus) -> None:
    assert say(words, before).rider.status is after


def test_a_subscription_counts_from_when_the_incidents_were_read() -> None:
    [subscription] = say("504", now_later=7).rider.subscriptions

    assert subscription.active_since == NOW + timedelta(seconds=7)


def test_a_repeated_subscription_counts_from_the_first_one() -> None:
    [subscription] = say("504", rider_of("504"), now_later=7).rider.subscriptions

    assert subscription.active_since == NOW


def test_start_brings_subscriptions_back_from_now_on() -> None:
    assert [each.active_since for each in say("START", STOPPED, now_later=60).rider.subscriptions] == [
        NOW + timedelta(seconds=60)
    ]


def test_start_of_an_active_rider_leaves_their_subscriptions_alone() -> None:
    assert say("START", rider_of("504"), now_later=60).rider == rider_of("504")


@pytest.mark.parametrize(
    ("words", "rider", "expected"),
    [
        ("504", NEW, True),
        ("501", rider_of("504"), False),
        ("STOP", rider_of("504"), True),
        ("opt out", rider_of("504"), True),
        ("START", STOPPED, True),
        ("LIST", NEW, False),
    ],
)
def test_what_changes_whether_we_may_text_is_kept_as_consent(words: str, rider: Rider, expected: bool) -> None:
    assert say(words, rider).is_consent is expected


def test_subscribing_tells_what_is_going_on() -> None:
    outcome = say("504", rider_of("501"), make_incident())

    assert outcome.reply == (
        "You get alerts for 504 King. Now: 504 King: No service between Broadview Station and Parliament St "
        "due to a collision. TTC 8:12a."
    )


def test_of_several_alerts_the_weightiest_is_told_first() -> None:
    older_but_urgent = make_incident(changed_at=NOW - timedelta(hours=1))
    works = make_incident("504", "Track work at Queen St.", alert_class=AlertClass.PLANNED)
    outcome = say("504", rider_of("501"), works, older_but_urgent)

    assert outcome.reply is not None
    assert "No service" in outcome.reply
    assert outcome.reply.endswith("STATUS for more.")
    assert [told.incident for told in outcome.told] == [older_but_urgent.id]


def test_what_a_reply_showed_counts_as_told() -> None:
    incident = make_incident(revision=3)
    [told] = say("504", NEW, incident).told

    assert told.delivery == delivery_id(incident=incident.id, occasion="3", slot=Slot.NOTICE, subscriber=NEW.id)


def test_an_alert_that_found_no_room_is_not_told() -> None:
    many = (*TTC.routes[-5:-4], *(route(str(number), "") for number in range(2000, 2049)))
    setting = make_setting(replace(TTC, routes=many))
    outcome = say("504 " + " ".join(each.route.short_name for each in many[1:]), NEW, make_incident(), setting=setting)

    assert len(outcome.rider.subscriptions) == 50
    assert outcome.reply is not None
    assert "No service" not in outcome.reply
    assert outcome.told == ()


def test_status_shows_the_newest_first_and_counts_it_as_told() -> None:
    older = make_incident(text="Detour at Church St.", changed_at=NOW - timedelta(hours=1))
    newer = make_incident(text="Delays at Spadina Ave.")
    outcome = say("status", rider_of("504"), older, newer)

    assert outcome.reply == "504 King: Delays at Spadina Ave. TTC 8:12a\n504 King: Detour at Church St. TTC 7:12a"
    assert [told.incident for told in outcome.told] == [newer.id, older.id]


def test_status_of_a_route_without_subscription_promises_no_clear() -> None:
    outcome = say("504?", rider_of("501"), make_incident())

    assert outcome.reply is not None
    assert "No service" in outcome.reply
    assert outcome.told == ()


def test_planned_work_of_next_week_is_shown_but_not_counted_as_told() -> None:
    ahead = TimeRange(NOW + timedelta(days=7), None)
    alert = Alert("1", (Translation("No service at Yonge St.", "en"),), active_periods=(ahead,))
    outcome = say("status", rider_of("504"), replace(make_incident(), alert=alert))

    assert outcome.reply == "504 King, from Wed Aug 12 8:12a: No service at Yonge St. TTC 8:12a"
    assert outcome.told == ()


def test_status_says_how_many_alerts_found_no_room() -> None:
    incidents = [make_incident(text=f"Event {number}: {'somewhere ' * 8}") for number in range(6)]
    outcome = say("status", rider_of("504"), *incidents)

    assert outcome.reply is not None
    assert outcome.reply.endswith("+4 more.")
    assert len(outcome.told) == 2


def test_status_tells_the_age_of_a_stale_feed() -> None:
    setting = make_setting(fresh_at=NOW - timedelta(minutes=14))

    assert say("504?", setting=setting).reply == "No alerts now for 504 King. TTC's feed was last good 14 min ago."


def test_more_than_fifty_routes_are_refused() -> None:
    rider = rider_of("504")
    many = tuple(replace(rider.subscriptions[0], target=f"ttc/route/x{number}") for number in range(50))
    outcome = say("501", replace(rider, subscriptions=many))

    assert outcome.reply == "You have 50 routes, the most we keep. UNSUBSCRIBE one first."
    assert outcome.rider.subscriptions == many


def test_without_a_catalogue_the_rider_is_asked_to_wait() -> None:
    nothing = replace(make_setting(), directory=Directory([]))

    assert say("504", setting=nothing).reply == "We are just starting. Please send it again in a minute."


def test_two_agencies_on_one_number_are_asked_apart() -> None:
    assert say("10", setting=make_setting(TTC, MIWAY)).reply == '"10" is TTC 10 / MiWay 10. Reply with the number.'


def test_a_dropped_route_can_still_be_ended() -> None:
    rider = rider_of("504")
    outcome = say("stop 504 king", rider, setting=make_setting(MIWAY))

    assert outcome.rider.subscriptions == ()


@pytest.mark.parametrize(
    ("words", "rider", "reply"),
    [
        ("STOP", rider_of("504"), "You get no more texts from Headway (TTC). Reply START to get alerts again."),
        (
            "START",
            STOPPED,
            "Welcome back. You get alerts for: 504 King. UNSUBSCRIBE and a number removes one.",
        ),
        (
            "HELP",
            STOPPED,
            (
                "Headway, alerts for TTC. SUBSCRIBE 504, UNSUBSCRIBE 504, STATUS, STATUS 504, LIST. "
                "STOP ends all texts. Msg & data rates may apply."
            ),
        ),
        ("LIST", STOPPED, None),
    ],
)
def test_without_twilios_handling_the_bot_answers_itself(words: str, rider: Rider, reply: str | None) -> None:
    assert say(words, rider, setting=make_setting(handling=OptOutHandling.OURS)).reply == reply


def test_nothing_understood_changes_nothing() -> None:
    outcome = say("good morning", rider_of("504"))

    assert (outcome.rider, outcome.effect) == (rider_of("504"), Effect.NOT_UNDERSTOOD)


def test_targets_are_those_of_the_route() -> None:
    assert [each.target for each in rider_of("504 501").subscriptions] == [KING, QUEEN]


def test_one_route_with_nothing_going_on_is_one_segment_welcome_included() -> None:
    replies = [say(route.short_name).reply or "" for route in TTC.routes]

    assert {count_segments(reply) for reply in replies} == {1}
