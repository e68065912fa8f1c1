"""Unsubscribing: what was named ends, and nothing else."""

import pytest

from models.rider import Rider
from tests.fakes.bot_world import MIWAY, NEW, TTC, make_setting
from tests.fakes.phone import Phone
from tests.fakes.transit import route


def rider_of(*texts: str) -> Rider:
    phone = Phone()
    phone.writes(*texts)
    return phone.rider


@pytest.mark.parametrize(
    ("words", "rider", "reply"),
    [
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
        ("STOP 505", rider_of("504"), 'You have no alerts for "505". You get: 504 King. Reply STOP to end all.'),
        ("STOP 501", rider_of("504"), "You have no alerts for 501 Queen. You get: 504 King. Reply STOP to end all."),
        ("STOP 504", NEW, "You get no alerts now. SUBSCRIBE and a route number begins again."),
        ("remove", rider_of("504"), "Which of yours? You get: 504 King. Reply STOP to end all."),
        ("remove z", rider_of("504"), "You have no alerts for Z. You get: 504 King. Reply STOP to end all."),
        (
            "remove b",
            rider_of("504 501 510"),
            "No more alerts for 501 Queen. You still get: A 504 King; B 510 Spadina.",
        ),
        (
            "stop king",
            rider_of("504", "304"),
            (
                'You have several by the name "KING". Write REMOVE and the letter from LIST. '
                "You get: 504 King, 304 King. Reply STOP to end all."
            ),
        ),
        (
            "stop 504 weekdays",
            rider_of("504 7-9am"),
            (
                "To change hours write SUBSCRIBE, the route and the hours you want. "
                "STOP and the route alone ends it. Nothing was changed."
            ),
        ),
    ],
)
def test_a_rider_unsubscribes_and_is_answered(words: str, rider: Rider, reply: str) -> None:
    assert Phone(rider).reads(words) == reply


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        pytest.param(["504 501"], "stop 504", ["501 Queen"], id="STOP 504 ends that route only"),
        pytest.param(["501"], "stop 504", ["501 Queen"], id="STOP 504 ends nothing else"),
        pytest.param(["304"], "stop king", [], id="a name means what the rider has"),
        pytest.param(["304", "504"], "stop king", ["304 King", "504 King"], id="of two of that name none is guessed"),
        pytest.param(["504"], "stop 50", ["504 King"], id="part of a number is no number"),
        pytest.param(["501"], "stop qeen", ["501 Queen"], id="a misspelt name takes nothing away"),
        pytest.param(["511"], "remove bathrst", ["511 Bathurst"], id="neither where only one can be meant"),
        pytest.param(["511"], "remove bathurst", [], id="of routes of one name, the one that the rider has"),
        pytest.param(["504 501"], "remove all", [], id="REMOVE ALL ends every subscription"),
        pytest.param(["504 501"], "delete everything", [], id="so does DELETE EVERYTHING"),
        pytest.param(["504 501 510"], "remove a and c", ["501 Queen"], id="letters of the list"),
        pytest.param(
            ["504", "subscribe stop 504"],
            "stop 504",
            ["Bloor St West at Dovercourt Rd (504)"],
            id="the route before the stop of that number",
        ),
        pytest.param(["504", "subscribe stop 504"], "stop stop 504", ["504 King"], id="the stop, if it says so"),
        pytest.param(["subscribe stop 14187"], "stop 14187", [], id="a stop by its number"),
        pytest.param(
            ["wilson station", "elevators wilson"], "remove wilson", ["Wilson Station"], id="a station keeps elevators"
        ),
        pytest.param(["elevators wilson"], "remove wilson", ["Wilson Station"], id="elevators go by their own word"),
        pytest.param(
            ["wilson station", "elevators wilson"],
            "remove elevators wilson",
            ["Wilson Station"],
            id="elevators alone",
        ),
        pytest.param(["subscribe subway", "sure", "504"], "remove subway", ["504 King"], id="a whole mode"),
        pytest.param(["504 7-9am"], "remove 504 7-9am", ["504 King"], id="some of the hours: nothing"),
    ],
)
def test_a_message_ends_what_it_plainly_names(before: list[str], words: str, after: list[str]) -> None:
    phone = Phone(rider_of(*before))
    phone.writes(words)

    assert phone.has() == after


def test_letters_reach_beyond_z() -> None:
    routes = tuple(route(str(number), f"Street {number}") for number in range(900, 950))
    phone = Phone(setting=make_setting(TTC.__class__("ttc", "TTC", routes)))
    phone.writes("subscribe " + " ".join(str(number) for number in range(900, 950)))
    phone.writes("remove ax")

    assert "949 Street 949" not in phone.has()
    assert len(phone.has()) == 49


def test_a_dropped_route_can_still_be_ended() -> None:
    outcome = Phone(rider_of("504"), setting=make_setting(MIWAY)).writes("stop 504 king")

    assert outcome.rider.subscriptions == ()


def test_the_other_agencys_route_of_that_number_stays() -> None:
    phone = Phone(setting=make_setting(TTC, MIWAY))
    phone.writes("ttc 10", "miway 10", "stop 10")

    assert phone.has() == ["10 Van Horne", "10 Bristol-Britannia"]


def test_texts_that_wait_for_their_hours_are_looked_at_again() -> None:
    assert Phone(rider_of("504")).writes("stop 504").is_rehearing
