"""What a reply showed, where a text about it was there before."""

from datetime import datetime, timedelta

import pytest

from bot.conversation.outcome import Situation
from bot.stores.told_rows import MongoToldRows
from models.delivery import DeliveryState, Slot, delivery_id
from models.documents.delivery import Delivery
from models.rider import Answer, Rider, Told
from runtime.clock import utc_now
from runtime.mongo import Database, Row

RIDER = Rider("a", "+14165550101", "+14165550199")
NOTICE = delivery_id(incident="i", occasion="2", slot=Slot.NOTICE, subscriber="a")
ANSWER = Answer("SM1", "504 King: Detour", (Told("i", 2, NOTICE),))


async def after_a_reply(database: Database, name: str, **fields: object) -> Row:
    """The row that was there, after a reply has told of revision 2 of the incident."""
    now = utc_now()
    rows = database[Delivery.Settings.name]
    await rows.insert_one({"_id": name, **row(now), **fields})
    await MongoToldRows(database).record(RIDER, ANSWER, Situation(now))
    await MongoToldRows(database).record(RIDER, ANSWER, Situation(now))
    found = await rows.find_one({"_id": name})
    assert found is not None
    return found


def row(now: datetime) -> Row:
    return {
        "incident": "i",
        "subscriber": "a",
        "slot": "notice",
        "revision": 2,
        "channel": "text",
        "attempt": 1,
        "body": "504 King: Detour of the text",
        "changed_at": now - timedelta(hours=1),
    }


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(DeliveryState.HELD, ("accepted", "reply", 2), id="it waited for the rider's hours"),
        pytest.param(DeliveryState.RETRY, ("accepted", "reply", 2), id="it was to be posted again"),
        pytest.param(DeliveryState.SKIPPED, ("accepted", "reply", 2), id="it was one too many that day"),
        pytest.param(DeliveryState.FAILED, ("accepted", "reply", 2), id="it failed"),
        pytest.param(DeliveryState.SENDING, ("sending", "text", 1), id="it is on its way"),
        pytest.param(DeliveryState.UNKNOWN, ("unknown", "text", 1), id="nobody knows whether it arrived"),
        pytest.param(DeliveryState.DELIVERED, ("delivered", "text", 1), id="it had told already"),
    ],
)
async def test_a_reply_takes_the_place_of_a_text_that_has_not_told(
    database: Database, state: DeliveryState, expected: tuple[str, str, int]
) -> None:
    found = await after_a_reply(database, NOTICE, state=state.value)

    assert (found["state"], found["channel"], found["attempt"]) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(DeliveryState.SENDING, 2, id="on its way"),
        pytest.param(DeliveryState.UNKNOWN, 2, id="its answer was lost"),
        pytest.param(DeliveryState.DELIVERED, None, id="it had told already"),
    ],
)
async def test_beside_a_text_that_may_never_arrive_the_reply_is_kept(
    database: Database, state: DeliveryState, expected: int | None
) -> None:
    found = await after_a_reply(database, NOTICE, state=state.value)

    assert found.get("replied") == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, "skipped", id="a reminder"),
        pytest.param({"revision": 3}, "held", id="of news that the reply did not have"),
        pytest.param({"slot": "clear"}, "held", id="an end"),
        pytest.param({"subscriber": "b"}, "held", id="another rider's"),
        pytest.param({"incident": "j"}, "held", id="another alert's"),
    ],
)
async def test_what_is_held_about_an_alert_is_not_told_again(
    database: Database, fields: dict[str, object], expected: str
) -> None:
    found = await after_a_reply(database, "reminder", **{"state": "held", **fields})

    assert found["state"] == expected
