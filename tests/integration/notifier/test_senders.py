"""Which senders are in service, as the database tells all of them."""

from datetime import timedelta

import pytest

from models.documents.fanout import FanoutDocument
from models.documents.sender import Sender
from models.event import Change
from notifier.dispatcher import Dispatcher
from notifier.intake.senders import MongoSenders
from runtime.clock import utc_now
from runtime.lease import Lease
from runtime.mongo import Database, collection_of
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import one_page

OTHER = "+14165550188"
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("seen_ago", "expected"),
    [
        pytest.param(timedelta(), [OTHER, SENDER], id="just started"),
        pytest.param(timedelta(days=6), [OTHER, SENDER], id="away for days"),
        pytest.param(timedelta(days=8), [SENDER], id="given up"),
        pytest.param(None, [SENDER], id="never served by a notifier"),
    ],
)
async def test_a_sender_counts_until_it_was_away_for_a_week(
    database: Database, seen_ago: timedelta | None, expected: list[str]
) -> None:
    row = {"_id": OTHER, "seen_at": None if seen_ago is None else utc_now() - seen_ago}
    await collection_of(Sender).insert_one(row)

    assert await MongoSenders(SENDER, counts_for=WEEK).find_in_service() == expected


async def test_who_registers_is_known_to_all_and_may_take_its_lease(database: Database) -> None:
    await MongoSenders(OTHER, counts_for=WEEK).register()
    lease = Lease(collection_of(Sender), OTHER, holder="one", ttl_s=10)

    assert await MongoSenders(SENDER, counts_for=WEEK).find_in_service() == [OTHER, SENDER]
    assert (await lease.acquire(), lease.epoch) == (True, 1)


async def test_an_event_is_stored_for_every_sender_in_service(world: World, dispatcher: Dispatcher) -> None:
    await MongoSenders(OTHER, counts_for=WEEK).register()
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)

    rows = await collection_of(FanoutDocument).find({}, {"sender": 1, "state": 1}).to_list()
    assert sorted((row["sender"], row["state"]) for row in rows) == [(OTHER, "open"), (SENDER, "open")]


async def test_a_newer_revision_goes_on_at_every_sender_where_the_older_one_had_got_to(
    world: World, dispatcher: Dispatcher
) -> None:
    await MongoSenders(OTHER, counts_for=WEEK).register()
    fanouts = collection_of(FanoutDocument)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    for sender in (OTHER, SENDER):
        await fanouts.update_one({"sender": sender}, {"$set": {"cursor": f"rider of {sender}"}})
    _incident, updated = await world.change(incident, Change.UPDATED)
    await world.take_over(dispatcher, updated)

    rows = await fanouts.find({}, {"sender": 1, "revision": 1, "state": 1, "begun_at": 1}).to_list()
    assert sorted((row["revision"], row["sender"], row["state"], row["begun_at"]) for row in rows) == [
        (1, OTHER, "superseded", ""),
        (1, SENDER, "superseded", ""),
        (2, OTHER, "open", f"rider of {OTHER}"),
        (2, SENDER, "open", f"rider of {SENDER}"),
    ]


async def test_a_newer_revision_goes_on_where_the_older_one_was_ended_by_it(
    world: World, dispatcher: Dispatcher
) -> None:
    """The dispatcher sees the incident's news before their event has crossed Kafka."""
    phones = [await world.rider(number) for number in (1, 2)]
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    await one_page(world, dispatcher)
    _incident, updated = await world.change(incident, Change.UPDATED)
    await one_page(world, dispatcher)
    await world.take_over(dispatcher, updated)
    await one_page(world, dispatcher)

    assert [len(world.bodies(phone)) for phone in phones] == [1, 1]
