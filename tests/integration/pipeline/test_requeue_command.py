"""Events that no notifier has taken over are listed and published again, as an operator asks for it."""

from models.documents.incident import IncidentDocument
from pipeline.outbox import Outbox
from pipeline.relay import relay
from pipeline.requeueing.left_store import LeftStore
from runtime.mongo import Database, collection_of
from runtime.settings import ProcessSettings
from tests.builders import make_alert
from tests.integration.pipeline.asking import ask_pipeline as ask
from tests.integration.pipeline.polling import City, name_of

KING = make_alert("1")
NAME = name_of(KING, 2)
EVENT = f"{NAME}/1/opened"


async def relay_now(city: City) -> int:
    return await relay(["ttc"], Outbox(), city.records, interval_s=0, most_publishes=10)


async def left_alone() -> City:
    """A city whose one event was published so often that the relay leaves it alone."""
    city = await City().start()
    await city.poll([KING], seconds=20)
    for _ in range(10):
        await relay_now(city)
    assert await relay_now(city) == 0
    return city


async def test_what_is_left_alone_is_listed(database: Database, process_settings: ProcessSettings) -> None:
    await left_alone()
    code, shown, complaints = await ask(process_settings, "left")
    [left] = await LeftStore().find()

    assert (code, complaints) == (0, "")
    assert shown.startswith(f"{EVENT}  published 10 times, last ")
    assert shown.endswith("; left alone: requeue it\n")
    assert (left.event_id, left.incident, left.feed, left.publishes) == (EVENT, NAME, "ttc", 10)


async def test_what_is_requeued_is_published_again(database: Database, process_settings: ProcessSettings) -> None:
    city = await left_alone()
    said = await ask(process_settings, "requeue", NAME)
    before = len(city.records.events)
    published = await relay_now(city)

    assert said == (0, f"{NAME}: 1 events are published again, within seconds (RELAY_INTERVAL_S)\n", "")
    assert (published, [each.event_id for each in city.records.events[before:]]) == (1, [EVENT])


async def test_without_a_pipeline_the_answer_says_so(database: Database, process_settings: ProcessSettings) -> None:
    city = await left_alone()
    await city.lease.release()
    _code, said, _complaints = await ask(process_settings, "requeue", "--all")

    assert said == f"{NAME}: 1 events are published again, once a pipeline watches its feed\n"


async def test_what_was_taken_over_is_not_there_to_requeue(
    database: Database, process_settings: ProcessSettings
) -> None:
    city = await left_alone()
    await collection_of(IncidentDocument).update_one({"_id": NAME}, {"$set": {"events": []}})
    named = await ask(process_settings, "requeue", NAME)
    everything = await ask(process_settings, "requeue", "--all")

    assert named == (1, "", f"{NAME}: nothing is left of it; `python -m pipeline left` lists what is\n")
    assert everything == (0, "", "nothing is left: every event was taken over\n")
    assert await relay_now(city) == 0
