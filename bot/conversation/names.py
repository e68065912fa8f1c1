"""What subscriptions are called when we speak of them."""

from collections.abc import Callable, Sequence

from bot.conversation.hours_words import windows_in_words
from bot.conversation.outcome import Setting
from bot.conversation.reply import names_within
from models.rider import Level, Subscription
from models.target import DEVICES, TargetKind, feed_of, kind_of


def name_of(target: str, label: str, setting: Setting) -> str:
    """As in "504 King", "elevators at Wilson Station", "all of TTC"."""
    kind = kind_of(target)
    if kind in DEVICES:
        return setting.say(f"names.{kind.value}", station=label)
    if kind is TargetKind.AGENCY:
        return setting.say("names.agency", agency=_agency(target, label, setting))
    if kind is TargetKind.MODE:
        mode = target.rpartition("/")[2]
        key = f"names.mode_{mode}" if mode in {"0", "1", "2", "3", "4"} else "names.mode"
        return setting.say(key, agency=_agency(target, label, setting), label=label)
    return label


def subscription_name(subscription: Subscription, setting: Setting) -> str:
    return name_of(subscription.target, subscription.label, setting)


def in_full(subscription: Subscription, setting: Setting) -> str:
    """The name, with the hours and the level that make it special."""
    parts = [subscription_name(subscription, setting), windows_in_words(subscription.windows, setting)]
    if subscription.level is not Level.NORMAL:
        parts.append(setting.say(f"names.level_{subscription.level.value}"))
    return " ".join(part for part in parts if part)


def short_name(subscription: Subscription, setting: Setting) -> str:
    """The number of a route; of everything else its name."""
    if kind_of(subscription.target) is TargetKind.ROUTE:
        return subscription.target.split("/", 2)[-1]
    return subscription_name(subscription, setting)


def names_of(subscriptions: Sequence[Subscription], setting: Setting, say: Callable[[str], str]) -> str:
    """`say` of the subscriptions: in full, or shorter where there are many."""
    full = [in_full(each, setting) for each in subscriptions]
    # Hours have commas of their own.
    between = "; " if any("," in each for each in full) else ", "
    return names_within(full, [short_name(each, setting) for each in subscriptions], say, between=between)


def _agency(target: str, label: str, setting: Setting) -> str:
    feed = setting.directory.feeds.get(feed_of(target))
    return feed.agency if feed else label
