"""Feeds that are ill for half an hour: nobody is told anything, and the next true change is not missed."""

from collections.abc import Callable

import pytest

from tests.builders import make_alert, make_alerts
from tests.unit.pipeline.playing import Play

CITY = [make_alert("1"), *make_alerts(73)]
OVER = make_alert("1", "504 King: Regular service has resumed between Broadview Station and Parliament St.")
NEW = make_alert("2", "501 Queen: No service at Roncesvalles Ave due to a fire.", routes=("501",))
HALF_AN_HOUR = 90  # polls

Illness = Callable[[Play], list[str]]


def frozen(play: Play) -> list[str]:
    """The producer hangs: the same message, with the same stamp, for ever."""
    return [each for n in range(HALF_AN_HOUR) for each in play.poll(*CITY, stamped_ago_s=20 * (n + 1))]


def backwards(play: Play) -> list[str]:
    """Its clock runs backwards, ten seconds a poll."""
    return [each for n in range(HALF_AN_HOUR) for each in play.poll(*CITY, stamped_ago_s=30 * (n + 1))]


def ahead(play: Play) -> list[str]:
    """Its clock is an hour ahead."""
    return [each for _ in range(HALF_AN_HOUR) for each in play.poll(*CITY, stamped_ago_s=-3600)]


def alternating(play: Play) -> list[str]:
    """Two servers take turns, and the second is a minute behind: it does not know of the latest alert yet."""
    told: list[str] = []
    for n in range(HALF_AN_HOUR):
        is_late = n % 2 == 1
        told += play.poll(*(CITY[:-1] if is_late else CITY), stamped_ago_s=60 if is_late else 0)
    return told


def shuffled_servers(play: Play) -> list[str]:
    """Two servers take turns, and each lists the alerts in an order of its own."""
    return [each for n in range(HALF_AN_HOUR) for each in play.poll(*(CITY if n % 2 else CITY[::-1]))]


def not_modified(play: Play) -> list[str]:
    """Nothing but 304 Not Modified."""
    return [each for _ in range(HALF_AN_HOUR) for each in play.poll(*CITY, decoded=False)]


def empty_for_ten_minutes(play: Play) -> list[str]:
    """An outage in which a valid feed lists nothing, and then everything again."""
    told = [each for _ in range(30) for each in play.poll()]
    return [*told, *(each for _ in range(60) for each in play.poll(*CITY))]


def almost_empty_again_and_again(play: Play) -> list[str]:
    """Four minutes of three alerts, one minute of all of them."""
    return [each for n in range(HALF_AN_HOUR) for each in play.poll(*(CITY if n % 15 > 11 else CITY[:3]))]


ILL = [
    pytest.param(frozen, id="a producer that hangs"),
    pytest.param(backwards, id="a clock that runs backwards"),
    pytest.param(ahead, id="a clock that is an hour ahead"),
    pytest.param(alternating, id="two servers, one of them a minute behind"),
    pytest.param(shuffled_servers, id="two servers with orders of their own"),
    pytest.param(not_modified, id="304s only"),
    pytest.param(empty_for_ten_minutes, id="ten minutes of nothing"),
    pytest.param(almost_empty_again_and_again, id="almost nothing, again and again"),
]


@pytest.mark.parametrize("ill", ILL)
def test_an_ill_feed_tells_nothing_and_what_happens_afterwards_is_not_missed(ill: Illness) -> None:
    play = Play()
    play.poll(*CITY)

    assert ill(play) == []
    assert play.poll(NEW, OVER, *CITY[1:]) == ["opened 2 1", "cleared 1 2"]


@pytest.mark.parametrize(
    ("ill", "counted"),
    [
        pytest.param(frozen, ("stale", 31), id="a producer that hangs: only ten minutes confirm"),
        pytest.param(not_modified, ("fresh", 91), id="304s confirm"),
        pytest.param(ahead, ("fresh", 91), id="an hour ahead: the stamp is not used"),
        pytest.param(alternating, ("fresh", 46), id="two servers: the late one says nothing"),
    ],
)
def test_what_an_ill_feed_was_worth_is_counted(ill: Illness, counted: tuple[str, int]) -> None:
    play = Play()
    play.poll(*CITY)
    ill(play)

    assert ("stale" if play.memory.is_stale else "fresh", play.memory.good_polls) == counted
