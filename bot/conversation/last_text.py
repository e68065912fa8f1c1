"""WHY and MUTE: about the last text that the rider was sent."""

from dataclasses import replace

from bot.conversation.alerts import notice_of
from bot.conversation.names import in_full
from bot.conversation.outcome import Effect, LastText, Outcome, Setting, Situation
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
    muted = tuple(dict.fromkeys((*rider.muted, last.incident.id)))[-MOST_MUTED:]
    reply = setting.say("mute.done", name=_about(rider, last, setting))
    return Outcome(replace(rider, muted=muted), put_together([Part(reply, Yields.CUTS)]), Effect.CHANGED)


def why(rider: Rider, situation: Situation, setting: Setting) -> Outcome:
    """Which subscription the text was for, and the alert in full."""
    last = situation.last_text
    if last is None:
        return Outcome(rider, setting.say("why.nothing"), Effect.ANSWERED)
    pages = long_form(notice_of(last.incident, last.targets, setting))
    reason = setting.say("why.because", name=_about(rider, last, setting))
    return _page(rider, last.incident, (reason, *pages), 0, setting)


def more_of(rider: Rider, situation: Situation, page: int, setting: Setting) -> Outcome:
    """The next page of the alert that WHY began."""
    incident = situation.going_on_with
    if incident is None:
        return Outcome(replace(rider, more=None), setting.say("more.nothing"), Effect.ANSWERED)
    targets = {each.target for each in rider.subscriptions}
    return _page(rider, incident, ("", *long_form(notice_of(incident, targets, setting))), page, setting)


def _page(rider: Rider, incident: Incident, texts: tuple[str, ...], page: int, setting: Setting) -> Outcome:
    """The reason (texts[0]) goes with the first page; page 0 is texts[1]."""
    if page + 1 >= len(texts):
        return Outcome(replace(rider, more=None), setting.say("more.nothing"), Effect.ANSWERED)
    is_last = page + 2 >= len(texts)
    parts = [
        Part(texts[0] if page == 0 else ""),
        Part(texts[page + 1], Yields.CUTS),
        Part("" if is_last else setting.say("more.follows")),
    ]
    more = None if is_last else More(incident=incident.id, page=page + 1)
    return Outcome(replace(rider, more=more), put_together(parts), Effect.ANSWERED)


def _about(rider: Rider, last: LastText, setting: Setting) -> str:
    """The subscription that the text was for, else the alert's first route."""
    ours: list[Subscription] = [each for each in rider.subscriptions if each.target in last.targets]
    if ours:
        return in_full(ours[0], setting)
    named = [each.label for each in last.incident.routes] + [each.name for each in last.incident.stations]
    return named[0] if named else last.incident.agency
