"""LIST: what the rider gets, with the letters by which it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.listing import letter_of
from models.rider import Rider
from models.segments import count_segments
from tests.fakes.bot_world import NEW, TTC, make_setting
from tests.fakes.phone import Phone
from tests.fakes.transit import route

LONG = "Kennedy Stn-Scarborough Town Centre via Sheppard Avenue East Express"


def rider_of(*texts: str) -> Rider:
    phone = Phone()
    phone.writes(*texts)
    return phone.rider


@pytest.mark.parametrize(
    ("rider", "reply"),
    [
        pytest.param(NEW, "You get no alerts now. Write for example SUBSCRIBE 504.", id="nothing"),
        pytest.param(
            rider_of("504 501"), "You get alerts for:\nA 504 King\nB 501 Queen\nREMOVE A ends A.", id="two routes"
        ),
        pytest.param(
            rider_of("504 weekdays 7-9am westbound", "501 major"),
            "You get alerts for:\nA 504 King weekdays 7-9a westbound\nB 501 Queen (major only)\nREMOVE A ends A.",
            id="hours, a direction, a level",
        ),
        pytest.param(
            rider_of("elevators wilson"),
            "You get alerts for:\nA elevators at Wilson Station\nREMOVE A ends A.",
            id="elevators",
        ),
        pytest.param(
            rider_of("subscribe all", "sure"),
            "You get alerts for:\nA all of TTC\nREMOVE A ends A.",
            id="the whole agency",
        ),
        pytest.param(
            rider_of("504", "quiet 10pm-6am except major", "pause 2h"),
            "You get alerts for:\nA 504 King\nQuiet 10p-6a except major.\n"
            "Paused until Wed Aug 5 10:12a.\nREMOVE A ends A.",
            id="quiet hours and a pause",
        ),
        pytest.param(
            rider_of("abonner 504 en semaine 7h-9h", "ascenseurs wilson"),
            "Vos alertes:\nA 504 King en semaine 7h-9h\nB les ascenseurs de Wilson Station\nRETIRER A enlève A.",
            id="in French",
        ),
    ],
)
def test_the_list_shows_what_the_rider_gets(rider: Rider, reply: str) -> None:
    assert Phone(rider).reads("list") == reply


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (49, "AX")])
def test_letters_go_on_behind_z(index: int, letter: str) -> None:
    assert letter_of(index) == letter


@pytest.mark.parametrize("before", [(), ("pause until aug 20", "quiet 10pm-6am")], ids=["plain", "paused and quiet"])
def test_more_goes_on_with_a_long_list_until_its_end(before: tuple[str, ...]) -> None:
    routes = tuple(route(str(number), LONG) for number in range(900, 950))
    phone = Phone(setting=make_setting(replace(TTC, routes=routes)))
    phone.writes("subscribe " + " ".join(str(number) for number in range(900, 950)), *before)
    pages = [phone.reads("list")]
    while "reply MORE" in pages[-1]:
        pages.append(phone.reads("more"))
    listed = [line.split(" ", 2)[:2] for page in pages for line in page.splitlines() if LONG in line]

    assert listed == [[letter_of(index), str(900 + index)] for index in range(50)]
    assert max(map(count_segments, pages)) == 2
    assert phone.reads("more") == "There is no more to show. STATUS shows what goes on now."


def test_a_letter_from_the_second_page_ends_what_stands_there() -> None:
    routes = tuple(route(str(number), LONG) for number in range(900, 950))
    phone = Phone(setting=make_setting(replace(TTC, routes=routes)))
    phone.writes("subscribe " + " ".join(str(number) for number in range(900, 950)), "list")
    page = phone.reads("more", after=timedelta(minutes=1))
    letter, number, *_ = page.splitlines()[1].split()
    phone.writes(f"remove {letter}")

    assert f"{number} {LONG}" not in phone.has()
    assert len(phone.has()) == 49
