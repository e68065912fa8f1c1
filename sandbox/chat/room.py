"""The bot in memory: real rules, no server; what it hears and what it texts back."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.answering import Answering, Inbound
from bot.bounds import Bounds
from bot.commands.parse import parse, spoken_language
from bot.conversation.outcome import Setting
from bot.directory.directory import Directory
from bot.directory.subject import FeedCatalogue
from bot.turnstile import Turnstile
from bot.webhook import MOST_CHARACTERS
from models.incident import Incident
from models.segments import count_segments
from models.wording_files import load_wordings
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory, Start
from pipeline.deciding.rules import Rules
from pipeline.static.offline import read_catalogue
from pipeline.words.lexicon_files import read_lexicon
from sandbox.chat.memory import BotMemory
from sandbox.played_feed import PlayedFeed
from sandbox.static_catalogue import read_feed_catalogue

SENDER = "+14165550199"
ZONE = "America/Toronto"
SAMPLE = Path(__file__).parents[1] / "sample" / "gtfs"
COUNTRIES = frozenset({"CA", "US"})
NO_LIMIT = 10**9  # lines of a file come at once; the bot's limit is for people


@dataclass(frozen=True, slots=True)
class Said:
    """One text of the bot's; None where it says nothing."""

    phone: str
    text: str | None
    effect: str
    at: datetime

    @property
    def segments(self) -> int:
        return count_segments(self.text) if self.text else 0


class Room:
    """Keeps riders while it is open; the clock stands until it is set."""

    def __init__(self, setting: Setting, now: datetime, incidents: list[Incident]) -> None:
        self._memory = BotMemory(now, *incidents)
        self._setting = setting
        self._heard = 0
        turnstile = Turnstile(per_minute=NO_LIMIT)
        self._bounds = Bounds(
            Answering(self._memory.stores()), self._current, COUNTRIES, turnstile, now_s=self._memory.now_s
        )

    def set_clock(self, moment: datetime) -> None:
        self._memory.now = moment

    async def hear(self, phone: str, words: str) -> list[Said]:
        """What is texted back: an answer, a text beside it, or nothing."""
        self._heard += 1
        sid = f"SM{self._heard:032x}"
        words = words[:MOST_CHARACTERS]
        message = Inbound(sid, phone, SENDER, words, parse(words), spoken_language(words))
        answered = await self._bounds.answer(message)
        note = self._memory.notes.get(sid)
        texts = [text for text in (answered.reply, note[0] if note else None) if text]
        return [Said(phone, text, answered.effect, self._memory.now) for text in texts] or [
            Said(phone, None, answered.effect, self._memory.now)
        ]

    def _current(self) -> Setting:
        """The feed of a chat is as fresh as its clock says."""
        return replace(self._setting, fresh_at=dict.fromkeys(self._setting.directory.feeds, self._memory.now))


def open_room(gtfs: Path | None, poll: Path | None, *, feed_id: str, now: datetime) -> Room:
    """A room with the routes of `gtfs` and the alerts of one recorded `poll`.

    Raises:
        StartError: `gtfs` is no static GTFS.
        OSError: a file cannot be read.
    """
    place = gtfs or SAMPLE
    catalogue = read_feed_catalogue(feed_id, place)
    wordings = load_wordings()
    setting = Setting(Directory([catalogue]), wordings)
    if poll is None:
        return Room(setting, now, [])
    memory = FeedMemory(start=Start.EMPTY)
    guidance = _guidance(feed_id, place, catalogue)
    played = PlayedFeed(guidance, memory, wordings.of("en"), is_catalogue_given=True)
    for _ in played.play(poll.name, poll.read_bytes()):
        pass
    return Room(setting, played.now or now, list(played.incidents.values()))


def _guidance(feed_id: str, place: Path, catalogue: FeedCatalogue) -> Guidance:
    return Guidance(read_catalogue(feed_id, place, zone=catalogue.zone, zone_if_unsaid=ZONE), Rules(), read_lexicon())
