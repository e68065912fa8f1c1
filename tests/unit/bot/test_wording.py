"""Every reply keeps to its promised segments, whatever the names, the hours and the alerts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import LastText
from models.alert import Alert, Translation
from models.gsm7 import is_gsm7
from models.incident import AlertClass, Incident
from models.rider import Level, Quiet, Rider, Subscription
from models.route import Heading, route_target
from models.segments import count_segments
from models.target import agency_target, mode_target
from models.window import Window
from tests.fakes.bot_world import MIWAY, NEW, NOW, TTC, make_incident, make_outage, make_setting
from tests.fakes.phone import Phone
from tests.fakes.transit import route

LONG = "Kennedy Stn-Scarborough Town Centre via Sheppard Avenue East Express"
AGENCY = "Toronto Transit Commission"
NUMBERS = range(900, 950)
WORST = replace(TTC, agency=AGENCY, routes=tuple(route(str(number), LONG) for number in NUMBERS))
OTHER = replace(MIWAY, agency="Mississauga MiWay Transit")
HOURS = tuple(
    Window((day % 5, day % 5 + 2), 7 * 60 + 15 + day, 9 * 60 + 45, Heading.NORTHBOUND if day % 2 else None)
    for day in range(10)
)
ALL_NUMBERS = " ".join(map(str, NUMBERS))


def crowded(language: str) -> Rider:
    """Fifty subscriptions with as many hours as there may be, all paused, and quiet hours beside."""
    routes = [
        Subscription(route_target("ttc", str(number)), f"{number} {LONG}", NOW, HOURS, Level.MAJOR)
        for number in NUMBERS[:44]
    ]
    others = [
        Subscription(agency_target("ttc"), AGENCY, NOW, level=Level.ALL),
        Subscription(mode_target("ttc", 3), "TTC bus", NOW, HOURS),
        Subscription("ttc/station/bloor yonge", "Bloor-Yonge Station", NOW, HOURS),
        Subscription("ttc/station/bloor yonge/elevators", "Bloor-Yonge Station", NOW, HOURS),
        Subscription("ttc/stop/14187", "Warden Ave at Frey Cres (14187)", NOW),
        Subscription("miway/route/10", "10 Bristol-Britannia", NOW),
    ]
    return replace(
        NEW,
        language=language,
        version=7,
        subscriptions=(*others, *routes),
        quiet=Quiet(22 * 60 + 15, 6 * 60 + 45, except_major=True),
        paused_until=NOW + timedelta(days=200, minutes=3),
    )


def crisis() -> tuple[Incident, ...]:
    """Alerts about everything, each longer than any text."""
    text = "Regular service has resumed on most of the line; " * 9
    routes = tuple(each.route for each in WORST.routes)
    targets = (*(each.target for each in routes), agency_target("ttc"), mode_target("ttc", 3))
    outage = make_outage("Bloor-Yonge")
    alerts = (
        replace(
            make_incident(text=f"{number} {text}"),
            alert=Alert("1", (Translation(f"{number} {text}", "en"), Translation(f"{number} Dès août ça " * 20, "fr"))),
            routes=routes,
            targets=targets,
            agency=AGENCY,
            alert_class=list(AlertClass)[number % 4],
        )
        for number in range(8)
    )
    return (*alerts, outage)


COMMANDS = [
    "subscribe 900",
    f"subscribe {ALL_NUMBERS}",
    "900 weekdays 7-9am westbound major",
    "subscribe " + LONG,
    "subscribe 900 and " + "x" * 1500,
    "subscribe 900, subway, buses, streetcars, ttc and qwerty",
    "subscribe all",
    "subscribe subway and buses and streetcars",
    "subscribe bloor-yonge station",
    "elevators bloor-yonge",
    "subscribe stop bathurst st at niagara st",
    "subscribe 10",
    "subscribe",
    "status",
    "status 900",
    f"status {ALL_NUMBERS}",
    "status bloor-yonge",
    "status all",
    "status qwerty",
    "list",
    "more",
    "stop 900",
    f"stop {ALL_NUMBERS}",
    "remove b",
    "remove zz",
    "remove all",
    "stop " + "x" * 1500,
    "stop 900 weekdays",
    "remove",
    "pause",
    "pause until monday 5pm",
    "resume",
    "mute",
    "why",
    "quiet 10:15pm-6:45am except major",
    "quiet 10pm-6am",
    "quiet off",
    "quiet",
    "forget me",
    "commands",
    "hello",
    "english",
    "français",
    "sure",
    "no",
    LONG,
    "Dès août, ça va être \U0001f600 " * 20,
    "stop please",
    "STOP",
    "START",
    "YES",
    "HELP",
]


@pytest.mark.parametrize("incidents", [pytest.param((), id="quiet"), pytest.param(crisis(), id="crisis")])
@pytest.mark.parametrize(
    "rider",
    [
        pytest.param(replace(NEW, version=1), id="new"),
        pytest.param(replace(NEW, version=1, language="fr"), id="nouveau"),
        pytest.param(crowded("en"), id="crowded"),
        pytest.param(crowded("fr"), id="plein"),
    ],
)
def test_no_reply_exceeds_two_segments(rider: Rider, incidents: tuple[Incident, ...]) -> None:
    # Where Twilio answers we say the same, or less.
    setting = make_setting(WORST, OTHER, handling=OptOutHandling.OURS, fresh_at=NOW - timedelta(days=3))
    last = LastText(incidents[0], NOW, (agency_target("ttc"),)) if incidents else None
    said = [(words, text) for words in COMMANDS for text in _all_texts(Phone(rider, incidents, setting, last), words)]

    assert [each for each in said if count_segments(each[1]) > 2] == []
    assert [each for each in said if rider.language == "en" and each[0] != "français" and not is_gsm7(each[1])] == []


def _all_texts(phone: Phone, words: str) -> list[str]:
    """The answer, what two times MORE adds, and what a yes does, also for who had stopped."""
    if words in {"START", "YES"}:
        phone.writes("STOP")
    outcomes = [phone.writes(words), phone.writes("more"), phone.writes("more")]
    again = Phone(phone.rider, phone.incidents, phone.setting, phone.last_text)
    outcomes += [again.writes(words), again.writes("sure")]
    return [outcome.reply for outcome in outcomes if outcome.reply]


SMALL_TALK = {
    "en": "commands, hello, list, remove, subscribe, status, more, pause, resume, mute, why, quiet 10pm-6am, "
    "quiet 10pm-6am except major, quiet off, quiet, forget me, sure, français, english, 504, king, bathurst, "
    "subscribe all, subscribe subway, 504 weekdays 7-9am, 504?, subscribe 9999, xyzzy plugh, stop please, "
    "elevators wilson, stop 504",
    "fr": "commandes, bonjour, liste, retirer, abonner, état, suite, pause, reprendre, muet, pourquoi, calme 22h-6h, "
    "calme 22h-6h sauf majeur, calme non, calme, oubliez moi, oui, english, français, 504, king, bathurst, "
    "abonner tout, abonner métro, 504 en semaine 7h-9h, 504?, abonner 9999, xyzzy plugh, arrêt svp, "
    "ascenseurs wilson, arrêt 504",
}


@pytest.mark.parametrize(
    ("language", "words"),
    [(language, words) for language, said in SMALL_TALK.items() for words in said.split(", ")],
)
def test_small_talk_with_a_stranger_is_one_segment(language: str, words: str) -> None:
    reply = Phone(replace(NEW, version=1, language=language)).reads(words)

    assert reply
    assert count_segments(reply) == 1


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "words", ["stop 504", "remove b", "list", "resume", "504 major", "501 7-9am", "status", "504?"]
)
def test_small_talk_with_a_rider_of_two_routes_is_one_segment(words: str, language: str) -> None:
    phone = Phone(replace(NEW, version=1, language=language))
    phone.writes("504", "501")

    assert count_segments(phone.reads(words)) == 1


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("words", ["504", "504 weekdays 7-9am", "elevators wilson", "wilson station", "king", "subway"])
def test_a_first_confirmation_says_who_we_are_and_how_it_ends(words: str, language: str) -> None:
    phone = Phone(replace(NEW, version=1, language=language), [make_incident()])
    phone.writes(words)
    reply = phone.reads("sure") if not phone.has() else phone.rider.recent[-1].reply or ""

    assert count_segments(reply) <= 2
    assert all(each in reply for each in ("Headway", "TTC", "STOP", "HELP"))
    assert any(each in reply for each in ("rates may apply", "Frais"))
