"""The account of an incident, as MongoDB has it."""

from models.delivery import REACHED, Channel, DeliveryState, Slot
from models.documents.delivery import Delivery
from models.documents.incident import IncidentDocument
from models.documents.subscriber import Subscriber
from models.incident import decode_incident
from notifier.showing.account import Account, Fate, ToldRider
from runtime.mongo import Row, collection_of

_FATE = ("slot", "channel", "state", "reason", "error_code")


class MongoAccounts:
    """Reads the `incidents`, `deliveries` and `subscribers` collections."""

    def __init__(self) -> None:
        self._incidents = collection_of(IncidentDocument)
        self._deliveries = collection_of(Delivery)
        self._riders = collection_of(Subscriber)

    async def find(self, incident: str, *, most_riders: int) -> Account | None:
        """None where neither an incident of that name is known nor a text about it."""
        row = await self._incidents.find_one({"_id": incident}, {"events": 0})
        fates = await self._count_fates(incident)
        if row is None and not fates:
            return None
        return Account(
            incident,
            decode_incident(row) if row else None,
            row.get("halted_at") if row else None,
            fates,
            sum(count for fate, count in fates.items() if fate.state in REACHED),
            await self._find_told(incident, most_riders),
        )

    async def _count_fates(self, incident: str) -> dict[Fate, int]:
        stages: list[Row] = [
            {"$match": {"incident": incident}},
            {"$group": {"_id": {name: f"${name}" for name in _FATE}, "count": {"$sum": 1}}},
        ]
        cursor = await self._deliveries.aggregate(stages, hint="told")
        return {_fate(row["_id"]): row["count"] async for row in cursor}

    async def _find_told(self, incident: str, most: int) -> list[ToldRider]:
        if most == 0:
            return []
        reached = {"incident": incident, "state": {"$in": sorted(each.value for each in REACHED)}}
        rows = await self._deliveries.find(reached).hint("told").sort("subscriber", 1).limit(most).to_list()
        names = sorted({row["subscriber"] for row in rows})
        phones = {each["_id"]: each["phone"] async for each in self._riders.find({"_id": {"$in": names}}, {"phone": 1})}
        return [_told(row, phones.get(row["subscriber"])) for row in rows]


def _fate(row: Row) -> Fate:
    return Fate(
        Slot(row["slot"]),
        Channel(row["channel"]),
        DeliveryState(row["state"]),
        row.get("reason"),
        row.get("error_code"),
    )


def _told(row: Row, phone: str | None) -> ToldRider:
    return ToldRider(phone, Slot(row["slot"]), _fate(row).name, row["changed_at"])
