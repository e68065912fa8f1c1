"""What subscriptions are called when we speak of them."""

import pytest

from bot.conversation.names import in_full, names_of, short_name
from models.rider import Level, Subscription
from models.segments import count_segments
from models.window import Window
from tests.fakes.bot_world import NOW, make_setting

SETTING = make_setting()
MORNING = Window((0, 1, 2, 3, 4), 420, 540)


@pytest.mark.parametrize(
    ("target", "label", "english", "french"),
    [
        ("ttc/route/504", "504 King", "504 King", "504 King"),
        ("ttc/station/wilson", "Wilson Station", "Wilson Station", "Wilson Station"),
        (
            "ttc/station/wilson/elevators",
            "Wilson Station",
            "elevators at Wilson Station",
            "les ascenseurs de Wilson Station",
        ),
        (
            "ttc/station/wilson/escalators",
            "Wilson Station",
            "escalators at Wilson Station",
            "les escaliers mécaniques de Wilson Station",
        ),
        ("ttc/stop/14187", "Warden Ave (14187)", "Warden Ave (14187)", "Warden Ave (14187)"),
        ("ttc/agency", "TTC", "all of TTC", "tout le réseau TTC"),
        ("ttc/mode/1", "TTC subway", "the whole TTC subway", "tout le métro TTC"),
        ("ttc/mode/3", "TTC bus", "all TTC buses", "tous les bus TTC"),
        ("ttc/mode/7", "TTC funicular", "TTC funicular", "TTC funicular"),
        ("gone/agency", "GO", "all of GO", "tout le réseau GO"),
    ],
)
def test_everything_has_a_name_in_both_languages(target: str, label: str, english: str, french: str) -> None:
    subscription = Subscription(target, label, NOW)

    assert in_full(subscription, SETTING) == english
    assert in_full(subscription, SETTING.speaking("fr")) == french


@pytest.mark.parametrize(
    ("windows", "level", "name"),
    [
        ((), Level.NORMAL, "504 King"),
        ((MORNING,), Level.NORMAL, "504 King weekdays 7-9a"),
        ((), Level.MAJOR, "504 King (major only)"),
        ((MORNING,), Level.ALL, "504 King weekdays 7-9a (all news)"),
    ],
)
def test_hours_and_level_are_said_where_they_are_special(windows: tuple[Window, ...], level: Level, name: str) -> None:
    assert in_full(Subscription("ttc/route/504", "504 King", NOW, windows, level), SETTING) == name


def test_a_route_is_short_by_its_number() -> None:
    assert short_name(Subscription("ttc/route/504", "504 King", NOW), SETTING) == "504"
    assert short_name(Subscription("ttc/station/wilson", "Wilson Station", NOW), SETTING) == "Wilson Station"


def test_hours_with_commas_are_kept_apart() -> None:
    evening = Window((0, 1, 2, 3, 4), 960, 1080)
    subscriptions = [
        Subscription("ttc/route/504", "504 King", NOW, (MORNING, evening)),
        Subscription("ttc/route/501", "501 Queen", NOW),
    ]

    assert names_of(subscriptions, SETTING, str) == "504 King weekdays 7-9a, 4-6p; 501 Queen"


@pytest.mark.parametrize(
    ("count", "ending"),
    [pytest.param(10, "909", id="all by their numbers"), pytest.param(99, "+", id="some, and how many more")],
)
def test_many_names_are_said_shorter(count: int, ending: str) -> None:
    long = "Kennedy Stn-Scarborough Town Centre via Sheppard"
    subscriptions = [Subscription(f"ttc/route/{number}", f"{number} {long}", NOW) for number in range(900, 900 + count)]
    said = names_of(subscriptions, SETTING, lambda names: f"You get alerts for {names}.")

    assert count_segments(said) <= 2
    assert ending in said.split()[-1]
