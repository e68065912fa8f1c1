"""`replay`: what would these recorded polls have caused? By the real rules, in memory."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from models.composing import Notice, compose
from models.delivery import Kind
from models.event import Change
from models.incident import Incident
from models.route import unlisted_route
from models.segments import count_segments
from pipeline.belief import Verdict
from pipeline.catalogue import Catalogue
from pipeline.decide import Decision, Poll, decide
from pipeline.decode import decode_frame
from pipeline.frame import UnreadableError
from pipeline.guidance import Guidance
from pipeline.lexicon_files import read_lexicon
from pipeline.memory import FeedMemory, Start
from pipeline.outcomes import Outcome
from pipeline.rules import Rules
from pipeline.snapshot import FeedSnapshot
from sandbox.recorded_polls import find_polls, moment_of, read_poll

ZONE = "America/Toronto"
UNREADABLE = 2
_KINDS = {Change.OPENED: Kind.FIRST, Change.UPDATED: Kind.UPDATE, Change.CLEARED: Kind.CLEAR}


@dataclass(slots=True)
class Replay:
    """One feed's state while its recorded polls go by."""

    catalogue: Catalogue
    memory: FeedMemory
    incidents: dict[str, Incident] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    now: datetime | None = None

    def play(self, name: str, content: bytes) -> Iterator[Mapping[str, object]]:
        """The events that one more poll causes."""
        self.counts["polls"] += 1
        try:
            frame = read_poll(content)
            snapshot = decode_frame(frame)
        except UnreadableError:
            self.counts["rejected"] += 1
            return
        self.now = moment_of(name, frame.stamped_at, self.now, self.catalogue.zone)
        decision = self._decide(snapshot, self.now)
        for outcome in decision.outcomes:
            self.incidents[outcome.incident.id] = outcome.incident
            self.counts["incidents"] += outcome.is_new
            if outcome.change is not None:
                self.counts[outcome.change.value] += 1
                yield _line(outcome, outcome.change, self.now, name)

    def summary(self, ignored: int) -> Mapping[str, int]:
        names = ("polls", "accepted", "skipped", "rejected")
        changes = ("incidents", "opened", "updated", "cleared")
        return (
            {name: self.counts[name] for name in names}
            | {"files_ignored": ignored}
            | {name: self.counts[name] for name in changes}
        )

    def _decide(self, snapshot: FeedSnapshot, now: datetime) -> Decision:
        self.catalogue = _with_routes(self.catalogue, snapshot)
        poll = Poll(snapshot.stamped_at, snapshot.content_hash, snapshot)
        decision = decide(
            self.memory, self.incidents, poll, guidance=Guidance(self.catalogue, Rules(), read_lexicon()), now=now
        )
        self.memory = decision.memory
        is_ignored = decision.belief.verdict is Verdict.IGNORE
        self.counts["skipped" if is_ignored else "accepted"] += 1
        return decision


def main(argv: Sequence[str]) -> int:
    """Print one line per event and a summary; the exit code."""
    arguments = _parser().parse_args(argv)
    missing = [path for path in arguments.paths if not path.exists()]
    if missing:
        sys.stderr.write(f"no such file or folder: {', '.join(map(str, missing))}\n")
        return UNREADABLE
    recording = find_polls(arguments.paths)
    feed: str = arguments.feed_id
    memory = FeedMemory(start=Start.EMPTY if arguments.since_empty else Start.UNSEEN)
    replay = Replay(Catalogue(feed, feed.upper(), arguments.zone), memory)
    for path in recording.polls:
        for line in replay.play(path.name, path.read_bytes()):
            print(json.dumps(line, ensure_ascii=False))
    sys.stdout.flush()
    sys.stderr.write(json.dumps(replay.summary(recording.ignored)) + "\n")
    return 0 if replay.counts["polls"] > replay.counts["rejected"] else UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox replay", description=__doc__)
    parser.add_argument("--feed-id", default="ttc", help="the feed's id, and its agency's name in texts")
    parser.add_argument("--zone", default=ZONE, help="the agency's time zone")
    parser.add_argument("--since-empty", action="store_true", help="the first poll is news, not baseline")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a recorded poll, or a folder of them")
    return parser


def _with_routes(catalogue: Catalogue, snapshot: FeedSnapshot) -> Catalogue:
    """The catalogue with every route of a poll: a recording comes without static GTFS."""
    seen = {route_id for alert in snapshot.alerts for route_id in alert.route_ids()}
    new = {route_id: unlisted_route(catalogue.feed, route_id) for route_id in seen - catalogue.routes.keys()}
    return replace(catalogue, routes={**catalogue.routes, **new}) if new else catalogue


def _line(outcome: Outcome, change: Change, now: datetime, name: str) -> Mapping[str, object]:
    incident = outcome.incident
    text = _text(incident, change, now)
    return {
        "at": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "feed": incident.feed,
        "incident": incident.id,
        "change": change.value,
        "revision": incident.revision,
        "routes": [route.number for route in incident.routes],
        "text": text,
        "segments": None if text is None else count_segments(text),
        "poll": name,
    }


def _text(incident: Incident, change: Change, now: datetime) -> str | None:
    """What a rider of the first route is sent."""
    if not incident.routes:
        return None
    return compose(
        Notice(
            kind=_KINDS[change],
            alert=incident.alert,
            routes=incident.routes[:1],
            agency=incident.agency,
            zone=incident.zone,
            why=incident.why,
            at=now,
        )
    )
