"""A rider's text on its way to an answer, and all that it is decided from."""

from dataclasses import dataclass
from datetime import datetime

from bot.catching_up.missed import Missed
from bot.commands.command import Command
from bot.conversation.outcome import Situation
from models.rider import Rider


@dataclass(frozen=True, slots=True)
class Inbound:
    """A rider's text; `command` is what it asks for, in the language `spoken` (None: in none in particular)."""

    sid: str
    phone: str
    sender: str
    words: str
    command: Command
    spoken: str | None = None
    missed: Missed | None = None

    def sent_at(self, situation: Situation) -> datetime:
        """When the rider sent it: a webhook comes at once."""
        return self.missed.created_at if self.missed else situation.read_at


@dataclass(frozen=True, slots=True)
class Logged:
    """That a message was seen before: whose it was, and how old the rider's document was.

    One that `is_spent` is never applied (again); `reply` is its answer where its rider was forgotten. The reply to one
    that `is_late` is a text of its own.
    """

    subscriber: str
    seen_version: int
    is_spent: bool = False
    is_late: bool = False
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """All that one message is decided from, read in one go."""

    situation: Situation
    rider: Rider | None = None
    logged: Logged | None = None

    @property
    def version(self) -> int:
        return self.rider.version if self.rider else 0


@dataclass(frozen=True, slots=True)
class Answered:
    """What a message came to, and whose it was."""

    reply: str | None
    effect: str
    subscriber: str = ""
