"""How many texts each rider has got today, counted in their documents before the post."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pymongo import UpdateOne

from models.documents.subscriber import Subscriber
from notifier.texts import Place
from runtime.mongo import Row, collection_of


class MongoCounts:
    """The count of a day in the `subscribers` collection, which nobody else writes.

    It leaves the rider's version alone: else texts and inbound messages would collide.
    """

    def __init__(self) -> None:
        self._riders = collection_of(Subscriber)

    async def add(self, places: Mapping[str, Sequence[Place]]) -> None:
        """Count one text for each place of each subscriber; a later day begins anew."""
        changes = [
            UpdateOne({"_id": subscriber}, [_counted(day, count)])
            for subscriber, taken in places.items()
            for day, count in Counter(each.day for each in taken).items()
        ]
        if changes:
            # In order: of two days the later one is the last.
            await self._riders.bulk_write(changes)

    async def give_back(self, subscriber: str, day: str) -> None:
        """Take one text off the count of that day: it was not sent."""
        query = {"_id": subscriber, "counted_day": day, "texts_today": {"$gt": 0}}
        await self._riders.update_one(query, {"$inc": {"texts_today": -1}})


def _counted(day: str, count: int) -> Row:
    is_new = {"$gt": [day, "$counted_day"]}
    return {
        "$set": {
            "texts_today": {"$cond": [is_new, count, {"$add": ["$texts_today", count]}]},
            "counted_day": {"$max": ["$counted_day", day]},
        }
    }
