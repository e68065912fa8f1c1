"""A poller on a real database, with a feed and a broker in the test's hands."""

from collections.abc import Iterable
from datetime import datetime

from models.alert import Alert
from models.documents.feed_state import FeedState
from models.documents.incident import IncidentDocument
from pipeline.deciding.identity import fingerprint
from pipeline.deciding.rider_limit import Limit, RiderLimit
from pipeline.deciding.rules import Rules
from pipeline.feed_state_store import FeedStateStore
from pipeline.holds.rider_count import RiderCount
from pipeline.holds.verdict_store import VerdictStore
from pipeline.incident_store import IncidentStore
from pipeline.polled import Polled
from pipeline.poller import Poller
from pipeline.static.catalogue_store import CatalogueStore
from pipeline.static.gtfs import StaticGtfs
from pipeline.words.lexicon_files import read_lexicon
from runtime.lease import Lease
from runtime.mongo import Row, collection_of
from tests.builders import after, encode_feed, make_route
from tests.fakes.records import KeptRecords
from tests.fakes.served_feed import ServedFeed

STATIC = StaticGtfs("v1", "TTC", "America/Toronto", (make_route("501", "Queen"), make_route("504", "King")))
LEXICON = read_lexicon()
UNLIMITED = Limit()


class City:
    """One pipeline's poller of the TTC; several may share one database."""

    def __init__(
        self, holder: str = "a", *, ttl_s: float = 10, has_etag: bool = False, limit: Limit = UNLIMITED
    ) -> None:
        self.feed = ServedFeed(has_etag=has_etag)
        self.records = KeptRecords()
        self.lease = Lease(collection_of(FeedState), "ttc", holder=holder, ttl_s=ttl_s)
        self.poller = Poller(
            "ttc",
            feed=self.feed,
            incidents=IncidentStore("ttc"),
            states=FeedStateStore("ttc"),
            catalogues=CatalogueStore(),
            records=self.records,
            lease=self.lease,
            rules=Rules(),
            lexicon=LEXICON,
            rider_limit=RiderLimit("ttc", riders=RiderCount(), verdicts=VerdictStore(), limit=limit),
        )

    async def start(self) -> "City":
        """Import the catalogue, take the lease, and make the baseline poll of an empty feed at noon."""
        await CatalogueStore().import_static("ttc", STATIC, agency="TTC", zone="America/Toronto", now=after())
        assert await self.lease.acquire()
        await self.poll([], seconds=0)
        return self

    async def poll(self, alerts: Iterable[Alert], *, seconds: float) -> Polled:
        self.feed.body = encode_feed(alerts, stamped_at=after(seconds=seconds))
        return await self.poll_again(after(seconds=seconds))

    async def poll_again(self, now: datetime) -> Polled:
        return await self.poller.poll(now)


async def stored_incidents() -> list[Row]:
    return [row async for row in collection_of(IncidentDocument).find({}, sort=[("_id", 1)])]


async def stored_events() -> list[Row]:
    return [event for row in await stored_incidents() for event in row["events"]]


def name_of(alert: Alert, poll: int) -> str:
    """The incident that the alert opens at that good poll."""
    return f"ttc/{fingerprint(alert)}/{poll}"
