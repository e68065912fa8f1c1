"""A dispatcher on a real database, sending to the Twilio simulator."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.alert import Alert, EntitySelector, Translation
from models.documents.delivery import Delivery
from models.documents.incident import IncidentDocument
from models.documents.sender import Sender
from models.documents.subscriber import Subscriber
from models.event import AlertEvent, Change, encode_event, event_of
from models.incident import AlertClass, Incident, IncidentState, Why, encode_incident
from models.rider import Rider, RiderStatus, Subscription, encode_rider
from models.route import Route
from models.time_range import TimeRange
from models.window import Window
from notifier.dispatcher import Dispatcher
from notifier.posting.twilio_messages import TwilioMessages
from notifier.settings import NotifierSettings
from notifier.wiring.dispatching import build_dispatcher
from notifier.wiring.taking_over import build_take_over
from runtime.clock import utc_now
from runtime.database_clock import DatabaseClock
from runtime.kafka_producer import Producer
from runtime.kafka_topics import Topics
from runtime.lease import Lease
from runtime.mongo import Database, Row, collection_of
from runtime.settings import ProcessSettings
from runtime.twilio_transport import open_twilio
from sandbox.twilio_simulator.server import open_simulator
from sandbox.twilio_simulator.simulator import Simulator
from tests.wordings import WORDINGS

ACCOUNT, TOKEN, SENDER = "AC" + "1" * 32, "t" * 32, "+14165550199"
KING = Route("ttc/route/504", "ttc", "504", "504", "King", 0)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class World:
    """The notifier's surroundings, and the hands of those around it."""

    database: Database
    simulator: Simulator
    settings: NotifierSettings
    open_dispatcher: Callable[[str], Awaitable[Dispatcher]]

    async def rider(
        self,
        number: int,
        *,
        since: datetime = LONG_AGO,
        status: RiderStatus = RiderStatus.ACTIVE,
        target: str = KING.target,
        windows: tuple[Window, ...] = (),
    ) -> str:
        """A rider of 504 King; the phone."""
        phone = f"+1416555{number:04d}"
        subscription = Subscription(target, target, since, windows)
        rider = Rider(f"rider-{number:04d}", phone, SENDER, status=status, subscriptions=(subscription,))
        await collection_of(Subscriber).insert_one({**encode_rider(rider), "changed_at": since})
        return phone

    async def change(self, incident: Incident, change: Change, **fields: object) -> tuple[Incident, AlertEvent]:
        """What a poller writes: the incident's next revision, its event in the outbox, and the record's event."""
        await self.clock.refresh()
        state = IncidentState.CLOSED if change is Change.CLEARED else IncidentState.OPEN
        incident = replace(incident, revision=incident.revision + 1, state=state, **fields)  # type: ignore[arg-type]  # tests name the fields
        event = event_of(incident, change, incident.why, at=self.clock.now())
        outbox = [{"id": event.event_id, "change": change.value, "revision": incident.revision}]
        await collection_of(IncidentDocument).replace_one(
            {"_id": incident.id}, {**encode_incident(incident), "events": outbox}, upsert=True
        )
        return incident, event

    async def remind(self, incident: Incident, *, starts_in: timedelta) -> AlertEvent:
        """What a poller writes of planned work that starts then: a reminder at the incident's present revision."""
        await self.clock.refresh()
        now = self.clock.now()
        start = now + starts_in
        alert = replace(incident.alert, active_periods=(TimeRange(start, start + timedelta(hours=2)),))
        service_date = start.astimezone(ZoneInfo(incident.zone)).date()
        planned = replace(incident, alert=alert)
        event = event_of(planned, Change.UPCOMING, Why("upcoming"), at=now, service_date=service_date)
        outbox = [{"id": event.event_id, "change": "upcoming", "revision": incident.revision}]
        await collection_of(IncidentDocument).update_one({"_id": incident.id}, {"$push": {"events": {"$each": outbox}}})
        return event

    async def take_over(self, dispatcher: Dispatcher, event: AlertEvent) -> None:
        producer = Producer(self.settings, Topics(self.settings, []))
        await build_take_over(self.settings, producer, dispatcher)(encode_event(event))

    async def tell(self, dispatcher: Dispatcher, event: AlertEvent) -> None:
        """Take the event over and serve fan-outs until there is nothing to do now."""
        await self.take_over(dispatcher, event)
        await self.drain(dispatcher)

    async def drain(self, dispatcher: Dispatcher) -> None:
        await self.clock.refresh()
        worked = True
        while worked:
            worked = await dispatcher.turn(self.clock.now())
            await dispatcher.finished()

    async def set_rider(self, number: int, **fields: object) -> None:
        """What a message of the rider's changes."""
        await collection_of(Subscriber).update_one(
            {"_id": f"rider-{number:04d}"},
            {"$set": fields, "$inc": {"version": 1}, "$currentDate": {"changed_at": True}},
        )

    async def deliveries(self) -> list[Row]:
        return [row async for row in collection_of(Delivery).find().sort("claimed_at", 1)]

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.deliveries()]

    @property
    def clock(self) -> DatabaseClock:
        return self._clock

    def __post_init__(self) -> None:
        self._clock = DatabaseClock(self.database)

    def bodies(self, phone: str) -> list[str]:
        return [text.body for text in self.simulator.phone(phone).inbox]


