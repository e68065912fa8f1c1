"""Sentences about names that stand for no route, or for several."""

from collections.abc import Iterable, Iterator, Sequence

from bot.directory import Found, Match, NotFound, Tie
from bot.conversation.outcome import Setting
from bot.conversation.reply import Part, Yields, quoted
from models.rider import Rider
from models.route import Route

MOST_NAMED = 4  # routes of a tie that a reply lists


def feeds_of(rider: Rider) -> set[str]:
    """The feeds that a rider's subscriptions are in: another agency's route 10 is hardly meant."""
    return {each.target.partition("/")[0] for each in rider.subscriptions}


def found_routes(matches: Iterable[Match]) -> list[Route]:
    """The routes that are meant, each once."""
    routes = {match.route.target: match.route for match in matches if isinstance(match, Found)}
    return list(routes.values())


def problems(matches: Iterable[Match], setting: Setting) -> list[Part]:
    """What to say about the names that were not plain."""
    return [Part(text, Yields.CUTS) for text in _problems(matches, setting)]


def others_of(matches: Iterable[Match], setting: Setting) -> Part:
    """The routes that share a name with those found (504 King, 304 King)."""
    others = [each.label for match in matches if isinstance(match, Found) for each in match.others]
    text = setting.say("subscribe.also", others=", ".join(others[:MOST_NAMED])) if others else ""
    return Part(text, Yields.DROPS)


def _problems(matches: Iterable[Match], setting: Setting) -> Iterator[str]:
    for match in matches:
        match match:
            case NotFound(name):
                yield setting.say("lookup.not_found", name=quoted(name))
            case Tie(name, routes):
                yield setting.say("lookup.tie", name=quoted(name), routes=_choices(routes, setting))
            case Found():
                pass


def _choices(routes: Sequence[Route], setting: Setting) -> str:
    numbers = {route.number for route in routes}
    feeds = setting.directory.feeds
    # Two agencies' routes of one number are told apart by the agency's name.
    labels = [
        route.label if len(numbers) == len(routes) else f"{feeds[route.feed].agency} {route.number}" for route in routes
    ]
    return " / ".join(labels[:MOST_NAMED])
