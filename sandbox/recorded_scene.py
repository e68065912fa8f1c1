"""The demonstration of a recording: its polls are played on a feed server of our own."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sandbox.agencies import Agency
from sandbox.playback import Playback
from sandbox.player import Player
from sandbox.poll_series import PollSeries, read_series
from sandbox.recorded_feed import PATIENCE_S, RecordedFeed
from sandbox.recording_words import duration, span
from sandbox.scene import Asked, Scene, about_routes, agency_for, watched_feed
from sandbox.timeline import LEAST_GAP
from sandbox.watched import UnplayableError

MOST_NAMED = 5


def recorded_scene(asked: Asked) -> Scene:
    """The scene of a file or a folder.

    Raises:
        UnplayableError: there is no poll in it, or what was asked for does not fit.
    """
    place = Path(asked.feed).absolute()
    if not place.exists():
        raise UnplayableError(f"FEED: there is no file or folder {asked.feed}")
    agency = agency_for(asked, name=(place if place.is_dir() else place.parent).name)
    series = read_series(place, agency.zone)
    if not series.polls:
        raise UnplayableError(f"FEED: nothing in {asked.feed} is a FeedMessage (binary, protobuf text or JSON)")
    playback = Playback(series, speed=asked.speed)
    return Scene(
        watched_feed(asked, agency, series.routes, speed=asked.speed),
        tuple(_introduction(asked, agency, series, playback)),
        lambda stack, transcript: RecordedFeed(
            Player(playback, title=agency.name, zone=agency.zone, note=transcript.note), stack, transcript
        ),
        playback.server,
    )


def _introduction(asked: Asked, agency: Agency, series: PollSeries, playback: Playback) -> Iterator[str]:
    moments = [poll.moment for poll in series.polls]
    if series.unreadable:
        yield f"Skipped, no FeedMessage: {_some(series.unreadable)}"
    polls = "1 poll" if len(moments) == 1 else f"{len(moments)} polls"
    yield f"{polls} of {agency.name}, recorded {span(moments, agency.zone)} ({agency.zone})."
    yield about_routes(asked)
    if len(moments) == 1:
        yield "Nothing will change by itself, and texts come from changes. STATUS answers from this poll."
        yield "Raise an alert of your own beside it: /alert ROUTE WORDS. Type /help for the rest."
        return
    lasts = f"at least {duration(LEAST_GAP)} a poll: about {duration(playback.lasts)} in all"
    yield f"Played {asked.speed:g} times as fast, {lasts}. The rules' durations are divided likewise."
    yield "All times are moved to now, and squeezed: clock times in texts are this run's, not the recording's."
    yield f"The first poll texts nobody. The second comes after your first text, or in {PATIENCE_S:.0f} s."
    yield "Type /next for the next poll, /alert ROUTE WORDS for an alert of your own, /help for the rest."


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
