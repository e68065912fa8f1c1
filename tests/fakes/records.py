"""A producer that keeps what it was asked to publish."""

from models.event import TOPIC, AlertEvent, decode_event
from runtime.kafka_producer import NotPublishedError, TooLargeError


class KeptRecords:
    """Keeps every event, unless `is_away`."""

    def __init__(self) -> None:
        self.events: list[AlertEvent] = []
        self.keys: list[str] = []
        self.values: list[bytes] = []
        self.is_away = False
        self.refuses_all = False

    @property
    def changes(self) -> list[str]:
        return [f"{event.change} {event.incident} {event.revision}" for event in self.events]

    async def send(self, topic: str, *, key: str, value: bytes) -> None:
        assert topic == TOPIC
        if self.is_away:
            raise NotPublishedError("nobody there")
        if self.refuses_all:
            raise TooLargeError("more than the broker takes")
        self.keys.append(key)
        self.values.append(value)
        self.events.append(decode_event(value))
