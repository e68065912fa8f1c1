"""Status callbacks on real deliveries: they only move up, and error 21610 is a STOP."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bot.stores.receipts import MongoReceipts
from models.delivery import DeliveryState
from models.documents.opt_out import OPTED_OUT
from models.documents.reacting import Reacting
from models.reports import Receipt
from notifier.settling.deliveries import MongoDeliveries
from notifier.settling.settlement import Settlement
from runtime.mongo import Database, Row
from tests.fakes.bot_world import PHONE, SENDER, make_sid

NOW = datetime(2026, 8, 5, 12, tzinfo=UTC)
DELIVERY = "0af1" * 8
AGAIN_AFTER = timedelta(minutes=5)
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


async def apply(database: Database, *receipts: Receipt) -> bool:
    """Whether any of them told anything new."""
    reports = MongoReceipts(database, reacting=Reacting(suppress_after=3), again_after=AGAIN_AFTER)
    return bool(await reports.apply_all(receipts))


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
    is_news = await apply(database, report(reported))

    assert is_news is (expected != stands)
    assert (await get(database))["state"] == expected


HISTORIES = [
    pytest.param([("accepted", None), ("sent", None), ("delivered", None)], ("delivered", None), id="delivered"),
    pytest.param([("sent", None), ("undelivered", 30005)], ("undelivered", 30005), id="a landline"),
    pytest.param([("failed", 30007)], ("failed", 30007), id="filtered"),
]


@pytest.mark.parametrize(("reports", "expected"), HISTORIES)
async def test_callbacks_in_any_order_and_repeated_and_before_the_answer_come_to_the_same(
    database: Database, reports: list[tuple[str, int | None]], expected: tuple[str, int | None]
) -> None:
    steps = [*reports, reports[-1], None]
    ends = set()
    for order in sorted(set(itertools.permutations(steps)), key=repr):
        await database["deliveries"].delete_many({})
        await put(database)
        for step in order:
            if step is None:  # the create's answer
                settlement = Settlement(DELIVERY, 1, DeliveryState.ACCEPTED, {"sid": SID})
                await MongoDeliveries(SENDER).settle(settlement, NOW)
            else:
                await apply(database, report(step[0], error_code=step[1]))
        row = await get(database)
        ends.add((row["state"], row.get("error_code"), row["sid"], row["attempt"]))

    assert ends == {(*expected, SID, 1)}


async def test_a_lost_answer_after_the_callbacks_takes_nothing_back(database: Database) -> None:
    await put(database)
    await apply(database, report("sent"))
    lost = Settlement(DELIVERY, 1, DeliveryState.UNKNOWN, {"reason": "TimeoutError"})

    assert not await MongoDeliveries(SENDER).settle(lost, NOW)
    assert (await get(database))["state"] == "sent"


async def test_a_batch_is_as_good_as_one_by_one(database: Database) -> None:
    names = [f"{number:032x}" for number in range(40)]
    for name in names:
        await put(database, _id=name, state="accepted", sid=f"SM{name}")
    reports = [
        Receipt(name, 1, f"SM{name}", state, None)
        for state in (DeliveryState.DELIVERED, DeliveryState.SENT)
        for name in names
    ]
    told = await MongoReceipts(database, reacting=Reacting(suppress_after=3), again_after=AGAIN_AFTER).apply_all(
        reports
    )

    assert len(told) == 40
    assert await database["deliveries"].count_documents({"state": "delivered"}) == 40


async def test_two_bots_that_hear_the_same_reports_agree(database: Database) -> None:
    await put(database, state="accepted", sid=SID)
    everything = [report("sent"), report("delivered"), report("sent"), report("delivered")]
    await asyncio.gather(*(apply(database, each) for each in everything), apply(database, *everything))

    assert (await get(database))["state"] == "delivered"


SOON = {"useful_until": datetime(2100, 1, 1, tzinfo=UTC), "state": "sent", "sid": SID}


@pytest.mark.parametrize("code", [30001, 30003, 30008, 30410, 30022, 30002])
async def test_a_text_that_did_not_arrive_goes_once_more(database: Database, code: int) -> None:
    await put(database, **SOON)
    await apply(database, report("undelivered", error_code=code))
    row = await get(database)

    assert (row["state"], row["attempt"], row["sid"], row["again_for"]) == ("retry", 2, None, code)
    assert timedelta(minutes=4) < row["not_before"] - datetime.now(UTC) < timedelta(minutes=6)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        pytest.param(30005, {}, id="a landline"),
        pytest.param(30007, {}, id="filtered"),
        pytest.param(39_999, {}, id="a code nobody knows"),
        pytest.param(30003, {"again_for": 30008}, id="it was sent once more already"),
        pytest.param(30003, {"useful_until": datetime(2026, 1, 1, tzinfo=UTC)}, id="too late to be of use"),
        pytest.param(30003, {"useful_until": None}, id="no text of ours"),
    ],
)
async def test_other_texts_that_did_not_arrive_have_failed(database: Database, code: int, fields: Row) -> None:
    await put(database, **(SOON | fields))
    await apply(database, report("undelivered", error_code=code))
    row = await get(database)

    assert (row["state"], row["attempt"], row["error_code"]) == ("undelivered", 1, code)


async def test_what_comes_late_about_the_first_try_changes_nothing(database: Database) -> None:
    await put(database, **SOON)
    await apply(database, report("undelivered", error_code=30003))
    before = await get(database)

    for state, code in (("sent", None), ("undelivered", 30003), ("delivered", None)):
        assert not await apply(database, report(state, error_code=code))
    assert await get(database) == before


async def test_the_lost_message_is_not_taken_for_the_second_one(database: Database) -> None:
    """The provider's list still shows it, with the same words."""
    await put(database, **SOON)
    await apply(database, report("undelivered", error_code=30003))
    await database["deliveries"].update_one({}, {"$set": {"state": "unknown", "attempt": 3}})
    deliveries = MongoDeliveries(SENDER)
    found = [
        await deliveries.settle(Settlement(DELIVERY, 3, DeliveryState.ACCEPTED, {"sid": sid}), NOW)
        for sid in (SID, OTHER_SID)
    ]

    assert (found, (await get(database))["sid"]) == ([False, True], OTHER_SID)


