"""The running demonstration as the page sees it, in parts that are sent anew when they have changed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.conversation import RIDERS, DemoFeed
from sandbox.phone_page.journey import Journey
from sandbox.phone_page.journeys import Journeys
from sandbox.phone_page.lines import Line, lines_of_incidents, lines_with, sample_lines
from sandbox.phone_page.threads import thread_of
from sandbox.player import Player
from sandbox.recording_words import clock
from sandbox.stack import Stack
from sandbox.transcript import Transcript

Part = Mapping[str, Any]


@dataclass(slots=True)
class Show:
    """What is shown once everything runs; `going_on` are the lines of a feed that nobody here edits."""

    stack: Stack
    feed: DemoFeed
    transcript: Transcript
    introduction: tuple[str, ...]
    journeys: Journeys = field(init=False)
    going_on: tuple[Line, ...] = ()
    _sample: tuple[Line, ...] = field(default_factory=sample_lines)

    def __post_init__(self) -> None:
        changes = self.stack.feed.changes
        self.journeys = Journeys(lambda event: changes.last_before(event.at, event.alert.entity_id))

    def parts(self) -> dict[str, Part]:
        return {
            "scene": self._scene(),
            "phones": self._phones(),
            "lines": self._lines(),
            "journeys": {"journeys": [_journey(each) for each in self.journeys.latest()]},
            "day": _day(self.feed.player),
        }

    def show_incidents(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """These are going on, as the database holds them."""
        self.going_on = lines_of_incidents(rows)

    def _scene(self) -> Part:
        return {
            "is_ready": True,
            "title": self.stack.watched.name,
            "zone": self.stack.watched.zone,
            # Where one raises alerts oneself there is nothing to explain.
            "about": () if self.feed.desk else self.introduction,
            "is_sample": self.feed.desk is not None,
            "sender": self.stack.simulator.account.main_sender,
            "riders": [{"name": name, "phone": phone} for name, phone in RIDERS.items()],
        }

    def _phones(self) -> Part:
        simulator = self.stack.simulator
        return {
            name: [asdict(bubble) for bubble in thread_of(simulator.account, phone, simulator.inbound)]
            for name, phone in RIDERS.items()
        }

    def _lines(self) -> Part:
        desk = self.feed.desk
        lines = lines_with(self._sample, desk.board.listed, desk.board.alerts) if desk else self.going_on
        return {"is_editable": desk is not None, "lines": [asdict(line) for line in lines]}


def _journey(journey: Journey) -> Part:
    return {
        "id": journey.event_id,
        "change": journey.change,
        "title": journey.title,
        "words": journey.words,
        "waiting": journey.waiting,
        "stops": [{**asdict(each), "at": each.at and each.at.timestamp()} for each in journey.passings()],
    }


def _day(player: Player | None) -> Part:
    if player is None:
        return {"is_there": False}
    playback = player.playback
    return {
        "is_there": True,
        "title": player.title,
        "is_begun": player.begun.is_set(),
        "is_held": player.is_held,
        "is_over": playback.is_over,
        "speed": playback.speed,
        "speeds": player.speeds,
        "poll": playback.number + 1,
        "polls": len(player.moments),
        **_hours(player),
    }


def _hours(player: Player) -> Part:
    """Recorded times as the agency's clock shows them, and how far the day has got."""
    moments, number = player.moments, player.playback.number
    lasts = (moments[-1] - moments[0]).total_seconds() or 1.0
    shares = [(moment - moments[0]).total_seconds() / lasts for moment in moments]
    return {
        "clock": clock(moments[number], moments, player.zone),
        "shares": shares,
    }
