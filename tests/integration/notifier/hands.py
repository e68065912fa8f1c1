"""Hands that tests of the notifier share: settle, die at a chosen line, tell in a reply."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.delivery import Channel, DeliveryState, Kind, Slot, delivery_id
from models.documents.delivery import Delivery
from models.event import Change
from models.window import DAY_MINUTES, EVERY_DAY, Window
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.fanout import Fanout
from notifier.posting.pace import Pace
from runtime.clock import boottime_s
from runtime.mongo import Row, collection_of
from tests.integration.notifier.conftest import SENDER, World, new_incident


async def next_fanout(dispatcher: Dispatcher, now: datetime) -> Fanout:
    [first, *_others] = await dispatcher._fanouts.find_due(SENDER, now)
    fanout = await dispatcher._fanouts.load(first.key, now)
    assert fanout is not None
    return fanout


async def one_page(world: World, dispatcher: Dispatcher) -> None:
    """A turn at a pace that allows one text."""
    await world.clock.refresh()
    pace, dispatcher._pace = dispatcher._pace, Pace(0.001, now_s=boottime_s())
    await dispatcher.turn(world.clock.now())
    await dispatcher.finished()
    dispatcher._pace = pace


async def reconcile(world: World, dispatcher: Dispatcher) -> None:
    await wait()
    await world.clock.refresh()
    await dispatcher.settle(world.clock.now())
    await wait()


async def wait() -> None:
    """Longer than the shrunk durations of the settings."""
    await asyncio.sleep(0.05)


async def only_claim(world: World, dispatcher: Dispatcher) -> int:
    """A dispatcher that dies between claim and look; the number of its claims."""
    fanout = await next_fanout(dispatcher, world.clock.now() + timedelta(seconds=5))
    turn = await dispatcher._telling.turn(fanout, limit=10, epoch=1, now=world.clock.now())
    return len(turn.claimed)


async def told_in_reply(world: World, incident: str) -> None:
    now = world.clock.now()
    name = delivery_id(incident=incident, occasion="1", slot=Slot.NOTICE, subscriber="rider-0001")
    await collection_of(Delivery).insert_one(
        {
            "_id": name,
            "sender": SENDER,
            "incident": incident,
            "subscriber": "rider-0001",
            "occasion": "1",
            "slot": Slot.NOTICE.value,
            "kind": Kind.FIRST.value,
            "revision": 1,
            "channel": Channel.REPLY.value,
            "state": DeliveryState.ACCEPTED.value,
            "changed_at": now,
        }
    )


def later(world: World) -> Window:
    """An hour of every day, closed now: it opens in two to three hours."""
    local = world.clock.now().astimezone(ZoneInfo("America/Toronto"))
    start = (local.hour + 3) % 24 * 60
    return Window(EVERY_DAY, start, start + 60)


def quiet_now(world: World) -> dict[str, object]:
    """Two hours without texts."""
    local = world.clock.now().astimezone(ZoneInfo("America/Toronto"))
    start = local.hour * 60
    return {"start_minute": start, "end_minute": (start + 120) % DAY_MINUTES or DAY_MINUTES, "except_major": False}


async def held(world: World, dispatcher: Dispatcher) -> Row:
    """The row of a text about 504 King, which came at a bad hour for its rider."""
    await world.rider(1, windows=(later(world),))
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)
    [row] = await world.deliveries()
    return row
