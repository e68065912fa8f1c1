"""The polls of every agency once more, in another order and under other ids: nothing has changed."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from models.alert import Alert
from models.event import Change
from models.incident import Incident
from pipeline.deciding.memory import Start
from pipeline.reading.snapshot import FeedSnapshot
from tests.recorded.player import Player
from tests.recorded.recordings import folders, series, zone_of

AGAIN = timedelta(seconds=20)


def renamed(alerts: Sequence[Alert], chance: random.Random) -> list[Alert]:
    """As in New York, where an alert has a new id in nearly every poll."""
    return [replace(each, entity_id=f"new-{chance.random()}") for each in alerts]


def swapped(alerts: Sequence[Alert], chance: random.Random) -> list[Alert]:
    """As on the TTC's older feed, where an id is a position."""
    ids = chance.sample([each.entity_id for each in alerts], len(alerts))
    return [replace(each, entity_id=name) for each, name in zip(alerts, ids, strict=True)]


def shuffled(snapshot: FeedSnapshot, alerts: Sequence[Alert], number: int) -> FeedSnapshot:
    chance = random.Random(number)
    return replace(
        snapshot,
        alerts=tuple(chance.sample(alerts, len(alerts))),
        deleted_ids=frozenset(),
        content_hash=str(number),
        stamped_at=None,
    )


def unexpected(player: Player, snapshot: FeedSnapshot, at: datetime) -> list[str]:
    """What is told of a poll that says what the last one did; what its own time brings about may be."""
    told = player.play(snapshot, at)
    return [str(each) for each in told if each.occurrence.change is not Change.UPCOMING]


def test_order_and_ids_mean_nothing(real_feeds: Path) -> None:
    chance = random.Random(5)
    count = 0
    for folder in folders(real_feeds):
        name = str(folder.relative_to(real_feeds))
        for _, group in groupby(series(real_feeds, name), key=lambda poll: poll[0].content_hash):
            snapshot, at = next(group)
            player = Player(Start.EMPTY, zone_of(name))
            player.play(snapshot, at)
            for number, alerts in enumerate([renamed(snapshot.alerts, chance), swapped(snapshot.alerts, chance)], 1):
                told = unexpected(player, shuffled(snapshot, alerts, number), at + number * AGAIN)
                assert told == [], f"{name}: {told}"
            count += 1

    assert count >= 150


# As agencies list them: an incident is the same text for several routes, and nights beside the week they belong to.
@pytest.mark.parametrize(
    ("name", "merged"),
    [
        pytest.param("ttc/rvcorridor", [2, 2, 2, 2, 3], id="Toronto: 60/960 both ways, a parade, Line 2, 301/503/504"),
        pytest.param("ttc/gtfsrt-textpb-20260331", [4], id="Toronto: a week of Line 1 and its nights"),
        pytest.param("mississauga-miway", [2, 2, 2, 2, 2, 2, 3], id="Mississauga: a stop of two routes, new schedules"),
        pytest.param("halifax-hali-transit", [2, 2, 2, 2, 4, 4, 4, 4, 4], id="Halifax: a stop of many routes"),
        pytest.param("mta-neverlate/derived-pb", [], id="New York: platforms and headways differ"),
        pytest.param("mbta-2016-bu/derived-pb", [], id="Boston: a delay of each route"),
        pytest.param("ctriley-gtfs-tools", [], id="Boston, 2024: the number of the route is in the sentence"),
        pytest.param("csv-quanhuynh/derived-pb", [], id="Oakland: schedules"),
        pytest.param("brest-bibus", [], id="Brest: each line has its own stops"),
        pytest.param("irail-sncb", [], id="Belgium: one entity for each language"),
    ],
)
def test_what_is_one_incident_under_several_entities(real_feeds: Path, name: str, merged: list[int]) -> None:
    player = Player(Start.EMPTY, zone_of(name))
    snapshot, at = next(series(real_feeds, name))
    player.play(snapshot, at)

    assert sorted(len(each.entities) for each in player.open if len(each.entities) > 1) == merged


def test_each_elevator_is_an_incident_of_its_own(real_feeds: Path) -> None:
    player = Player(Start.EMPTY)
    snapshot, at = next(series(real_feeds, "ttc/rvcorridor"))
    player.play(snapshot, at)
    devices: list[Incident] = [each for each in player.open if each.device is not None]

    assert (len(devices), {len(each.entities) for each in devices}) == (40, {1})
