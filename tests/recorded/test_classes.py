"""Which class the alerts of every agency are of, at their first poll, and that each decision explains itself."""

from collections import Counter
from pathlib import Path

import pytest

from models.incident import AlertClass
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import Start
from pipeline.deciding.rules import Rules
from pipeline.deciding.shaping import judge
from pipeline.static.catalogue import Catalogue
from tests.recorded.player import LEXICON, Player
from tests.recorded.recordings import DAY, folders, series, zone_of

Classes = tuple[int, int, int, int]
GUIDANCE = Guidance(Catalogue("any", "Any", "America/Toronto"), Rules(), LEXICON)


def classes(player: Player) -> Classes:
    """How many open incidents are urgent, planned, access, info."""
    counts = Counter(each.alert_class for each in player.open)
    return (
        counts[AlertClass.URGENT],
        counts[AlertClass.PLANNED],
        counts[AlertClass.ACCESS],
        counts[AlertClass.INFO],
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("ttc/rvcorridor", (18, 9, 40, 1), id="TTC, an evening: slow zones, detours, elevators"),
        pytest.param(f"{DAY}/subway", (9, 1, 0, 0), id="TTC subway: slow zones and a week of nights"),
        pytest.param(f"{DAY}/bus", (1, 5, 0, 0), id="TTC buses"),
        pytest.param(f"{DAY}/streetcar", (1, 1, 0, 2), id="TTC streetcars"),
        pytest.param("ttc/bustime-series-202603", (2, 2, 21, 1), id="TTC, the older feed: text alone"),
        pytest.param("ArthurJensen-bus-app", (25, 1, 0, 0), id="BC Transit: stops closed for months"),
        pytest.param("bart-transitland", (1, 0, 0, 0), id="BART: a major delay"),
        pytest.param("brest-bibus", (7, 4, 0, 1), id="Brest"),
        pytest.param("csv-quanhuynh/derived-pb", (9, 8, 0, 10), id="Oakland"),
        pytest.param("ctriley-gtfs-tools", (52, 16, 15, 16), id="Boston 2024: parking fees that are WARNING"),
        pytest.param("halifax-hali-transit", (22, 0, 0, 0), id="Halifax: stops closed for months"),
        pytest.param("irail-sncb", (6, 0, 0, 0), id="Belgium: power lines"),
        pytest.param("mbta-2016-bu/derived-pb", (9, 18, 7, 8), id="Boston 2016"),
        pytest.param("mbta-concentrate", (17, 11, 4, 16), id="Boston 2017"),
        pytest.param("samccone-transit", (3, 11, 9, 2), id="Boston 2013"),
        pytest.param("mississauga-miway", (51, 0, 0, 10), id="Mississauga: stops that moved for a railway"),
        pytest.param("mta-neverlate/derived-pb", (25, 198, 0, 10), id="New York: work of the coming weeks"),
        pytest.param("nyct-trips-with-alerts", (1, 0, 0, 0), id="New York subway"),
    ],
)
def test_what_agencies_publish_is_of_these_classes(real_feeds: Path, name: str, expected: Classes) -> None:
    player = Player(Start.EMPTY, zone_of(name))
    player.play(*next(series(real_feeds, name)))

    assert classes(player) == expected


def test_every_judgement_explains_itself(real_feeds: Path) -> None:
    explained: Counter[str] = Counter()
    for folder in folders(real_feeds):
        name = str(folder.relative_to(real_feeds))
        for snapshot, at in series(real_feeds, name):
            for alert in snapshot.alerts:
                why = judge([alert], GUIDANCE, at).why
                assert why.rule, f"{name}, {alert}"
                assert why.evidence, f"{name}, {alert}"
                explained[why.rule] += 1

    assert explained.keys() == {"effect", "severity", "text", "ahead"}
