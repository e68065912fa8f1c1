"""A thousand broken bodies of real feeds: what is rejected changes nothing and is counted, and nothing ever crashes."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from google.protobuf import text_format
from google.transit.gtfs_realtime_pb2 import FeedMessage

from models.event import AlertEvent, Change
from models.incident import Incident
from pipeline.deciding.memory import FeedMemory
from pipeline.metrics import POLLS
from pipeline.reading.decode import decode
from pipeline.reading.frame import read_frame
from pipeline.watch import Watch
from runtime.mongo import Database
from tests.builders import encode_feed
from tests.edges.mutations import MUTATIONS, Mutation
from tests.edges.recordings import real_frames
from tests.fakes.pipeline_memory import FEED, FakeLease, Town
from tests.integration.pipeline.polling import City, stored_incidents

MOST = 1000
LARGEST = 120_000
OWN = Path(__file__).parents[1] / "feeds"
REJECTED = "unreadable"
BELIEVED = {"accept", "confirm", "ignore"}


def bodies() -> list[bytes]:
    """One body of each agency's real feed, where there are any, and ours."""
    folder = os.environ.get("REAL_FEEDS")
    found: dict[Path, bytes] = {}
    for path, _, frame in real_frames(Path(folder)) if folder else ():
        body = encode_feed(stamped_at=frame.stamped_at) + frame.content
        if frame.content and len(body) < LARGEST:
            found.setdefault(path.parent, body)
    for path in OWN.glob("*.txtpb"):
        found[path] = text_format.Parse(path.read_text(encoding="utf-8"), FeedMessage()).SerializeToString()
    return list(found.values())


@dataclass(frozen=True, slots=True)
class State:
    """All that a feed's poller knows."""

    memory: FeedMemory
    incidents: dict[str, Incident]
    events: int


def state(town: Town) -> State:
    return State(town.states.memory, dict(town.incidents.stored), len(town.records.events))


def town_that_knows(body: bytes) -> tuple[Town, datetime]:
    """A town before its first poll of `body`, and the time of that poll."""
    frame = read_frame(body)
    town = Town({each for alert in decode(body).alerts for each in alert.route_ids()})
    return town, frame.stamped_at or datetime.fromisoformat("2026-08-05T16:00:00Z")


async def poll(town: Town, body: bytes, now: datetime) -> str:
    """One poll as the running pipeline makes it; its outcome, which is also what was counted."""
    town.feed.body, town.incidents.now = body, now
    watch = Watch(FEED, lease=FakeLease(), poller=town.poller, now=lambda: now)
    before = counted()
    await watch.poll()
    [outcome] = (counted() - before).elements()
    return outcome


def counted() -> Counter[str]:
    samples = (sample for metric in POLLS.collect() for sample in metric.samples)
    counts: Counter[str] = Counter()
    # Other tests in this process may have counted other feeds.
    for each in samples:
        counts[each.labels["outcome"]] += int(each.value) if each.name.endswith("_total") else 0
    return counts


def mutants(seed: int) -> Iterator[tuple[bytes, Mutation, bytes]]:
    dice = random.Random(seed)
    sources = bodies()
    for number in range(MOST):
        body, mutation = sources[number % len(sources)], dice.choice(MUTATIONS)
        yield body, mutation, mutation(body, dice)


async def test_a_thousand_broken_bodies() -> None:
    outcomes: Counter[str] = Counter()
    known: dict[bytes, tuple[Town, datetime]] = {}
    for body, mutation, mutant in mutants(504):
        if body not in known:
            town, now = town_that_knows(body)
            assert await poll(town, body, now) == "accept"
            known[body] = town, now
        original, now = known[body]
        town = original.copy()
        before = state(town)
        outcome = await poll(town, mutant, now + timedelta(seconds=60))
        outcomes[outcome] += 1
        assert outcome in {REJECTED, *BELIEVED}, (mutation.__name__, outcome)
        if outcome == REJECTED:
            assert state(town) == before
        assert [event for event in town.records.events if not may_follow(event, mutant)] == []

    assert outcomes.total() == MOST
    assert outcomes[REJECTED] >= MOST / 2


def may_follow(event: AlertEvent, mutant: bytes) -> bool:
    """Whether a single poll of `mutant` may have told this: nothing is over because one poll lacks it."""
    if event.change is not Change.CLEARED:
        return True
    snapshot = decode(mutant)
    return event.alert.entity_id in {alert.entity_id for alert in snapshot.alerts} | snapshot.deleted_ids


async def test_an_hour_of_broken_bodies_clears_nothing() -> None:
    for body in bodies():
        town, now = town_that_knows(body)
        await poll(town, body, now)
        before = state(town)
        for number in range(180):
            dice = random.Random(number)
            mutation = MUTATIONS[8 + number % 2]  # html, empty
            assert await poll(town, mutation(body, dice), now + timedelta(seconds=20 * number)) == REJECTED
        assert state(town) == before
        town.feed.failure = "status"
        assert await poll(town, b"", now + timedelta(hours=1)) == "status"
        town.feed.failure = None

        assert state(town) == before
        assert await poll(town, body, now + timedelta(hours=1)) == "confirm"
        assert town.incidents.stored.keys() == before.incidents.keys()


async def test_broken_bodies_on_a_real_database(database: Database) -> None:
    city = await City(ttl_s=600).start()  # nobody renews the lease here
    dice = random.Random(501)
    outcomes: Counter[str] = Counter()
    for number, body in enumerate(bodies()):
        now = read_frame(body).stamped_at or datetime.fromisoformat("2026-08-05T16:00:00Z")
        content = read_frame(body).content
        for mutation in MUTATIONS[:8]:
            now += timedelta(seconds=20)
            # A header in order, so that what is broken inside reaches the database.
            city.feed.body = encode_feed(stamped_at=None) + mutation(content, dice)
            before = await stored_incidents()
            polled = await city.poll_again(now)
            outcomes[polled.outcome] += 1
            if polled.outcome == REJECTED:
                assert await stored_incidents() == before, number

    assert outcomes.keys() <= {REJECTED, *BELIEVED}
    assert outcomes["accept"] > 0
    assert outcomes[REJECTED] > 0
