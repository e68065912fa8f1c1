"""Status callbacks on real deliveries: they only move up, and error 21610 is a STOP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.receipts import MongoReceipts, Receipt
from models.delivery import DeliveryState
from models.documents.opt_out import OPTED_OUT
from runtime.mongo import Database, Row
from tests.fakes.bot_world import PHONE, SENDER, make_sid

NOW = datetime(2026, 8, 5, 12, tzinfo=UTC)
DELIVERY = "0af1" * 8
SID, OTHER_SID = make_sid(1), make_sid(2)


async def put(database: Database, **fields: Any) -> None:
    row: Row = {
        "_id": DELIVERY,
        "sender": SENDER,
        "incident": "i",
        "subscriber": "rider",
        "slot": "notice",
        "state": "sending",
        "attempt": 1,
        "sid": None,
        "claimed_at": NOW,
        "changed_at": NOW,
        "expires_at": datetime.now(UTC) + timedelta(days=1),
    }
    await database["deliveries"].insert_one(row | fields)


async def get(database: Database) -> Row:
    row = await database["deliveries"].find_one({"_id": DELIVERY})
    assert row is not None
    return row


def report(state: str, attempt: int = 1, sid: str = SID, error_code: int | None = None) -> Receipt:
    return Receipt(DELIVERY, attempt, sid, DeliveryState(state), error_code)


@pytest.mark.parametrize(
    ("stands", "reported", "expected"),
    [
        pytest.param("sending", "accepted", "accepted", id="a callback before the answer"),
        pytest.param("unknown", "sent", "sent", id="a callback settles a lost answer"),
        pytest.param("accepted", "sent", "sent", id="up"),
        pytest.param("sent", "delivered", "delivered", id="up again"),
        pytest.param("sent", "failed", "failed", id="failed"),
        pytest.param("delivered", "sent", "delivered", id="never down"),
        pytest.param("delivered", "failed", "delivered", id="the first end stays"),
        pytest.param("skipped", "sent", "skipped", id="what was not sent is not reported"),
    ],
)
async def test_reports_move_a_text_up(database: Database, stands: str, reported: str, expected: str) -> None:
    await put(database, state=stands)
    is_news = await MongoReceipts(database).apply(report(reported))

    assert is_news is (expected != stands)
    assert (await get(database))["state"] == expected


async def test_a_report_brings_the_sid(database: Database) -> None:
    await put(database)
    await MongoReceipts(database).apply(report("undelivered", error_code=30003))
    row = await get(database)

    assert (row["sid"], row["error_code"]) == (SID, 30003)
    assert row["changed_at"] > NOW


@pytest.mark.parametrize(
    ("stands", "reported"),
    [
        pytest.param({"attempt": 2}, report("failed", attempt=1), id="an older attempt"),
        pytest.param({"sid": OTHER_SID, "state": "accepted"}, report("sent"), id="another message's sid"),
    ],
)
async def test_a_report_on_something_else_changes_nothing(database: Database, stands: Row, reported: Receipt) -> None:
    await put(database, **stands)
    before = await get(database)

    assert not await MongoReceipts(database).apply(reported)
    assert await get(database) == before


async def test_a_sid_that_belongs_to_another_delivery_is_not_taken(database: Database) -> None:
    await put(database, _id="f" * 32, sid=SID)
    await put(database)

    assert not await MongoReceipts(database).apply(report("sent"))
    assert (await get(database))["state"] == "sending"


async def test_a_report_on_no_delivery_is_nothing(database: Database) -> None:
    assert not await MongoReceipts(database).apply(report("sent"))


async def test_error_21610_is_a_stop(database: Database) -> None:
    await database["subscribers"].insert_one({"_id": "rider", "phone": PHONE, "sender": SENDER, "status": "active"})
    await put(database, state="accepted", sid=SID)
    await MongoReceipts(database).apply(report("failed", error_code=OPTED_OUT))
    rider = await database["subscribers"].find_one({"_id": "rider"})
    consent = await database["inbound_messages"].find_one({"subscriber": "rider"})

    assert (await get(database))["state"] == "failed"
    assert rider is not None
    assert rider["status"] == "stopped"
    assert consent is not None
    assert consent["consent"]


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param({"opted_in_at": datetime(2100, 1, 1, tzinfo=UTC)}, id="a START since that attempt"),
        pytest.param({"status": "forgotten"}, id="a rider who is being forgotten"),
    ],
)
async def test_error_21610_stops_nobody_who_has_said_otherwise_since(database: Database, fact: Row) -> None:
    rider: Row = {"_id": "rider", "phone": PHONE, "sender": SENDER, "status": "active"} | fact
    await database["subscribers"].insert_one(rider)
    await put(database, state="accepted", sid=SID)
    await MongoReceipts(database).apply(report("failed", error_code=OPTED_OUT))

    assert await database["subscribers"].find_one({"_id": "rider"}, {"status": 1}) == {
        "_id": "rider",
        "status": rider["status"],
    }


async def test_an_old_21610_reported_again_stops_nobody_who_came_back(database: Database) -> None:
    await database["subscribers"].insert_one({"_id": "rider", "phone": PHONE, "sender": SENDER, "status": "active"})
    await put(database, state="failed", sid=SID)
    await MongoReceipts(database).apply(report("failed", error_code=OPTED_OUT))
    rider = await database["subscribers"].find_one({"_id": "rider"})

    assert rider is not None
    assert rider["status"] == "active"