async def test_what_became_of_texts_is_counted_by_state_error_and_route(database: Database) -> None:
    labels = {"state": "undelivered", "error": "30005", "route": "ttc/route/504"}
    await put(database, state="accepted", sid=SID, targets=["ttc/agency", "ttc/route/504"])
    before = REGISTRY.get_sample_value("headway_text_reports_total", labels) or 0
    for _ in range(3):
        await apply(database, report("undelivered", error_code=30005))

    assert REGISTRY.get_sample_value("headway_text_reports_total", labels) == before + 1


async def test_a_report_brings_the_sid(database: Database) -> None:
    await put(database)
    await apply(database, report("undelivered", error_code=30003))
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

    assert not await apply(database, reported)
    assert await get(database) == before


async def test_a_sid_that_belongs_to_another_delivery_is_not_taken(database: Database) -> None:
    await put(database, _id="f" * 32, sid=SID)
    await put(database)

    assert not await apply(database, report("sent"))
    assert (await get(database))["state"] == "sending"


async def test_a_report_on_no_delivery_is_nothing(database: Database) -> None:
    assert not await apply(database, report("sent"))


async def test_error_21610_is_a_stop(database: Database) -> None:
    await database["subscribers"].insert_one({"_id": "rider", "phone": PHONE, "sender": SENDER, "status": "active"})
    await put(database, state="accepted", sid=SID)
    await apply(database, report("failed", error_code=OPTED_OUT))
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
    await apply(database, report("failed", error_code=OPTED_OUT))

    assert await database["subscribers"].find_one({"_id": "rider"}, {"status": 1}) == {
        "_id": "rider",
        "status": rider["status"],
    }


async def test_an_old_21610_reported_again_stops_nobody_who_came_back(database: Database) -> None:
    await database["subscribers"].insert_one({"_id": "rider", "phone": PHONE, "sender": SENDER, "status": "active"})
    await put(database, state="failed", sid=SID)
    await apply(database, report("failed", error_code=OPTED_OUT))
    rider = await database["subscribers"].find_one({"_id": "rider"})

    assert rider is not None
    assert rider["status"] == "active"
