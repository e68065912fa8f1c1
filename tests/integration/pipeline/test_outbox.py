"""The outbox: events wait in their incidents until the notifier takes them."""

from datetime import timedelta

from models.documents.incident import IncidentDocument
from models.event import Change
from pipeline.outbox import Outbox
from pipeline.relay import relay
from runtime.mongo import Database, collection_of
from tests.builders import make_alert, make_alerts
from tests.integration.pipeline.plans import stages_and_indexes
from tests.integration.pipeline.polling import City, name_of, stored_events, stored_incidents

KING = make_alert("1")
NAME = name_of(KING, 2)
WORSE = make_alert("1", f"{KING.header_text[0].text} Shuttle buses are running.")


async def relay_now(city: City, most_publishes: int = 10) -> int:
    return await relay(["ttc"], Outbox(), city.records, interval_s=0, most_publishes=most_publishes)


async def test_an_event_whose_publish_was_lost_is_published_by_the_relay(database: Database) -> None:
    city = await City().start()
    city.records.is_away = True
    polled = await city.poll([KING], seconds=20)
    city.records.is_away = False
    published = await relay_now(city)

    assert (published, city.records.events) == (1, list(polled.events))


async def test_an_event_that_was_just_published_is_given_time(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)

    assert await relay(["ttc"], Outbox(), city.records, interval_s=30, most_publishes=10) == 0


async def test_an_event_that_the_notifier_has_taken_is_left(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    await collection_of(IncidentDocument).update_one({"_id": NAME}, {"$pull": {"events": {"id": f"{NAME}/1/opened"}}})

    assert await relay_now(city) == 0


async def test_an_event_is_published_ten_times_and_then_left_alone(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    published = [await relay_now(city) for _ in range(12)]

    assert (published, len(city.records.events)) == ([1] * 9 + [0] * 3, 10)


async def test_a_stop_does_not_wait_until_all_is_published_again(database: Database) -> None:
    city = await City().start()
    city.records.is_away = True
    await city.poll([make_alert(str(number), f"{number}: Detour.") for number in range(9)], seconds=20)
    city.records.is_away = False

    assert await relay(["ttc"], Outbox(), city.records, interval_s=0, most_publishes=10, is_stopping=lambda: True) == 0
    assert await relay_now(city) == 9


async def test_an_outage_of_the_broker_uses_up_no_attempt(database: Database) -> None:
    city = await City().start()
    city.records.is_away = True
    await city.poll([KING], seconds=20)
    for _ in range(20):
        await relay_now(city)
    city.records.is_away = False

    assert await relay_now(city) == 1


async def test_an_event_that_no_broker_takes_is_left_alone_in_the_end(database: Database) -> None:
    city = await City().start()
    city.records.refuses_all = True
    await city.poll([KING], seconds=20)
    published = [await relay_now(city) for _ in range(12)]

    assert published == [1] * 9 + [0] * 3


async def test_an_event_beyond_the_bound_leaves_its_selectors_in_the_incident(database: Database) -> None:
    city = await City().start()
    stops = [str(number) for number in range(12_000)]
    await city.poll([make_alert("1", stops=stops)], seconds=20)
    (event,) = city.records.events

    assert (event.selectors_by_reference, event.routes, event.alert.informed_entities) == (True, (), ())
    assert len((await stored_incidents())[0]["alert"]["informed_entities"]) == 12_001


async def test_an_older_revision_keeps_its_name_when_it_is_published_again(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    await city.poll([WORSE], seconds=40)
    city.records.events.clear()
    await relay_now(city)

    assert [(event.event_id, event.revision, event.change) for event in city.records.events] == [
        (f"{NAME}/1/opened", 1, Change.OPENED),
        (f"{NAME}/2/updated", 2, Change.UPDATED),
    ]


async def test_the_relay_keeps_to_the_feeds_that_are_held(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)

    assert await relay(["miway"], Outbox(), city.records, interval_s=0, most_publishes=10) == 0


async def test_marking_an_event_counts_it_alone_and_moves_its_time(database: Database) -> None:
    city = await City().start()
    await city.poll([KING], seconds=20)
    polled = await city.poll([WORSE], seconds=40)
    before = await stored_events()
    await Outbox().mark_published(polled.events[:1])
    now = await stored_events()

    assert [event["publishes"] for event in now] == [1, 2]
    assert now[0] == before[0]
    assert timedelta() <= now[1]["published_at"] - before[1]["published_at"] < timedelta(seconds=5)


async def test_the_outbox_is_read_through_its_index(database: Database) -> None:
    city = await City().start()
    await city.poll(make_alerts(5), seconds=20)
    query = {"feed": {"$in": ["ttc", "miway"]}, "events.0": {"$exists": True}}

    assert await stages_and_indexes(query) == {"FETCH", "IXSCAN", "outbox"}


async def test_open_incidents_are_read_through_their_index(database: Database) -> None:
    city = await City().start()
    await city.poll(make_alerts(5), seconds=20)

    assert await stages_and_indexes({"feed": "ttc", "state": "open"}) == {"FETCH", "IXSCAN", "one_open"}