def new_incident(header: str = "No service, collision", alert_class: AlertClass = AlertClass.URGENT) -> Incident:
    """An incident that no poller has told about yet."""
    alert = Alert(
        "80001",
        header_text=(Translation(header, "en"),),
        effect="NO_SERVICE",
        informed_entities=(EntitySelector(route_id="504"),),
    )
    return Incident(
        id=f"ttc/80001/{time.monotonic_ns()}",
        feed="ttc",
        fingerprint=f"80001-{time.monotonic_ns()}",
        alert=alert,
        alert_class=alert_class,
        agency="TTC",
        zone="America/Toronto",
        routes=(KING,),
        targets=(KING.target,),
        opened_at=utc_now(),
        changed_at=utc_now(),
        why=Why("new"),
    )


@pytest.fixture
async def world(database: Database, process_settings: ProcessSettings) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        simulator = await stack.enter_async_context(
            open_simulator(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, webhook_url=None)
        )
        settings = NotifierSettings(
            **process_settings.model_dump(),
            kafka_bootstrap_servers="127.0.0.1:1",
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=TOKEN,
            twilio_sender=SENDER,
            twilio_api_url=simulator.base_url,
            public_base_url="http://127.0.0.1:1",
            segments_per_second=10_000,
            send_timeout_s=0.5,
            settle_after_s=0.01,
            retry_after_s=0.01,
            sweep_after_s=0,
            access_waits_s=0,
            lease_margin_s=1,
            circuit_wait_s=0.05,
            circuit_longest_wait_s=0.2,
            mend_wait_s=0.05,
            mend_longest_wait_s=0.2,
            # The tests run at any hour.
            night_from_hour=0,
            night_until_hour=0,
        )
        twilio = await stack.enter_async_context(
            open_twilio(settings, connections=settings.send_concurrency, timeout_s=settings.send_timeout_s)
        )
        messages = TwilioMessages(twilio, sender=SENDER, public_base_url=settings.public_base_url)

        async def open_dispatcher(holder: str) -> Dispatcher:
            lease = Lease(collection_of(Sender), SENDER, holder=holder, ttl_s=10)
            await lease.acquire()
            return build_dispatcher(settings, database, messages, lease, WORDINGS)

        yield World(database, simulator, settings, open_dispatcher)


@pytest.fixture
async def dispatcher(world: World) -> Dispatcher:
    return await world.open_dispatcher("one")
