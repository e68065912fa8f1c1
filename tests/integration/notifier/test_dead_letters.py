"""`python -m notifier dead-letters`, on a real broker."""

import json
from pathlib import Path

from models.event import DEAD_LETTER_TOPIC, TOPIC, Change, decode_event, encode_event, event_of
from runtime.kafka_producer import open_producer
from runtime.kafka_reading import read_topic
from runtime.kafka_topics import Topics
from runtime.settings import KafkaSettings
from sandbox.embedded.any_broker import open_any_broker
from tests.integration.notifier.conftest import new_incident
from tests.integration.runtime.streams import shrunk
from tests.integration.terminal import in_terminal

INCIDENT = new_incident()
EVENT = event_of(INCIDENT, Change.OPENED, INCIDENT.why, at=INCIDENT.opened_at)


async def dead_letters(its: KafkaSettings, *arguments: str) -> tuple[int, str, str]:
    # Nothing of Twilio or MongoDB is needed to look at them.
    env = {"KAFKA_BOOTSTRAP_SERVERS": its.kafka_bootstrap_servers, "KAFKA_IDEMPOTENCE": str(its.kafka_idempotence)}
    return await in_terminal("notifier", "dead-letters", *arguments, env=env)


async def test_dead_letters_are_listed_and_published_again(tmp_path: Path) -> None:
    async with open_any_broker(tmp_path) as broker:
        its = shrunk(broker.bootstrap_servers)
        topics = Topics(its, [TOPIC, DEAD_LETTER_TOPIC])
        await topics.ensure_at_start(5)
        assert await dead_letters(its) == (0, "", "no dead letters\n")
        async with open_producer(its, topics) as producer:
            for value in (b"garbage", encode_event(EVENT)):
                await producer.send(DEAD_LETTER_TOPIC, key="undecodable", value=value)
        _code, listed, _err = await dead_letters(its)
        _code, as_json, _err = await dead_letters(its, "--json")
        _code, requeued, _err = await dead_letters(its, "--requeue")
        published = [decode_event(each.value) for each in await read_topic(its, TOPIC)]

    assert [line.split("  ")[2] for line in listed.splitlines()] == [
        "Invalid JSON: expected value at line 1 column 1",
        "can be decoded now",
    ]
    assert [json.loads(line)["offset"] for line in as_json.splitlines()] == [0, 1]
    assert (requeued, published) == ("1 of 2 dead letters published again\n", [EVENT])


async def test_a_broker_that_is_away_is_one_line() -> None:
    code, out, err = await dead_letters(shrunk("127.0.0.1:1"))

    assert (code, out, err.splitlines()[-1].startswith("cannot reach Kafka at 127.0.0.1:1")) == (1, "", True)
