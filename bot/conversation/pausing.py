"""PAUSE and RESUME: no texts for a while, which ends by itself."""

from calendar import monthrange
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.commands.command import Pause, PauseFor, PauseUntil
from bot.conversation.hours_words import day_in_words
from bot.conversation.outcome import Effect, Outcome, Setting
from bot.conversation.reply import Part
from models.rider import Rider
from models.target import feed_of

LONGEST = timedelta(days=366)
WEEK_DAYS = 7


def pause(rider: Rider, command: Pause, now: datetime, setting: Setting) -> Outcome:
    zone = zone_of(rider, setting)
    until = min(end_of_pause(command, now, zone, setting.limits.pause), now + LONGEST)
    reply = setting.say("pause.done", until=day_in_words(until, zone, setting))
    return Outcome(replace(rider, paused_until=until), reply, Effect.CHANGED)


def end_of_pause(command: Pause, now: datetime, zone: str, unsaid: timedelta) -> datetime:
    """When the pause ends: to the minute, always after `now`."""
    match command.length:
        case None:
            return _to_the_minute(now + unsaid)
        case PauseFor(length):
            return _to_the_minute(now + max(length, timedelta(minutes=1)))
        case PauseUntil() as until:
            return _until(until, now, ZoneInfo(zone))


def is_paused(rider: Rider, now: datetime) -> bool:
    return rider.paused_until is not None and rider.paused_until > now


def paused_part(rider: Rider, now: datetime, setting: Setting) -> Part:
    """Says that nothing is texted yet, where that is so."""
    if not is_paused(rider, now) or rider.paused_until is None:
        return Part("")
    until = day_in_words(rider.paused_until, zone_of(rider, setting), setting)
    return Part(setting.say("pause.still", until=until))


def zone_of(rider: Rider, setting: Setting) -> str:
    """The zone in which the rider's days begin: of the first thing they get, else of our first agency."""
    feeds = [*(feed_of(each.target) for each in rider.subscriptions), *setting.directory.feeds]
    return setting.zone_of(feeds[0]) if feeds else "UTC"


def _until(until: PauseUntil, now: datetime, zone: ZoneInfo) -> datetime:
    local = now.astimezone(zone)
    day = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    if until.weekday is not None:
        day += timedelta(days=(until.weekday - local.weekday()) % WEEK_DAYS)
    elif until.date is not None:
        day = _next_date(day, until.date)
    elif until.days_ahead is not None:
        day += timedelta(days=until.days_ahead)
    day += timedelta(minutes=until.minute or 0)
    # "Until 5 pm" at 6 pm is tomorrow's; "until Monday" on a Monday the next one; today ends with the day.
    step = WEEK_DAYS if until.weekday is not None else 1
    while (end := day.replace(tzinfo=zone)) <= now:
        day += timedelta(days=step)
    return end.astimezone(now.tzinfo)


def _next_date(today: datetime, date: tuple[int, int]) -> datetime:
    month, number = date
    year = today.year if (month, number) >= (today.month, today.day) else today.year + 1
    return today.replace(year=year, month=month, day=min(number, monthrange(year, month)[1]))


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
