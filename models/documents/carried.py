"""Texts that another one carries, as that one's outcome moves them."""

from collections.abc import Collection, Iterator
from typing import Any

from pymongo import UpdateMany
from pymongo.asynchronous.collection import AsyncCollection

from models.delivery import Channel, DeliveryState, fate_of_carried, states_below

_INDEX = "carrier"  # without the hint MongoDB may walk along `_id`
_FACTS = {"state": 1, "channel": 1, "sid": 1, "carries": 1, "again_for": 1}
_WENT = {"$in": [DeliveryState.ACCEPTED.value, DeliveryState.SENT.value]}
_CARRIED_AGAIN = {"state": DeliveryState.CARRIED.value, "not_before": "$$NOW", "changed_at": "$$NOW"}
_RELEASED = {"state": DeliveryState.HELD.value, "not_before": "$$NOW", "changed_at": "$$NOW", "carrier": None}


async def follow_carriers(rows: AsyncCollection[dict[str, Any]], carriers: Collection[str]) -> None:
    """Move what these of the `deliveries` carry to where they are now; may be repeated.

    To be called after the carriers were written: their rows say what holds.
    """
    if not carriers:
        return
    found = {row["_id"]: row async for row in rows.find({"_id": {"$in": sorted(carriers)}}, _FACTS)}
    changes = [change for name in carriers for change in _changes(name, found.get(name))]
    await rows.bulk_write(changes, ordered=False)


def _changes(name: str, carrier: dict[str, Any] | None) -> Iterator[UpdateMany]:
    listed = carrier.get("carries", []) if carrier else []
    carried = {"carrier": name, "state": DeliveryState.CARRIED.value}
    # It goes without them, or died before it was written: each is told for itself.
    yield UpdateMany({**carried, "_id": {"$nin": listed}}, [{"$set": _RELEASED}], hint=_INDEX)
    if not carrier or not listed:
        return
    state = DeliveryState(carrier["state"])
    fate = fate_of_carried(state, Channel(carrier["channel"]), has_sid=bool(carrier.get("sid")))
    if fate is DeliveryState.HELD:
        yield UpdateMany(carried, [{"$set": _RELEASED}], hint=_INDEX)
    elif fate is not None:
        lower = [each.value for each in (DeliveryState.CARRIED, *states_below(fate))]
        yield UpdateMany(
            {"carrier": name, "channel": Channel.TEXT.value, "state": {"$in": lower}, "_id": {"$in": listed}},
            [{"$set": {"state": fate.value, "changed_at": "$$NOW"}}],
            hint=_INDEX,
        )
    elif carrier.get("again_for") is not None:
        # Its message was lost, with all that it told: they go once more with it.
        yield UpdateMany(
            {"carrier": name, "channel": Channel.TEXT.value, "state": _WENT, "_id": {"$in": listed}},
            [{"$set": _CARRIED_AGAIN | {"again_for": carrier["again_for"]}}],
            hint=_INDEX,
        )
