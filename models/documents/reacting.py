"""What a failed text says about its rider: they have opted out, or nothing reaches their number any more."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import structlog
from pymongo.asynchronous.collection import AsyncCollection

from models.delivery import Channel, DeliveryState
from models.documents.delivery import Delivery
from models.documents.opt_out import opt_out
from models.documents.subscriber import Subscriber
from models.phone import mask
from models.provider_codes import ABOUT_THE_NUMBER, ProviderCodes, Reaction, provider_codes
from models.rider import RiderStatus

Item = TypeVar("Item")

AT_ONCE = 20
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_REACHED = [DeliveryState.SENT.value, DeliveryState.DELIVERED.value]
_FAILED = [DeliveryState.UNDELIVERED.value, DeliveryState.FAILED.value]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Failure:
    """A text to `subscriber` that met `code`; `delivery` is the proof, `attempted_at` the time of the attempt."""

    code: int
    subscriber: str
    delivery: str
    attempted_at: datetime


class Reacting:
    """The riders' side of failed texts, the same for the answer of a call and for a report.

    A number is texted no more after `suppress_after` failures in a row, or one that is for good.
    """

    def __init__(self, *, suppress_after: int) -> None:
        self._suppress_after = suppress_after

    async def before(self, failures: Sequence[Failure]) -> None:
        """What must be safe before the texts' rows say that they failed: a crash must not forget a wish to stop."""
        codes = provider_codes()
        for some in _chunks(each for each in failures if codes.reaction_of(each.code) is Reaction.OPTED_OUT):
            await asyncio.gather(
                *(opt_out(each.subscriber, proof=each.delivery, attempted_at=each.attempted_at) for each in some)
            )

    async def after(self, failures: Sequence[Failure]) -> None:
        """What the rows, as they stand now, say about their riders' numbers."""
        codes = provider_codes()
        worst: dict[str, int] = {}
        for each in failures:
            reaction = codes.reaction_of(each.code)
            if reaction is Reaction.BAD_NUMBER:
                worst[each.subscriber] = 1
            elif reaction in ABOUT_THE_NUMBER:
                worst.setdefault(each.subscriber, self._suppress_after)
        for some in _chunks(worst.items()):
            await asyncio.gather(*(_suppress(subscriber, needed, codes) for subscriber, needed in some))


async def _suppress(subscriber: str, needed: int, codes: ProviderCodes) -> None:
    """Text the rider no more if so many texts in a row, since they last wrote, have failed because of their number.

    A message of theirs lifts that, and raises the version: one that comes while we look is not undone.
    """
    riders: AsyncCollection[dict[str, Any]] = Subscriber.get_pymongo_collection()
    active = {"_id": subscriber, "status": RiderStatus.ACTIVE.value, "suppressed_at": None}
    rider = await riders.find_one(active, {"version": 1, "wrote_at": 1, "phone": 1})
    if rider is None:
        return
    since = rider.get("wrote_at") or _LONG_AGO
    wanted = codes.codes_of(ABOUT_THE_NUMBER if needed > 1 else frozenset({Reaction.BAD_NUMBER}))
    if not await _fail_in_a_row(subscriber, since, wanted, needed):
        return
    result = await riders.update_one(
        {**active, "version": rider.get("version")}, {"$currentDate": {"suppressed_at": True}}
    )
    if result.modified_count:
        log.warning("rider.suppressed", rider=mask(rider["phone"]), failures=needed)


async def _fail_in_a_row(subscriber: str, since: datetime, codes: Sequence[int], needed: int) -> bool:
    rows: AsyncCollection[dict[str, Any]] = Delivery.get_pymongo_collection()
    # What failed by the sender's fault, or ours, neither counts nor ends a row of failures.
    told_of_the_number = [
        {"state": {"$in": _REACHED}},
        {"state": {"$in": _FAILED}, "error_code": {"$in": list(codes)}},
    ]
    query = {"subscriber": subscriber, "claimed_at": {"$gt": since}, "channel": Channel.TEXT.value}
    latest = rows.find({**query, "$or": told_of_the_number}, {"state": 1}, hint="of_rider")
    states = [row["state"] async for row in latest.sort("claimed_at", -1).limit(needed)]
    return len(states) == needed and not set(states).intersection(_REACHED)


def _chunks(items: Iterable[Item]) -> Iterable[list[Item]]:
    found = list(items)
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))
