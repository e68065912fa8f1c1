"""UNSUBSCRIBE, STOP 504, REMOVE B: ends what was named and nothing else; says what remains."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.command import Named, Unsubscribe, Wanted
from bot.conversation.listing import letter_of
from bot.conversation.lookup import Heard, hear
from bot.conversation.names import in_full, name_of, names_of, short_name
from bot.conversation.outcome import Effect, Outcome, Setting
from bot.conversation.reply import Part, Yields, names_within, put_together, quoted
from bot.directory.subject import Found, Suggested
from models.rider import Rider, Subscription
from models.station import name_key
from models.target import DEVICES, kind_of


def unsubscribe(rider: Rider, command: Unsubscribe, setting: Setting) -> Outcome:
    if not rider.subscriptions:
        return Outcome(rider, setting.say("unsubscribe.nothing_left"), Effect.ANSWERED)
    if any(each.windows for each in command.wanted):
        # Some of the hours are meant, not the whole: nothing is taken away on a guess.
        return Outcome(rider, put_together([Part(setting.say("unsubscribe.hours"), Yields.CUTS)]), Effect.ANSWERED)
    named = list(rider.subscriptions) if command.is_everything else _named(rider, command, setting)
    if not named:
        return _nothing_ended(rider, command, setting)
    left = tuple(each for each in rider.subscriptions if each not in named)
    parts = [
        Part(names_of(named, setting, lambda names: setting.say("unsubscribe.done", routes=names)), Yields.CUTS),
        # Whoever goes on with the letters of an old list must see that they have moved.
        Part(_left_with_letters(left, setting) if command.letters else _left(left, setting), Yields.CUTS),
    ]
    # Texts that wait for their hours are looked at again: what they were for is gone.
    return Outcome(replace(rider, subscriptions=left), put_together(parts), Effect.UNSUBSCRIBED, is_rehearing=True)


def _named(rider: Rider, command: Unsubscribe, setting: Setting) -> list[Subscription]:
    """The rider's subscriptions that were plainly named."""
    found: list[Subscription] = []
    for letter in command.letters:
        found += _by_letter(rider, letter)
    for wanted in command.wanted:
        # Behind Z the letters come in pairs, which could be names.
        found += _under(rider, wanted) or _meant(rider, wanted, setting) or _by_letter(rider, wanted.name)
    return list(dict.fromkeys(found))


def _by_letter(rider: Rider, letter: str) -> list[Subscription]:
    """What is called so (the A train), else what stands at that letter of the list."""
    named = _under(rider, Wanted(letter))
    listed = [each for index, each in enumerate(rider.subscriptions) if letter_of(index) == letter.upper()]
    return named or listed


def _under(rider: Rider, wanted: Wanted) -> list[Subscription]:
    """What the rider has under this very name, if it is one thing: the agency may have dropped it since."""
    key = name_key(wanted.name)
    ours = [each for each in rider.subscriptions if key and key in _keys_of(each) and _is_kind(each, wanted.named)]
    return ours if len(ours) == 1 else []


def _keys_of(subscription: Subscription) -> set[str]:
    label = name_key(subscription.label)
    written = name_key(subscription.target.split("/", 2)[-1].split("/")[0])
    return {label, label.removesuffix(" station"), written}


def _is_kind(subscription: Subscription, named: Named) -> bool:
    kind = kind_of(subscription.target)
    if named is Named.ANYTHING:
        # Whoever ends Wilson may mean the station or its elevators: both go by their own words.
        return kind not in DEVICES
    return named.value == kind.value


def _meant(rider: Rider, wanted: Wanted, setting: Setting) -> list[Subscription]:
    return [ours for heard in hear(rider, [wanted], setting) if (ours := _ours(rider, heard)) is not None]


def _ours(rider: Rider, heard: Heard) -> Subscription | None:
    """What the rider is subscribed to under that name, if it is one thing: nothing is guessed."""
    if isinstance(heard.match, Suggested):
        return None
    meant = {subject.target for subject in heard.match.candidates}
    ours = [each for each in rider.subscriptions if each.target in meant]
    return ours[0] if len(ours) == 1 else None


def _nothing_ended(rider: Rider, command: Unsubscribe, setting: Setting) -> Outcome:
    parts = [
        Part(_not_yours(rider, command, setting)),
        Part(
            names_of(rider.subscriptions, setting, lambda names: setting.say("unsubscribe.yours", routes=names)),
            Yields.CUTS,
        ),
        Part(setting.say("unsubscribe.stop")),
    ]
    return Outcome(rider, put_together(parts), Effect.ANSWERED)


def _not_yours(rider: Rider, command: Unsubscribe, setting: Setting) -> str:
    if not command.wanted:
        letters = ", ".join(command.letters)
        return setting.say("unsubscribe.none", name=letters) if letters else setting.say("unsubscribe.which")
    heard = hear(rider, command.wanted, setting)
    for each in heard:
        meant = {subject.target for subject in each.match.candidates}
        ours = [one for one in rider.subscriptions if one.target in meant]
        if len(ours) > 1:
            return setting.say("unsubscribe.several", name=quoted(each.wanted.name))
    if len(heard) == 1 and isinstance(heard[0].match, Found):
        subject = heard[0].match.subject
        name = name_of(subject.target, subject.label, setting)
        return setting.say("unsubscribe.none", name=name)
    return setting.say("unsubscribe.none", name=quoted(" ".join(each.name for each in command.wanted)))


def _left(left: Sequence[Subscription], setting: Setting) -> str:
    if not left:
        return setting.say("unsubscribe.nothing_left")
    return names_of(left, setting, lambda names: setting.say("unsubscribe.left", routes=names))


def _left_with_letters(left: Sequence[Subscription], setting: Setting) -> str:
    if not left:
        return setting.say("unsubscribe.nothing_left")
    full = [f"{letter_of(index)} {in_full(each, setting)}" for index, each in enumerate(left)]
    short = [f"{letter_of(index)} {short_name(each, setting)}" for index, each in enumerate(left)]
    return names_within(full, short, lambda names: setting.say("unsubscribe.left", routes=names), between="; ")
