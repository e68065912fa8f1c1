"""MongoDB's side of reports on texts: a batch of them is two commands."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import structlog
from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from bot.stores.outcome_labels import OutcomeLabels
from bot.stores.reporting import FIELDS, Change, say_failures, show
from models.delivery import REACHED, DeliveryState, states_below
from models.documents.asking_again import ask_again
from models.documents.carried import follow_carriers
from models.documents.delivery import Delivery
from models.documents.reacting import Failure, Reacting
from models.provider_codes import provider_codes
from models.reports import FAILED, OnceMore, Receipt, Reported, fold
from runtime.mongo import Collection, Database, Row

MOST_ROUNDS = (
    3  # whoever writes the same rows at the same time, the bot's other processes or the notifier, is soon done
)
DUPLICATE_KEY = 11000
_READ = (
    *("attempt", "state", "sid", "error_code", "useful_until", "again_for", "undone_sids"),
    *("subscriber", "claimed_at", "carries", *FIELDS),
)
log = structlog.get_logger()


class MongoReceipts:
    """The `deliveries` collection, as reports write it."""

    def __init__(self, database: Database, *, reacting: Reacting, again_after: timedelta) -> None:
        self._deliveries: Collection = database[Delivery.Settings.name]
        self._reacting = reacting
        self._again_after = again_after
        self._labels = OutcomeLabels()

    async def apply_all(self, receipts: Sequence[Receipt]) -> set[Receipt]:
        """Write the reports down; those that told anything new. May be repeated."""
        told: set[Receipt] = set()
        for _ in range(MOST_ROUNDS):
            changes = await self._changes(receipts)
            if not changes:
                break
            written = await self._write(changes)
            told.update(receipt for each in written for receipt in each.news)
            if len(written) == len(changes):
                break
        return told

    async def _changes(self, receipts: Sequence[Receipt]) -> list[Change]:
        """What the reports change, as the rows are now."""
        of: dict[str, list[Receipt]] = defaultdict(list)
        for each in receipts:
            of[each.delivery].append(each)
        # Times are the database's.
        reading: list[Row] = [
            {"$match": {"_id": {"$in": sorted(of)}}},
            {"$project": {**dict.fromkeys(_READ, 1), "now": "$$NOW"}},
        ]
        changes = []
        async for row in await self._deliveries.aggregate(reading):
            before = _reported(row)
            after, news = fold(before, of[before.delivery], OnceMore(provider_codes(), self._again_after, row["now"]))
            if news:
                changes.append(Change(row, before, after, news))
        return changes

    async def _write(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Those that were there to be made."""
        failures = [_failure(each, code) for each in changes if (code := _code_of(each)) is not None]
        # Their wish first: a crash in between leaves a report that can be read again, not a rider who is texted.
        await self._reacting.before(failures)
        await ask_again([each.before.delivery for each in changes if _was_never_told(each)])
        changes = await self._update(changes)
        await follow_carriers(self._deliveries, [each.before.delivery for each in changes if each.row.get("carries")])
        await ask_again([each.before.delivery for each in changes if _was_never_told(each)])
        written = {each.before.delivery for each in changes}
        failures = [each for each in failures if each.delivery in written]
        await self._reacting.after(failures)
        show(changes, self._labels)
        say_failures(failures)
        return changes

    async def _update(self, changes: Sequence[Change]) -> Sequence[Change]:
        try:
            result = await self._deliveries.bulk_write([_update(each) for each in changes], ordered=False)
            matched = result.matched_count
        except BulkWriteError as error:
            failed = error.details["writeErrors"]
            if any(each["code"] != DUPLICATE_KEY for each in failed) or error.details["writeConcernErrors"]:
                raise
            taken = {each["index"] for each in failed}
            for each in (changes[index] for index in taken):
                log.warning("receipt.sid_conflict", delivery=each.before.delivery, sid=each.after.sid)
            changes = [each for index, each in enumerate(changes) if index not in taken]
            matched = error.details["nMatched"]
        return changes if matched == len(changes) else await self._as_written(changes)

    async def _as_written(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Those whose rows are as we wanted them: a bulk write does not say which it found."""
        names = [each.before.delivery for each in changes]
        rows = {row["_id"]: _reported(row) async for row in self._deliveries.find({"_id": {"$in": names}})}
        return [each for each in changes if _is_made(each.after, rows.get(each.before.delivery))]


def _reported(row: Row) -> Reported:
    return Reported(
        delivery=row["_id"],
        attempt=row["attempt"],
        state=DeliveryState(row["state"]),
        sid=row.get("sid"),
        error_code=row.get("error_code"),
        useful_until=row.get("useful_until"),
        again_for=row.get("again_for"),
        undone_sids=tuple(row.get("undone_sids", ())),
    )


def _update(change: Change) -> UpdateOne:
    """Whatever else was written meanwhile: never down, never of another attempt or message."""
    last, after = change.news[-1], change.after
    query: Row = {
        "_id": last.delivery,
        "attempt": last.attempt,
        "state": {"$in": [state.value for state in states_below(last.state)]},
        "sid": {"$in": [None, last.sid]},
        "again_for": change.before.again_for,
    }
    fields: Row = {"state": after.state.value, "sid": after.sid, "attempt": after.attempt}
    if after.error_code is not None:
        fields["error_code"] = after.error_code
    if after.again_for != change.before.again_for:
        again = {"again_for": after.again_for, "reason": f"once-more-{after.again_for}"}
        fields |= {**again, "not_before": after.not_before, "undone_sids": [*after.undone_sids]}
    return UpdateOne(query, {"$set": fields, "$currentDate": {"changed_at": True}})


def _is_made(wanted: Reported, stands: Reported | None) -> bool:
    return stands is not None and (stands.attempt, stands.state, stands.sid) == (
        wanted.attempt,
        wanted.state,
        wanted.sid,
    )


def _was_never_told(change: Change) -> bool:
    """Whether the text, which counted as told, is lost for good. One that goes once more has its last look for that."""
    return change.before.state in REACHED and change.after.state in FAILED


def _code_of(change: Change) -> int | None:
    """The code that the reports bring, if they do."""
    return next((each.error_code for each in reversed(change.news) if each.error_code is not None), None)


def _failure(change: Change, code: int) -> Failure:
    return Failure(code, change.row["subscriber"], change.before.delivery, change.row["claimed_at"])
