"""A station whose elevators fail and come back, for tests of what its riders are told."""

import time
from collections import Counter
from collections.abc import Sequence

from models.alert import Alert, EntitySelector, Translation
from models.event import AlertEvent, Change
from models.incident import AlertClass, Incident, Why
from models.station import Device, Station
from notifier.dispatcher import Dispatcher
from runtime.clock import utc_now
from tests.integration.notifier.conftest import World
from tests.integration.notifier.hands import reconcile, wait

PAPE = Station("ttc/station/pape", "ttc", "1", "Pape Station")
ELEVATORS = f"{PAPE.target}/elevators"
BACK = Why("resumed", 'en "back in service"')
PLACES = ("concourse", "Pape Ave entrance", "bus bay")


def elevator(place: str = "concourse", *, is_back: bool = False) -> Alert:
    state = "back in service" if is_back else "out of service"
    return Alert(
        place,
        header_text=(Translation(f"Pape: Elevator {state} at {place}.", "en"),),
        effect="ACCESSIBILITY_ISSUE",
        informed_entities=(EntitySelector(stop_id="1"),),
    )


def outage(place: str) -> Incident:
    """An elevator that no poller has told about yet."""
    return Incident(
        id=f"ttc/{place}/{time.monotonic_ns()}",
        feed="ttc",
        fingerprint=f"{place}-{time.monotonic_ns()}",
        alert=elevator(place),
        alert_class=AlertClass.ACCESS,
        agency="TTC",
        zone="America/Toronto",
        routes=(),
        stations=(PAPE,),
        targets=(PAPE.target, ELEVATORS),
        device=Device.ELEVATOR,
        opened_at=utc_now(),
        changed_at=utc_now(),
        why=Why("new"),
    )


async def fail(world: World, places: Sequence[str] = PLACES) -> tuple[list[Incident], list[AlertEvent]]:
    """These elevators fail in one poll."""
    found = [await world.change(outage(place), Change.OPENED) for place in places]
    return [incident for incident, _event in found], [event for _incident, event in found]


async def come_back(world: World, incidents: Sequence[Incident]) -> list[AlertEvent]:
    """These elevators come back in one poll."""
    found = [
        await world.change(each, Change.CLEARED, why=BACK, alert=elevator(each.alert.entity_id, is_back=True))
        for each in incidents
    ]
    return [event for _incident, event in found]


async def tell(world: World, dispatcher: Dispatcher, events: Sequence[AlertEvent]) -> None:
    """Take all these events over, then serve fan-outs until there is nothing to do now."""
    for event in events:
        await world.take_over(dispatcher, event)
    await world.drain(dispatcher)


async def drain_patiently(world: World, dispatcher: Dispatcher) -> None:
    """Until nothing waits for a lost answer, a retry or another text."""
    for _ in range(4):
        await reconcile(world, dispatcher)
        await world.drain(dispatcher)
        await wait()


async def states(world: World) -> Counter[str]:
    return Counter(await world.states())


def mentions(world: World, phone: str, place: str) -> int:
    """How many texts of the rider tell of the elevator there."""
    return sum(place in body for body in world.bodies(phone))
