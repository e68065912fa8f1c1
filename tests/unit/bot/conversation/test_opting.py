"""STOP, START and HELP, answered by Twilio or by us."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.opt_out_handling import OptOutHandling
from models.rider import Rider, RiderStatus
from tests.fakes.bot_world import NEW, NOW, make_incident, make_setting
from tests.fakes.phone import Phone

STOPPED_REPLY = "You get no more texts from Headway (TTC). Reply START to get alerts again."


def rider_of(*texts: str) -> Rider:
    phone = Phone()
    phone.writes(*texts)
    return phone.rider


ACTIVE, STOPPED = rider_of("504"), rider_of("504", "STOP")
OURS = make_setting(handling=OptOutHandling.OURS)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("STOP", NEW, RiderStatus.STOPPED),
        ("end", NEW, RiderStatus.STOPPED),
        ("opt out", NEW, RiderStatus.STOPPED),
        ("STOP!!", NEW, RiderStatus.STOPPED),
        ("arrêt", ACTIVE, RiderStatus.STOPPED),
        ("START", STOPPED, RiderStatus.ACTIVE),
        ("YES", STOPPED, RiderStatus.ACTIVE),
        ("SUBSCRIBE 504", STOPPED, RiderStatus.STOPPED),
        ("sure", STOPPED, RiderStatus.STOPPED),
        ("resume", STOPPED, RiderStatus.STOPPED),
        ("STOP 504", ACTIVE, RiderStatus.ACTIVE),
        ("HELP", STOPPED, RiderStatus.STOPPED),
    ],
)
def test_only_plain_words_change_whether_we_may_text(words: str, before: Rider, after: RiderStatus) -> None:
    assert Phone(before).writes(words).rider.status is after


@pytest.mark.parametrize(
    ("words", "rider", "reply"),
    [
        ("STOP", ACTIVE, None),
        ("START", STOPPED, None),
        ("HELP", ACTIVE, None),
        ("INFO", STOPPED, None),
        ("stop please", ACTIVE, STOPPED_REPLY),
        ("stop please", STOPPED, None),
        ("SUBSCRIBE 501", STOPPED, None),
        ("LIST", STOPPED, None),
        ("hello", STOPPED, None),
        ("forget me", STOPPED, None),
        ("blah", STOPPED, None),
    ],
)
def test_what_twilio_answers_we_do_not(words: str, rider: Rider, reply: str | None) -> None:
    assert Phone(rider).writes(words).reply == reply


@pytest.mark.parametrize(
    ("words", "rider", "reply"),
    [
        ("STOP", ACTIVE, STOPPED_REPLY),
        ("STOP", STOPPED, None),
        ("START", STOPPED, "Welcome back: 504 King."),
        ("START", NEW, "You can get alerts. Write for example SUBSCRIBE 504."),
        ("LIST", STOPPED, None),
    ],
)
def test_without_twilios_handling_the_bot_answers_itself(words: str, rider: Rider, reply: str | None) -> None:
    assert Phone(rider, setting=OURS).writes(words).reply == reply


@pytest.mark.parametrize(
    ("words", "rider", "begins"),
    [
        pytest.param("ARRET", ACTIVE, "Headway (TTC) ne vous écrit plus.", id="a French word"),
        pytest.param("stop please", ACTIVE, "You get no more texts", id="an English one"),
        pytest.param("stop please", replace(ACTIVE, language="fr"), "Headway (TTC) ne vous", id="as all riders write"),
    ],
)
def test_who_ends_it_in_a_language_is_answered_in_it(words: str, rider: Rider, begins: str) -> None:
    assert Phone(rider).reads(words).startswith(begins)


@pytest.mark.parametrize("rider", [NEW, ACTIVE, STOPPED], ids=["new", "active", "stopped"])
def test_without_twilios_handling_help_is_always_answered(rider: Rider) -> None:
    reply = Phone(rider, setting=OURS).reads("HELP")

    assert reply.startswith("Headway, alerts for TTC.")
    assert reply.endswith("STOP ends all. Msg & data rates may apply.")


@pytest.mark.parametrize(
    ("words", "rider", "expected"),
    [
        ("STOP", ACTIVE, True),
        ("opt out", ACTIVE, True),
        ("START", STOPPED, True),
        ("STOP 504", ACTIVE, False),
        ("LIST", NEW, False),
        ("SUBSCRIBE 501", STOPPED, False),
    ],
)
def test_what_changes_whether_we_may_text_is_kept_as_consent(words: str, rider: Rider, expected: bool) -> None:
    assert Phone(rider).writes(words).is_consent is expected


def test_stop_keeps_the_subscriptions_for_start() -> None:
    assert STOPPED.subscriptions == ACTIVE.subscriptions


def test_start_brings_subscriptions_back_from_now_on() -> None:
    outcome = Phone(STOPPED).writes("START", after=timedelta(minutes=1))

    assert [each.active_since for each in outcome.rider.subscriptions] == [NOW + timedelta(minutes=1)]
    assert outcome.note == "Welcome back: 504 King."


def test_the_welcome_back_tells_what_goes_on_there() -> None:
    outcome = Phone(STOPPED, [make_incident()]).writes("START")

    assert (outcome.note or "").startswith("Welcome back: 504 King. Now: 504 King: No service")
    assert [told.incident for told in outcome.told] == [make_incident().id]


def test_nobody_is_welcomed_back_to_nothing() -> None:
    assert Phone(replace(STOPPED, subscriptions=())).writes("START").note is None


def test_start_of_an_active_rider_leaves_their_subscriptions_alone() -> None:
    outcome = Phone(ACTIVE).writes("START", after=timedelta(minutes=1))

    assert outcome.rider == ACTIVE
    assert outcome.note is None


def test_start_ends_a_pause() -> None:
    assert Phone(rider_of("504", "pause 2w", "STOP")).writes("START").rider.paused_until is None


@pytest.mark.parametrize("asked", ["king", "subscribe all", "forget me"])
def test_a_question_does_not_outlive_stop(asked: str) -> None:
    phone = Phone(ACTIVE)

    assert not phone.writes(asked, "STOP", "YES").is_forgotten
    assert phone.rider.status is RiderStatus.ACTIVE
    assert phone.has() == ["504 King"]
