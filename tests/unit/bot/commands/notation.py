"""Commands in one line, as the tables of phrases write them."""

from bot.commands.command import (
    Command,
    Commands,
    Named,
    OptIn,
    Pause,
    PauseFor,
    PauseUntil,
    QuietHours,
    SpeakLanguage,
    Status,
    Subscribe,
    Unknown,
    Unsubscribe,
    Wanted,
)
from models.window import EVERY_DAY, Window

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GROUPS = {EVERY_DAY: "daily", (0, 1, 2, 3, 4): "weekdays", (5, 6): "weekend"}


def written(command: Command) -> str:
    """The command's name and what it holds."""
    match command:
        case Subscribe(wanted) | Status(wanted) | Unknown(_, wanted):
            facts = [" + ".join(map(_wanted, wanted))]
        case Unsubscribe(wanted, letters, is_everything):
            letter = f"letter {' '.join(letters)}" if letters else ""
            facts = [" + ".join(map(_wanted, wanted)), letter, "everything" if is_everything else ""]
        case Pause(length):
            facts = [_length(length)]
        case QuietHours(start, end, except_major):
            facts = [f"{_clock(start)}-{_clock(end)}", "except major" if except_major else ""]
        case Commands(is_greeting):
            facts = ["greeting" if is_greeting else ""]
        case SpeakLanguage(language):
            facts = [language]
        case OptIn(is_yes):
            facts = ["yes" if is_yes else ""]
        case _:
            facts = []
    return " ".join([type(command).__name__, *filter(None, facts)])


def _wanted(wanted: Wanted) -> str:
    named = "" if wanted.named is Named.ANYTHING else wanted.named.value
    windows = f"({', '.join(map(_window, wanted.windows))})" if wanted.windows else ""
    return " ".join(filter(None, [named, wanted.name, windows, wanted.level and wanted.level.value]))


def _window(window: Window) -> str:
    days = GROUPS.get(window.days) or " ".join(DAYS[day] for day in window.days)
    hours = f"{_clock(window.start_minute)}-{_clock(window.end_minute)}"
    return " ".join(filter(None, [days, hours if hours != "0-24" else "", window.heading]))


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}" if minute % 60 else str(minute // 60)


def _length(length: PauseFor | PauseUntil | None) -> str:
    match length:
        case None:
            return ""
        case PauseFor(time):
            return f"for {time}"
    day = DAYS[length.weekday] if length.weekday is not None else ""
    ahead = f"in {length.days_ahead} days" if length.days_ahead is not None else ""
    date = f"{length.date[0]}/{length.date[1]}" if length.date else ""
    time_of_day = _clock(length.minute) if length.minute is not None else ""
    return " ".join(filter(None, ["until", day, ahead, date, time_of_day]))
