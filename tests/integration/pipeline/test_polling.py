"""Polls against a real database."""

import pytest

from models.documents.feed_state import FeedState
from models.documents.incident import IncidentDocument
from models.event import event_of
from pipeline.incident_store import IncidentStore
from runtime.lease import LeaseLostError
from runtime.mongo import Database, collection_of
from tests.builders import after, encode_feed, make_alert, make_alerts
from tests.integration.pipeline.polling import City, name_of, stored_events, stored_incidents

KING = make_alert("1")
WORSE = make_alert("1", f"{KING.header_text[0].text} Shuttle buses are running.")
NAME = name_of(KING, 2)
HOSTILE = make_alert("$1", "$504 {$king}: 'No' service. \0", routes=("504", "$x", "a.b"))


async def test_a_new_alert_is_stored_with_its_event_and_published(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    [row] = await stored_incidents()

    assert (row["_id"], row["state"], row["revision"], row["version"], row["epoch"]) == (NAME, "open", 1, 1, 1)
    assert row["targets"] == ["ttc/route/504", "ttc/mode/0", "ttc/agency"]
    assert city.records.changes == [f"opened {NAME} 1"]
    assert city.records.keys == [NAME]


async def test_the_event_carries_the_databases_time(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    [event] = await stored_events()

    assert (event["id"], event["change"], event["publishes"]) == (f"{NAME}/1/opened", "opened", 1)
    assert city.records.events[0].at == event["at"]


async def test_an_incident_comes_back_from_the_database_as_it_was(database: Database) -> None:
    city = await City().start()
    polled = await city.poll([HOSTILE], seconds=20)
    loaded = await IncidentStore("ttc").load(closed_s=600, now=after(seconds=20))
    [event] = polled.events

    assert loaded[event.incident].alert == HOSTILE
    assert event_of(loaded[event.incident], event.change, event.why, at=event.at) == event


async def test_a_poll_that_changes_nothing_writes_no_incident(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    before = await stored_incidents()
    polled = await city.poll([KING], seconds=40)

    assert (polled.outcome, polled.memory.good_polls, await stored_incidents()) == ("confirm", 3, before)


async def test_a_whole_life(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    await city.poll([WORSE], seconds=40)
    for seconds in range(60, 260, 20):
        await city.poll([], seconds=seconds)
    await city.poll([WORSE], seconds=300)
    [row] = await stored_incidents()

    changes = ["opened", "updated", "cleared", "updated"]
    assert [change.split()[0] for change in city.records.changes] == changes
    assert [event["change"] for event in row["events"]] == changes
    assert (row["revision"], row["state"], row["closed_at"]) == (4, "open", None)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<html>We are sorry</html>", id="HTML"),
        pytest.param(encode_feed(make_alerts(3))[:-20], id="truncated"),
        pytest.param(encode_feed([], version=""), id="no version"),
    ],
)
async def test_a_body_that_is_no_feed_changes_nothing_and_is_told_apart(database: Database, body: bytes) -> None:
    city = await City().start()
    before = (await city.poll([KING], seconds=20)).memory
    city.feed.body = body
    polled = await city.poll_again(after(seconds=40))

    assert (polled.outcome, polled.memory) == ("unreadable", before)
    assert [row["missing_since"] for row in await stored_incidents()] == [None]


async def test_a_feed_that_does_not_answer_changes_nothing(database: Database) -> None:
    city = await City().start()
    before = (await city.poll([KING], seconds=20)).memory
    city.feed.failure = "timeout"
    polled = await city.poll_again(after(seconds=40))

    assert (polled.outcome, polled.memory) == ("timeout", before)


async def test_not_modified_is_a_good_poll(database: Database) -> None:
    city = await City(has_etag=True).start()
    await city.poll([KING], seconds=20)
    polled = await city.poll_again(after(seconds=40))

    assert (city.feed.not_modified, polled.outcome, polled.memory.good_polls) == (1, "confirm", 3)


async def test_a_held_crowd_is_fetched_again_though_it_did_not_change(database: Database) -> None:
    city = await City(has_etag=True).start()
    await city.poll(make_alerts(20), seconds=20)
    for seconds in (40, 60, 80):
        await city.poll_again(after(seconds=seconds))

    assert (city.feed.not_modified, len(city.records.events)) == (0, 20)


async def test_another_process_goes_on_where_the_first_died(database: Database) -> None:
    first = await City("a").start()
    await first.poll([KING], seconds=20)
    await first.lease.release()
    second = City("b")
    await second.lease.acquire()
    await second.poll([WORSE], seconds=40)
    [row] = await stored_incidents()

    assert second.records.changes == [f"updated {NAME} 2"]
    assert (row["epoch"], row["version"]) == (2, 2)


async def test_a_crash_before_the_memory_was_written_opens_nothing_twice(database: Database) -> None:
    first = await City("a").start()
    memory = (await collection_of(FeedState).find_one({"_id": "ttc"}) or {})["memory"]
    await first.poll([KING], seconds=20)
    await collection_of(FeedState).update_one({"_id": "ttc"}, {"$set": {"memory": memory}})
    await first.lease.release()
    second = City("b")
    await second.lease.acquire()
    await second.poll([KING], seconds=40)

    assert (second.records.changes, len(await stored_incidents())) == ([], 1)


async def test_a_poller_that_lost_its_lease_unawares_can_write_nothing(database: Database) -> None:
    stale = await City("a").start()
    await stale.poll([KING], seconds=20)
    await collection_of(FeedState).update_one({"_id": "ttc"}, {"$set": {"holder": "b"}, "$inc": {"epoch": 1}})
    newer = City("b")
    await newer.lease.acquire()
    await newer.poll([WORSE], seconds=40)
    before = await stored_incidents()

    with pytest.raises(LeaseLostError):
        await stale.poll([], seconds=60)
    assert await stored_incidents() == before


async def test_two_pollers_that_both_believe_to_hold_the_lease_open_an_incident_once(database: Database) -> None:
    stale = await City("a").start()
    await collection_of(FeedState).update_one({"_id": "ttc"}, {"$set": {"holder": "b"}, "$inc": {"epoch": 1}})
    newer = City("b")
    await newer.lease.acquire()
    await newer.poll([], seconds=20)
    await newer.poll([KING], seconds=40)

    with pytest.raises(LeaseLostError):
        await stale.poll([KING], seconds=40)
    assert [row["_id"] for row in await stored_incidents()] == [name_of(KING, 3)]


async def test_after_a_stale_write_the_poller_loads_anew(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    await collection_of(IncidentDocument).update_one({"_id": NAME}, {"$inc": {"version": 1}})
    with pytest.raises(LeaseLostError):
        await city.poll([WORSE], seconds=40)

    assert [event.change for event in (await city.poll([WORSE], seconds=60)).events] == ["updated"]


async def test_a_lease_that_ran_out_during_the_poll_writes_nothing(database: Database) -> None:
    city = await City().start()
    await city.lease.release()
    with pytest.raises(LeaseLostError):
        await city.poll([KING], seconds=20)

    assert await stored_incidents() == []


async def test_numbers_of_good_polls_are_not_used_again_after_the_memory_was_lost(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    await city.poll([], seconds=40)
    await collection_of(FeedState).delete_many({})
    another = City("b")
    await another.lease.acquire()

    assert (await another.poll([KING], seconds=60)).memory.good_polls == 4


async def test_a_broker_that_is_away_holds_up_no_poll(database: Database) -> None:
    city = await City().start()
    city.records.is_away = True
    await city.poll([KING], seconds=20)

    assert ([event["change"] for event in await stored_events()], city.records.events) == (["opened"], [])


async def test_a_thousand_alerts_at_once_are_one_bulk(database: Database) -> None:
    await City().start()
    await collection_of(FeedState).update_one({"_id": "ttc"}, {"$set": {"memory.start": "empty"}})
    another = City("a")
    await another.lease.acquire()
    polled = await another.poll(make_alerts(1000), seconds=20)

    assert (len(polled.events), len(another.records.events), len(await stored_incidents())) == (1000, 1000, 1000)


async def test_an_end_is_told_though_every_poll_before_it_was_the_same(database: Database) -> None:
    city = await City().start()
    ending = make_alert("1", periods=[(after(), after(seconds=70))])
    await city.poll([ending], seconds=20)
    told = [[event.change for event in (await city.poll([ending], seconds=each)).events] for each in range(40, 120, 20)]

    assert told == [[], [], ["cleared"], []]
