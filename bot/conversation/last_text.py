"""WHY and MUTE: about the last text that the rider was sent."""

from collections.abc import Collection
from dataclasses import replace

from bot.conversation.alerts import notice_of
from bot.conversation.names import in_full
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.conversation.reply import Part, Yields, put_together
from models.incident import Incident
from models.long_form import long_form
from models.rider import More, Rider, Subscription

MOST_MUTED = 20


def mute(rider: Rider, situation: Situation, setting: Setting) -> Outcome:
    """No more about that incident; the subscription stays."""
    last = situation.last_text
    if last is None:
        return Outcome(rider, setting.say("mute.nothing"), Effect.ANSWERED)
    muted = tuple(dict.fromkeys((*rider.muted, last.incident.id, *last.others)))[-MOST_MUTED:]
    ours = _subscription(rider, last.targets)
    reply = setting.say("mute.done", name=in_full(ours, setting)) if ours else setting.say("mute.done_all")
    return Outcome(replace(rider, muted=muted), put_together([Part(reply, Yields.CUTS)]), Effect.CHANGED)


def why(rider: Rider, situation: Situation, setting: Setting) -> Outcome:
    """Which subscription the text was for, and the alert in full."""
    last = situation.last_text
    if last is None:
        return Outcome(rider, setting.say("why.nothing"), Effect.ANSWERED)
    return _page(rider, last.incident, More(last.targets, incident=last.incident.id), setting)


def more_of(rider: Rider, situation: Situation, more: More, setting: Setting) -> Outcome:
    """The next page of the alert that WHY began."""
    incident = situation.going_on_with
    if incident is None:
        return Outcome(replace(rider, more=None), setting.say("more.nothing"), Effect.ANSWERED)
    return _page(rider, incident, more, setting)


def _page(rider: Rider, incident: Incident, more: More, setting: Setting) -> Outcome:
    """The page that is due: the first says why the text came, all but the last that there is more."""
    follows = f" {setting.say('more.follows')}"
    pages = long_form(notice_of(incident, more.targets, setting), follows, lead=_reason(rider, incident, more, setting))
    if more.page >= len(pages):
        return Outcome(replace(rider, more=None), setting.say("more.nothing"), Effect.ANSWERED)
    is_last = more.page + 1 == len(pages)
    rest = None if is_last else replace(more, page=more.page + 1)
    return Outcome(replace(rider, more=rest), pages[more.page], Effect.ANSWERED)


def _reason(rider: Rider, incident: Incident, more: More, setting: Setting) -> str:
    """The subscription that the text was for; where it has ended since, what the alert is about."""
    ours = _subscription(rider, more.targets)
    if ours:
        return setting.say("why.because", name=in_full(ours, setting))
    named = [each.label for each in incident.routes] + [each.name for each in incident.stations]
    return setting.say("why.was", name=named[0] if named else incident.agency)


def _subscription(rider: Rider, targets: Collection[str]) -> Subscription | None:
    return next((each for each in rider.subscriptions if each.target in targets), None)
