"""Hands that tests of the notifier share: settle, die at a chosen line, tell in a reply."""

import asyncio
from datetime import timedelta

from models.delivery import Channel, DeliveryState, Kind, Slot, delivery_id
from models.documents.delivery import Delivery
from notifier.dispatcher import Dispatcher
from runtime.mongo import collection_of
from tests.integration.notifier.conftest import SENDER, World


async def one_page(world: World, dispatcher: Dispatcher) -> None:
    """A turn at a pace that allows one text."""
    await world.clock.refresh()
    fanout = await dispatcher._fanouts.find_due(SENDER, world.clock.now())
    assert fanout is not None
    await dispatcher._advance(fanout, 1, world.clock.now())


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
    fanout = await dispatcher._fanouts.find_due(SENDER, world.clock.now() + timedelta(seconds=5))
    assert fanout is not None
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
