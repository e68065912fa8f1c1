"""The pipeline's database in memory, and a poller on it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from models.event import AlertEvent, event_of
from models.incident import Incident
from models.route import unlisted_route
from pipeline.deciding.memory import FeedMemory, Start
from pipeline.deciding.outcome import Outcome
from pipeline.deciding.rider_limit import Limit, RiderLimit
from pipeline.deciding.rules import Rules
from pipeline.poller import Poller
from pipeline.static.catalogue import Catalogue, Trip
from pipeline.words.lexicon_files import read_lexicon
from tests.fakes.records import KeptRecords
from tests.fakes.served_feed import ServedFeed

FEED = "ttc"
LEXICON = read_lexicon()


class FakeLease:
    """A lease that is never lost."""

    epoch = 1
    is_held = True
    renew_after_s = 1.0

    async def acquire(self) -> bool:
        return True

    async def release(self) -> None:
        pass


class FakeIncidents:
    def __init__(self, incidents: Iterable[Incident] = ()) -> None:
        self.stored = {each.id: each for each in incidents}
        self.now: datetime | None = None

    async def load(self, *, closed_s: float, now: datetime) -> dict[str, Incident]:  # the port's
        self.now = now
        return dict(self.stored)

    async def last_poll(self) -> int:
        return 0

    async def write(self, outcomes: Sequence[Outcome], *, epoch: int) -> list[AlertEvent]:  # the port's
        assert self.now is not None
        self.stored |= {each.incident.id: each.incident for each in outcomes}
        return [
            event_of(outcome.incident, each.change, each.why, at=self.now, service_date=each.service_date)
            for outcome in outcomes
            for each in outcome.occurrences
        ]


class FakeStates:
    def __init__(self, memory: FeedMemory) -> None:
        self.memory = memory

    async def load(self) -> FeedMemory:
        return self.memory

    async def save(self, memory: FeedMemory, *, epoch: int) -> None:  # the port's
        self.memory = memory


class FakeCatalogues:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def find(self, feed: str) -> Catalogue | None:  # the port's
        return self._catalogue

    async def find_version(self, feed: str) -> str | None:  # the port's
        return self._catalogue.version

    async def find_trips(self, feed: str, version: str, trip_ids: Collection[str]) -> dict[str, Trip]:  # the port's
        return {}


class FakeRiders:
    """So many riders of every target."""

    def __init__(self, count: int = 0) -> None:
        self.each = count

    async def count(self, targets: Sequence[str]) -> int:
        return self.each * len(targets)


class FakeVerdicts:
    """What the operator has decided, until it was acted on."""

    def __init__(self) -> None:
        self.decided: dict[str, bool] = {}

    async def find(self, feed: str) -> dict[str, bool]:  # the port's
        return dict(self.decided)

    async def forget(self, incidents: Sequence[str]) -> None:
        for each in incidents:
            self.decided.pop(each, None)


class Town:
    """One feed whose poller keeps everything in memory; `copy` is another that knows the same."""

    def __init__(
        self, route_ids: Iterable[str], memory: FeedMemory | None = None, incidents: Iterable[Incident] = ()
    ) -> None:
        self.route_ids = tuple(route_ids)
        self.feed = ServedFeed()
        self.records = KeptRecords()
        self.incidents = FakeIncidents(incidents)
        self.states = FakeStates(memory or FeedMemory(start=Start.EMPTY, catalogue_version="v1"))
        routes = {each: unlisted_route(FEED, each) for each in self.route_ids}
        self.poller = Poller(
            FEED,
            feed=self.feed,
            incidents=self.incidents,
            states=self.states,
            catalogues=FakeCatalogues(Catalogue(FEED, "TTC", "America/Toronto", "v1", routes)),
            records=self.records,
            lease=FakeLease(),
            rules=Rules(),
            lexicon=LEXICON,
            rider_limit=RiderLimit(FEED, riders=FakeRiders(), verdicts=FakeVerdicts(), limit=Limit()),
        )

    def copy(self) -> "Town":
        return Town(self.route_ids, self.states.memory, self.incidents.stored.values())
