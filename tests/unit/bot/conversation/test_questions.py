"""Questions of ours: what answers them, and for how long."""

from datetime import timedelta

import pytest

from models.rider import Rider
from tests.fakes.bot_world import MIWAY, NOW, TTC, make_incident, make_setting
from tests.fakes.phone import Phone

LATER = timedelta(minutes=11)


@pytest.mark.parametrize(
    ("texts", "after"),
    [
        pytest.param(["king", "yes"], ["504 King"], id="yes to one"),
        pytest.param(["king", "sure"], ["504 King"], id="sure to one"),
        pytest.param(["king", "YES"], ["504 King"], id="Twilio's YES, too"),
        pytest.param(["king", "504"], ["504 King"], id="its number"),
        pytest.param(["king", "no"], [], id="no"),
        pytest.param(["king", "yes", "yes"], ["504 King"], id="yes twice"),
        pytest.param(["bathurst", "the 511 please"], ["511 Bathurst"], id="one of two, politely"),
        pytest.param(["bathurst", "511 bathurst"], ["511 Bathurst"], id="one of two, in full"),
        pytest.param(["bathurst", "yes"], [], id="yes to two"),
        pytest.param(["bathurst", "yes", "7"], ["7 Bathurst"], id="yes to two, then the one"),
        pytest.param(["bathurst", "bathurst"], [], id="the same again"),
        pytest.param(["bathurst", "504", "yes"], ["504 King"], id="another route, then a late yes"),
        pytest.param(["king", "list", "yes"], [], id="something else between"),
        pytest.param(["king", "thanks", "yes"], ["504 King"], id="thanks between"),
        pytest.param(["subscribe all", "sure"], ["TTC"], id="the whole agency"),
        pytest.param(["subscribe all", "504"], ["504 King"], id="rather one route"),
        pytest.param(["sure"], [], id="sure of nothing"),
        pytest.param(["wilson", "wilson station"], ["Wilson Station"], id="a station by its name"),
        pytest.param(
            ["subscribe stop bathurst st at niagara st", "15224"],
            ["Bathurst St at Niagara St (15224)"],
            id="one of two stops by its number",
        ),
        pytest.param(["15224", "yes"], ["Bathurst St at Niagara St (15224)"], id="a stop's number alone, then yes"),
        pytest.param(["subscribe stop bathurst st at niagara st", "stop 15224"], [], id="STOP never subscribes"),
    ],
)
def test_an_answer_does_what_was_asked(texts: list[str], after: list[str]) -> None:
    phone = Phone()
    phone.writes(*texts)

    assert phone.has() == after


@pytest.mark.parametrize("asked", ["king", "bathurst", "subscribe all", "forget me", "status kng"])
@pytest.mark.parametrize("answer", ["sure", "YES", "no"])
def test_a_question_is_remembered_for_ten_minutes(asked: str, answer: str) -> None:
    phone = Phone()
    phone.writes("501", asked)
    before = phone.rider.subscriptions
    outcome = phone.writes(answer, after=LATER)

    assert not outcome.is_forgotten
    assert phone.rider.subscriptions == before


def test_after_ten_minutes_sure_is_told_that_there_is_nothing() -> None:
    phone = Phone()
    phone.writes("subscribe all")

    assert phone.reads("sure", after=LATER) == "There is nothing to confirm. COMMANDS shows what you can write."


def test_hours_and_level_of_the_question_go_with_the_answer() -> None:
    assert "504 King weekdays 7-9a (major only)" in Phone().reads("kng weekdays 7-9am major", "yes")


def test_hours_of_the_answer_go_before_those_of_the_question() -> None:
    assert "511 Bathurst 4-6p." in Phone().reads("bathurst 7-9am", "511 4-6pm")


def test_what_a_yes_subscribes_to_shows_what_goes_on_there() -> None:
    outcome = Phone(incidents=[make_incident()]).writes("king", "yes")

    assert "No service" in (outcome.reply or "")
    assert outcome.told


def test_yes_to_several_is_asked_again() -> None:
    assert Phone().reads("bathurst", "sure") == (
        "Did you mean one of these? 7 Bathurst / 511 Bathurst. Reply with one."
    )


def test_a_whole_agency_is_asked_about_though_it_was_chosen_from_several() -> None:
    phone = Phone(setting=make_setting(TTC, MIWAY))

    assert phone.reads("subscribe all") == (
        "Did you mean one of these? all of TTC (TTC) / all of MiWay (MIWAY). Reply with one."
    )
    assert phone.reads("miway").startswith("Reply SURE to get alerts for all of MiWay")
    assert phone.has() == []

    phone.writes("sure")

    assert phone.has() == ["MiWay"]


def test_an_answer_that_the_rider_gave_is_consent() -> None:
    assert Phone().writes("king", "YES").is_consent


def test_who_is_in_the_middle_of_a_question_keeps_what_they_have() -> None:
    phone = Phone()
    phone.writes("501", "king", "YES")
    rider: Rider = phone.rider

    assert [each.active_since for each in rider.subscriptions] == [NOW, NOW]
