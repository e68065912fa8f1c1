"""LIST: what the rider gets."""

from collections.abc import Callable, Sequence

from bot.conversation.outcome import Effect, Outcome, Setting
from bot.conversation.reply import Part, Yields, names_within, put_together
from models.rider import Rider, Subscription


def list_routes(rider: Rider, setting: Setting) -> Outcome:
    return Outcome(rider, listing(rider, setting), Effect.ANSWERED)


def listing(rider: Rider, setting: Setting) -> str:
    if not rider.subscriptions:
        return setting.say("list.none")
    routes = routes_within(rider.subscriptions, lambda names: setting.say("list.routes", routes=names))
    return put_together([Part(routes), Part(setting.say("list.how"), Yields.DROPS)])


def routes_within(subscriptions: Sequence[Subscription], say: Callable[[str], str]) -> str:
    """`say` of the subscribed routes: by name, or by number where there are many."""
    return names_within([each.label for each in subscriptions], [_number(each) for each in subscriptions], say)


def _number(subscription: Subscription) -> str:
    return subscription.target.split("/", 2)[-1]
