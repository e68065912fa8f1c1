"""Recorded series from their first poll to their last: how much they cause, and a reason that holds for every update.

Every reason was judged by reading the text before and after it: none is an id that moved, another order, or an end
that crept on.
"""

from pathlib import Path

import pytest

from models.event import Change
from pipeline.deciding.memory import Start
from tests.recorded.player import Player, Table
from tests.recorded.recordings import DAY, WEBSITE, played

BUSTIME = "ttc/bustime-series-202603"
EDITOR = "cata-nsoriano"
BOSTON = "mbta-2016-bu/derived-pb"
# Somebody tries an editor out, in seconds: these are its edits.
EDITED = [
    "16 19:40 70, 71 updated: stops added: ttc/stop/1, 2",
    "21 14:31 55,57 updated: effect ADDITIONAL_SERVICE -> NO_SERVICE",
    "21 14:52 - updated: planned -> urgent",
    "21 14:53 34 reopened: listed again soon after it was closed",
    "21 14:54 - reopened: listed again soon after it was closed",
    "21 15:02 42 updated: routes added: ttc/route/42",
]
TOLD_BY_WEBSITE = [
    "25 18:44 501 updated: direction named: eastbound",
    # Detours that lead over other streets than they did.
    "25 20:21 26 updated: places added: dundas street west",
    "26 06:41 72 updated: places added: dundas street east",
    # Shuttle buses go to "Jane and Finch" only, no longer to Tobermory.
    "27 15:39 6 updated: places added: finch, jane",
    # No service to Woodbine becomes no service to St George.
    "27 21:14 2 updated: places added: st george",
    # "There will be no subway service" becomes "There is": here no period says that it begins as announced.
    "28 05:01 2 updated: planned -> urgent",
    "04 19:52 506 updated: a shuttle is named",
    "06 04:42 1 updated: planned -> urgent",
    "06 05:36 2 updated: planned -> urgent",
    # How far the shuttle buses go.
    "06 16:58 5 updated: places added: hakimi lebovic",
    "06 17:44 47 updated: places added: keele street, rogers road",
    "08 02:52 29 updated: places added: king street west, shaw street",
    # The night route takes over the detours of the day's, both ways.
    "10 05:28 301 updated: routes added: ttc/route/301",
    "10 05:28 301 updated: routes added: ttc/route/301",
    "10 21:45 505 updated: a shuttle is named",
    "12 18:31 504 updated: places added: adelaide street east",
    "13 07:31 339 updated: routes added: ttc/route/339",
    "13 21:34 42 updated: places added: finch avenue east",
]
# A detour over Glenmore Rd becomes one over Glenmount Ave.
TOLD_BY_BUSTIME = ["24 02:18 14 updated: places added: glenmount avenue"]
# Three weeks lie between the two polls, and the same detour is on again.
TOLD_IN_BOSTON = ["17 14:33 64,70,70A updated: planned -> urgent"]


@pytest.mark.parametrize(
    ("name", "start", "table", "reasons"),
    [
        pytest.param(f"{DAY}/subway", Start.UNSEEN, Table(2, 10), [], id="subway"),
        pytest.param(f"{DAY}/subway", Start.EMPTY, Table(2, 10, opened=10, upcoming=1), [], id="subway as news"),
        pytest.param(f"{DAY}/bus", Start.UNSEEN, Table(2, 6), [], id="buses"),
        pytest.param(f"{DAY}/bus", Start.EMPTY, Table(2, 6, opened=6), [], id="buses as news"),
        pytest.param(f"{DAY}/streetcar", Start.UNSEEN, Table(56, 6, opened=2, cleared=1), [], id="streetcars"),
        pytest.param(f"{DAY}/streetcar", Start.EMPTY, Table(56, 6, opened=6, cleared=1), [], id="streetcars as news"),
        pytest.param(
            BUSTIME,
            Start.UNSEEN,
            Table(104, 94, opened=68, updated=1, cleared=75),
            TOLD_BY_BUSTIME,
            id="ids that are positions",
        ),
        pytest.param(
            BUSTIME,
            Start.EMPTY,
            Table(104, 94, opened=94, updated=1, cleared=75),
            TOLD_BY_BUSTIME,
            id="ids that are positions, as news",
        ),
        pytest.param(
            WEBSITE,
            Start.UNSEEN,
            Table(510, 697, opened=647, updated=18, cleared=652),
            TOLD_BY_WEBSITE,
            id="sixteen days of the website",
        ),
        pytest.param(
            WEBSITE,
            Start.EMPTY,
            Table(510, 697, opened=697, updated=18, cleared=652),
            TOLD_BY_WEBSITE,
            id="sixteen days of the website, as news",
        ),
        pytest.param(
            EDITOR,
            Start.UNSEEN,
            Table(107, 40, opened=39, updated=4, cleared=41, reopened=2, upcoming=4),
            EDITED,
            id="an editor at work",
        ),
        pytest.param(
            EDITOR,
            Start.EMPTY,
            Table(107, 40, opened=40, updated=4, cleared=41, reopened=2, upcoming=4),
            EDITED,
            id="an editor at work, as news",
        ),
        # Beside the alerts, two files of detours of trips: emptiness that lasts a moment clears nothing.
        pytest.param("ttc/rvcorridor", Start.UNSEEN, Table(3, 68), [], id="one evening in Toronto"),
        pytest.param("ttc/rvcorridor", Start.EMPTY, Table(3, 68, opened=68), [], id="one evening as news"),
        # First without texts, then without effects: all 82 alerts seem new at once, and are held.
        pytest.param("carris-metropolitana-cmet", Start.EMPTY, Table(4, 45, opened=45), [], id="Lisbon"),
        pytest.param("irail-sncb", Start.EMPTY, Table(3, 6, opened=6), [], id="Belgium, where ids repeat"),
        pytest.param("mississauga-miway", Start.EMPTY, Table(2, 61, opened=61), [], id="Mississauga"),
        pytest.param(
            BOSTON,
            Start.EMPTY,
            Table(3, 45, opened=45, updated=1, cleared=22, upcoming=39),
            TOLD_IN_BOSTON,
            id="four weeks of Boston in three polls",
        ),
        pytest.param(
            "mbta-concentrate", Start.EMPTY, Table(2, 48, opened=48, upcoming=25), [], id="Boston at Christmas"
        ),
    ],
)
def test_a_recorded_series_causes_this_and_for_these_reasons(
    real_feeds: Path, name: str, start: Start, table: Table, reasons: list[str]
) -> None:
    player = played(real_feeds, name, start)

    assert (player.table, player.reasons) == (table, reasons)


def test_service_that_has_resumed_is_told_as_such_wherever_the_agency_says_so(real_feeds: Path) -> None:
    player = played(real_feeds, WEBSITE, Start.UNSEEN)

    assert ends(player).keys() == {"resumed", "absent"}
    assert ends(player)["resumed"] == 148


def test_what_vanishes_from_a_feed_of_few_alerts_waits_for_three_polls_and_three_minutes(real_feeds: Path) -> None:
    assert ends(played(real_feeds, EDITOR, Start.EMPTY)).keys() == {"absent", "ended"}


def ends(player: Player) -> dict[str, int]:
    """How many all-clears there were, by their reason."""
    rules = [each.occurrence.why.rule for each in player.told if each.occurrence.change is Change.CLEARED]
    return {rule: rules.count(rule) for rule in rules}
