"""What MongoDB knows of messages that Twilio lists: applied, dismissed, or open."""

from collections.abc import Mapping, Sequence

from bot.conversation.outcome import Effect
from bot.missed import Standing
from models.documents.inbound_message import InboundMessage
from models.documents.subscriber import Subscriber
from models.rider import RECENT
from runtime.mongo import Collection, Database, Row

AT_ONCE = 1000


class MongoMissedLog:
    """The `inbound_messages` collection, beside the riders whose messages they are."""

    def __init__(self, database: Database) -> None:
        self._messages: Collection = database[InboundMessage.Settings.name]
        self._riders: Collection = database[Subscriber.Settings.name]

    async def standings(self, sids: Sequence[str]) -> Mapping[str, Standing]:
        """How each message stands; those that were never written down are left out."""
        standings: dict[str, Standing] = {}
        for start in range(0, len(sids), AT_ONCE):
            standings |= await self._some(sids[start : start + AT_ONCE])
        return standings

    async def _some(self, sids: Sequence[str]) -> dict[str, Standing]:
        fields = {"subscriber": 1, "seen_version": 1, "effect": 1, "is_spent": 1, "is_late": 1}
        rows = await self._messages.find({"_id": {"$in": sids}}, fields).to_list()
        subscribers = list({row["subscriber"] for row in rows})
        found = self._riders.find({"_id": {"$in": subscribers}}, {"version": 1, "recent.sid": 1})
        riders = {rider["_id"]: rider async for rider in found}
        return {row["_id"]: _standing(row, riders.get(row["subscriber"])) for row in rows}


def _standing(row: Row, rider: Row | None) -> Standing:
    if not row["subscriber"]:
        return Standing.DISMISSED
    if row.get("is_spent"):
        return Standing.APPLIED
    if rider is None or not _is_applied(row, rider):
        return Standing.OPEN
    if row.get("effect") == Effect.SILENT:
        # What a rider writes who has stopped all texts does not undo the START before it.
        return Standing.DISMISSED
    return Standing.LATE if row.get("is_late") else Standing.APPLIED


def _is_applied(row: Row, rider: Row) -> bool:
    is_recent = any(answer["sid"] == row["_id"] for answer in rider["recent"])
    return is_recent or rider["version"] - row["seen_version"] >= RECENT
