"""A feed that can be edited: alerts are raised, changed and cleared on it, as an agency's staff would."""

import itertools
import time
from collections.abc import Sequence
from importlib.resources import files

from google.protobuf import text_format
from google.transit import gtfs_realtime_pb2 as gtfs

from runtime.clock import utc_now
from sandbox.feed_server import FeedServer

SAMPLE = files("sandbox") / "sample"


class AlertBoard:
    """The alerts that a feed server shows; every change is on its next answer.

    What is `standing` is listed from the beginning: where it is not said, five alerts as a quiet day has them.
    """

    def __init__(
        self, server: FeedServer, *, first_id: int = 80001, standing: Sequence[gtfs.FeedEntity] | None = None
    ) -> None:
        self._server = server
        self._message = gtfs.FeedMessage()
        self._numbers = itertools.count(first_id)
        self._played: tuple[gtfs.FeedEntity, ...] = ()
        self._message.header.gtfs_realtime_version = "2.0"
        self._message.entity.extend(_bystanders() if standing is None else standing)
        self.publish()

    @property
    def alerts(self) -> dict[str, str]:
        """The raised alerts: id and text, without the bystanders."""
        return {
            entity.id: entity.alert.header_text.translation[0].text
            for entity in self._message.entity
            if entity.id.startswith("8")
        }

    @property
    def listed(self) -> Sequence[gtfs.FeedEntity]:
        """Everything that is on the feed."""
        return (*self._message.entity, *self._played)

    def show_played(self, entities: Sequence[gtfs.FeedEntity]) -> None:
        """List a recorded poll's entities beside those that stand here, in the place of those of the last poll."""
        self._played = tuple(entities)
        self.publish()

    def raise_alert(
        self, routes: list[str], text: str, *, effect: str = "NO_SERVICE", stops: Sequence[str] = ()
    ) -> str:
        """Add an alert that is going on now; its id."""
        entity = self._message.entity.add(id=str(next(self._numbers)))
        entity.alert.active_period.add(start=int(time.time()) - 60)
        for route in routes:
            entity.alert.informed_entity.add(route_id=route)
        for stop in stops:
            entity.alert.informed_entity.add(stop_id=stop)
        entity.alert.effect = getattr(gtfs.Alert, effect)
        entity.alert.header_text.translation.add(text=text, language="en")
        self.publish()
        return entity.id

    def change(self, alert: str, text: str) -> None:
        """Replace the text of an alert.

        Raises:
            KeyError: no such alert.
        """
        entity = self._message.entity[self._index(alert)]
        entity.alert.header_text.translation[0].text = text
        self.publish()

    def clear(self, alert: str) -> None:
        """Take an alert off the feed.

        Raises:
            KeyError: no such alert.
        """
        del self._message.entity[self._index(alert)]
        self.publish()

    def publish(self) -> None:
        """Put the alerts on the server, with the present time as the feed's stamp."""
        message = gtfs.FeedMessage()
        message.CopyFrom(self._message)
        message.header.timestamp = int(time.time())
        message.entity.extend(self._played)
        self._server.changes.note(message.entity, utc_now())
        self._server.body = message.SerializeToString()

    def _index(self, alert: str) -> int:
        for index, entity in enumerate(self._message.entity):
            if entity.id == alert:
                return index
        raise KeyError(alert)


def _bystanders() -> Sequence[gtfs.FeedEntity]:
    message = gtfs.FeedMessage()
    text_format.Parse((SAMPLE / "bystanders.txtpb").read_text(encoding="utf-8"), message)
    return list(message.entity)
