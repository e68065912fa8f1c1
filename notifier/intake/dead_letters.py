"""`python -m notifier dead-letters`: the records that could not be decoded, to look at and to try again."""

import asyncio
import json
from collections.abc import Sequence

from models.event import DEAD_LETTER_TOPIC, TOPIC, AlertEvent, UndecodableEventError, decode_event
from runtime.errors import StartError
from runtime.kafka_producer import NotPublishedError, TooLargeError, open_producer
from runtime.kafka_reading import KeptRecord, read_topic
from runtime.kafka_topics import BrokerUnreachableError, Topics
from runtime.operator_commands import DONE, NOT_DONE, complain, make_parser, say
from runtime.settings import KafkaSettings, load_settings

SHOWN_BYTES = 60
DESCRIPTION = "List the records that could not be decoded: time, partition/offset, what is wrong, first bytes."
EXAMPLE = """\
example:
  docker compose exec notifier python -m notifier dead-letters
  2026-08-05T16:00:02Z  3/17  schema_version: Input should be 1  {"schema_version":2,"event_id":"ttc/65302/4...

After an upgrade that understands them, --requeue publishes them again. That is harmless to repeat: what was taken
over before, or is out of date, tells nobody. Dead letters stay until the topic's retention removes them.
"""


def main(arguments: Sequence[str]) -> int:
    """0 = done, 1 = no broker answered, 2 = wrong usage."""
    parser = make_parser("notifier dead-letters", DESCRIPTION, EXAMPLE)
    parser.add_argument("--json", action="store_true", help="one JSON object a line, with the whole record")
    parser.add_argument("--requeue", action="store_true", help="publish again those that can be decoded now")
    chosen = parser.parse_args(arguments)
    settings = load_settings(KafkaSettings)
    try:
        return asyncio.run(_requeue(settings) if chosen.requeue else _list(settings, as_json=chosen.json))
    except (BrokerUnreachableError, NotPublishedError, TooLargeError, StartError) as error:
        complain(f"cannot reach Kafka at {settings.kafka_bootstrap_servers}: {error}")
        return NOT_DONE


async def _list(settings: KafkaSettings, *, as_json: bool) -> int:
    letters = await read_topic(settings, DEAD_LETTER_TOPIC)
    for letter in letters:
        say(as_line_of_json(letter) if as_json else as_line(letter))
    if not letters:
        complain("no dead letters")
    return DONE


async def _requeue(settings: KafkaSettings) -> int:
    letters = await read_topic(settings, DEAD_LETTER_TOPIC)
    requeued = 0
    async with open_producer(settings, Topics(settings, [TOPIC])) as producer:
        for letter in letters:
            event, _problem = decoded(letter)
            if event is not None:
                await producer.send(TOPIC, key=event.incident, value=letter.value)
                requeued += 1
    say(f"{requeued} of {len(letters)} dead letters published again")
    return DONE


def as_line(letter: KeptRecord) -> str:
    """One line for people; bytes that are no text are escaped."""
    _event, problem = decoded(letter)
    cut = "..." if len(letter.value) > SHOWN_BYTES else ""
    shown = letter.value[:SHOWN_BYTES].decode(errors="backslashreplace")
    place = f"{letter.partition}/{letter.offset}"
    printable = "".join(each if each.isprintable() else " " for each in shown)
    return f"{letter.at:%Y-%m-%dT%H:%M:%SZ}  {place}  {problem or 'can be decoded now'}  {printable}{cut}"


def as_line_of_json(letter: KeptRecord) -> str:
    _event, problem = decoded(letter)
    return json.dumps(
        {
            "at": letter.at.isoformat(),
            "partition": letter.partition,
            "offset": letter.offset,
            "error": problem,
            "bytes": len(letter.value),
            "value": letter.value.decode(errors="backslashreplace"),
        }
    )


def decoded(letter: KeptRecord) -> tuple[AlertEvent | None, str | None]:
    """The event, where this version can decode it; else what is wrong with it, in one line."""
    try:
        return decode_event(letter.value), None
    except UndecodableEventError as error:
        return None, str(error)
