"""LIST: what the rider gets, each with the letter by which it can be removed."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.hours_words import span_in_words
from bot.conversation.names import in_full
from bot.conversation.outcome import Effect, Outcome, Setting
from bot.conversation.pausing import paused_part
from bot.conversation.reply import MOST_SEGMENTS, Part, Yields, put_together
from models.rider import More, Rider
from models.segments import count_segments, thrifty

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def list_subscriptions(rider: Rider, now: datetime, setting: Setting, *, start: int = 0) -> Outcome:
    """The list from its `start`; MORE goes on where it did not fit."""
    if not rider.subscriptions:
        return Outcome(replace(rider, more=None), setting.say("list.none"), Effect.ANSWERED)
    lines = [f"{letter_of(index)} {in_full(each, setting)}" for index, each in enumerate(rider.subscriptions)][start:]
    lead = setting.say("list.lead")
    paused = paused_part(rider, now, setting)
    shown = _how_many_fit(lead, lines, paused.text, setting)
    left = len(lines) - shown
    text = "\n".join([lead, *lines[:shown]])
    parts = [
        Part(text, Yields.CUTS),
        Part(setting.say("list.more", count=left) if left else ""),
        Part(_quiet(rider, setting), Yields.DROPS),
        paused,
        Part(setting.say("list.how"), Yields.DROPS),
    ]
    more = More(listed=start + shown) if left else None
    return Outcome(replace(rider, more=more), put_together(parts, between="\n"), Effect.ANSWERED)


def letter_of(index: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    lap, place = divmod(index, len(LETTERS))
    return (LETTERS[lap - 1] if lap else "") + LETTERS[place]


def _how_many_fit(lead: str, lines: list[str], below: str, setting: Setting) -> int:
    more = setting.say("list.more", count=len(lines))
    shown = 1
    while shown < len(lines):
        ends = [below] if shown + 1 == len(lines) else [more, below]
        text = "\n".join(each for each in (lead, *lines[: shown + 1], *ends) if each)
        if count_segments(thrifty(text)) > MOST_SEGMENTS:
            break
        shown += 1
    return shown


def _quiet(rider: Rider, setting: Setting) -> str:
    if rider.quiet is None:
        return ""
    hours = span_in_words(rider.quiet.start_minute, rider.quiet.end_minute, setting)
    return setting.say("quiet.is_except" if rider.quiet.except_major else "quiet.is", hours=hours)
