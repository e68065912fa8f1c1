"""What became of a text: status callbacks move its delivery up, never down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from pymongo.errors import DuplicateKeyError

from models.delivery import DeliveryState, reported_state, states_below
from models.documents.carried import follow_carriers
from models.documents.delivery import Delivery
from models.documents.opt_out import OPTED_OUT, opt_out
from runtime.mongo import Collection, Database, Row

log = structlog.get_logger()
_DELIVERY = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_OPT_OUT_FACTS = {"subscriber": 1, "claimed_at": 1}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One report on one attempt of one delivery."""

    delivery: str
    attempt: int
    sid: str
    state: DeliveryState
    error_code: int | None


def find_receipt(query: Mapping[str, str], form: Mapping[str, str]) -> Receipt | None:
    """The report in a status callback; None where it is on no delivery of ours."""
    delivery, attempt, error = query.get("d", ""), query.get("a", ""), form.get("ErrorCode", "")
    if not _DELIVERY.fullmatch(delivery) or not _NUMBER.fullmatch(attempt):
        return None
    state = reported_state(form.get("MessageStatus") or form.get("SmsStatus") or "")
    return Receipt(delivery, int(attempt), form.get("MessageSid", ""), state, _code(error))


def _code(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


class MongoReceipts:
    """The `deliveries` collection, as reports write it."""

    def __init__(self, database: Database) -> None:
        self._deliveries: Collection = database[Delivery.Settings.name]

    async def apply(self, receipt: Receipt) -> bool:
        """Whether the report told anything new."""
        query: Row = {
            "_id": receipt.delivery,
            "attempt": receipt.attempt,
            "state": {"$in": [state.value for state in states_below(receipt.state)]},
            "sid": {"$in": [None, receipt.sid]},
        }
        if receipt.error_code == OPTED_OUT and (row := await self._deliveries.find_one(query, _OPT_OUT_FACTS)):
            # Their wish first: a crash in between leaves a report that can be read again, not a rider who is texted.
            await opt_out(row["subscriber"], proof=receipt.delivery, attempted_at=row["claimed_at"])
        fields: Row = {"state": receipt.state.value}
        if receipt.sid:
            fields["sid"] = receipt.sid
        if receipt.error_code is not None:
            fields["error_code"] = receipt.error_code
        try:
            change = {"$set": fields, "$currentDate": {"changed_at": True}}
            row = await self._deliveries.find_one_and_update(query, change, {"carries": 1})
        except DuplicateKeyError:
            log.warning("receipt.sid_conflict", delivery=receipt.delivery, sid=receipt.sid)
            return False
        if row and row.get("carries"):
            await follow_carriers(self._deliveries, [receipt.delivery])
        return row is not None
