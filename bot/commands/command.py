"""What a rider's text may ask for."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from models.rider import Level
from models.window import Window


class Named(StrEnum):
    """What a rider said that a name is the name of."""

    ANYTHING = "anything"  # a route before a station
    STATION = "station"
    STOP = "stop"
    ELEVATORS = "elevators"
    ESCALATORS = "escalators"
    MODE = "mode"  # the name is one of "tram", "subway", "train", "bus", "ferry"
    EVERYTHING = "everything"  # has no name


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rider named, and when and how much they want to hear of it.

    `name` is folded (capitals, no accents) and may hold several names that only a directory can tell apart
    ("504 KING QUEEN"). `windows` and `level` are empty where nothing was said.
    """

    name: str
    named: Named = Named.ANYTHING
    windows: tuple[Window, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Hear about each; empty where nothing was named."""

    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Ends what is named, by name or by its letter (A is the first) in the rider's list, and never anything else."""

    wanted: tuple[Wanted, ...] = ()
    letters: tuple[str, ...] = ()
    is_everything: bool = False


@dataclass(frozen=True, slots=True)
class ListSubscriptions:
    """What do I get?"""


@dataclass(frozen=True, slots=True)
class Status:
    """What is going on: there, or on what the rider gets where nothing was named."""

    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class More:
    """Go on with what the last answer began."""


@dataclass(frozen=True, slots=True)
class PauseFor:
    """No texts for so long."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class PauseUntil:
    """No texts until a day begins, or until a time of it.

    `weekday` is 0 (Monday) to 6, the next one; `days_ahead` counts from today; `date` is (month, day of the month);
    of these at most one is set, none means today. Without `minute` (after midnight) it is the day's beginning.
    """

    weekday: int | None = None
    days_ahead: int | None = None
    date: tuple[int, int] | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """No texts for a while; None where the rider did not say for how long."""

    length: PauseFor | PauseUntil | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Ends a pause."""


@dataclass(frozen=True, slots=True)
class Mute:
    """No more about what the last text was about."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No texts in these hours (minutes after midnight), every day."""

    start_minute: int
    end_minute: int
    except_major: bool = False


@dataclass(frozen=True, slots=True)
class QuietOff:
    """No quiet hours of my own."""


@dataclass(frozen=True, slots=True)
class QuietWhich:
    """QUIET, without hours that could be understood."""


@dataclass(frozen=True, slots=True)
class SpeakLanguage:
    """Answer in this language (en, fr)."""

    language: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why did the last text come?"""


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Delete everything about this number."""


@dataclass(frozen=True, slots=True)
class Sure:
    """Yes, to a question of ours."""


@dataclass(frozen=True, slots=True)
class Decline:
    """No, to a question of ours."""


@dataclass(frozen=True, slots=True)
class Courtesy:
    """Thanks, OK, a thumb: nothing to answer."""


@dataclass(frozen=True, slots=True)
class Commands:
    """What can I write? A greeting asks the same."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything else; `wanted` is what it may have named."""

    text: str
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class OptOut:
    """Twilio's own word to end everything, which Twilio answers."""


@dataclass(frozen=True, slots=True)
class WishToStop:
    """Plainly a wish to end everything, in words that Twilio does not know."""


@dataclass(frozen=True, slots=True)
class OptIn:
    """Twilio's own word to begin again; YES is one and may answer a question of ours."""

    is_yes: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """Twilio's own word for help."""


OrdinaryCommand = (
    Subscribe
    | Unsubscribe
    | ListSubscriptions
    | Status
    | More
    | Pause
    | Resume
    | Mute
    | QuietHours
    | QuietOff
    | QuietWhich
    | SpeakLanguage
    | Why
    | ForgetMe
    | Sure
    | Decline
    | Courtesy
    | Commands
    | Unknown
)
CarrierWord = OptOut | OptIn | Help
Command = OrdinaryCommand | CarrierWord | WishToStop
