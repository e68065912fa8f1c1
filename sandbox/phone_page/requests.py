"""What the page can have done: a rider's text, a change of the feed, the day played."""

from typing import TypeVar

from aiohttp import web
from pydantic import ValidationError

from sandbox.conversation import RIDERS, say
from sandbox.desk import Desk
from sandbox.phone_page.asked import AlertAsked, Asked, ChangeAsked, DayAsked, TextAsked
from sandbox.phone_page.show import Show
from sandbox.player import Player

What = TypeVar("What", bound=Asked)


class PageRequests:
    """The handlers, each for one request; until there is a show, they answer that it is too early."""

    def __init__(self) -> None:
        self.show: Show | None = None

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/texts", self.text),
            web.post("/alerts", self.raise_alert),
            web.put("/alerts/{alert}", self.change_alert),
            web.delete("/alerts/{alert}", self.clear_alert),
            web.post("/day", self.play),
        ]

    async def text(self, request: web.Request) -> web.Response:
        asked, show = await _asked(request, TextAsked), self._running()
        is_heard = await say(RIDERS[asked.rider], asked.words, show.stack, show.transcript)
        show.feed.hear_rider()
        return web.Response(status=204) if is_heard else _refused(502, "The bot did not hear this text.")

    async def raise_alert(self, request: web.Request) -> web.Response:
        asked = await _asked(request, AlertAsked)
        return web.json_response(
            {"alert": self._desk().raise_alert(asked.routes, asked.text, effect=asked.effect)}, status=201
        )

    async def change_alert(self, request: web.Request) -> web.Response:
        asked = await _asked(request, ChangeAsked)
        try:
            self._desk().change(request.match_info["alert"], asked.text)
        except KeyError:
            return _refused(404, "This alert is not on the feed any more.")
        return web.Response(status=204)

    async def clear_alert(self, request: web.Request) -> web.Response:
        try:
            self._desk().clear(request.match_info["alert"])
        except KeyError:
            return _refused(404, "This alert is not on the feed any more.")
        return web.Response(status=204)

    async def play(self, request: web.Request) -> web.Response:
        asked, player = await _asked(request, DayAsked), self._running().feed.player
        if player is None:
            return _refused(409, "This feed plays no recording.")
        try:
            _obey(player, asked)
        except ValueError:
            return _refused(400, "This is none of its speeds.")
        return web.Response(status=204)

    def _running(self) -> Show:
        if self.show is None:
            raise web.HTTPServiceUnavailable(text="Everything is still starting.")
        return self.show

    def _desk(self) -> Desk:
        desk = self._running().feed.desk
        if desk is None:
            raise web.HTTPConflict(text="This feed cannot be edited here.")
        return desk


def _obey(player: Player, asked: DayAsked) -> None:
    match asked.action:
        case "play":
            player.go_on()
        case "hold":
            player.hold()
        case "next":
            player.skip()
        case "hurry":
            player.hurry(asked.speed or 0)


async def _asked(request: web.Request, kind: type[What]) -> What:
    try:
        return kind.model_validate_json(await request.read())
    except ValidationError as error:
        raise web.HTTPBadRequest(text=error.errors()[0]["msg"]) from error


def _refused(status: int, why: str) -> web.Response:
    return web.Response(status=status, text=why)
