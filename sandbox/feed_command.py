"""`python -m sandbox feed`: a feed whose alerts are raised, changed and cleared over HTTP."""

import argparse
import time
from collections.abc import Sequence

from aiohttp import web

from runtime.process import Stop, run
from sandbox.alert_board import AlertBoard
from sandbox.feed_server import FeedServer, open_feed_server

FRESH_S = 15  # an untouched feed is stamped anew this often, as a live producer would


def main(arguments: Sequence[str]) -> int:
    """0 = ended by SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m sandbox feed", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8089)
    asked = parser.parse_args(arguments)
    run(lambda stop: _serve(asked.host, asked.port, stop))
    return 0


async def _serve(host: str, port: int, stop: Stop) -> None:
    server = FeedServer()
    # Ids go on after a restart, as an agency's do: one that came again would speak for what it was before.
    board = AlertBoard(server, first_id=int(f"8{time.time():.0f}"))
    async with open_feed_server(server, host=host, port=port, more=BoardControl(board).routes()):
        stop.started()
        print(f"Serving {server.url}; change it at /sandbox/alerts", flush=True)
        while not await stop.wait_for(FRESH_S):
            board.publish()


class BoardControl:
    """The handlers that change a board, each for one request."""

    def __init__(self, board: AlertBoard) -> None:
        self._board = board

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/alerts", self.list),
            web.post("/sandbox/alerts", self.raise_alert),
            web.put("/sandbox/alerts/{alert}", self.change),
            web.delete("/sandbox/alerts/{alert}", self.clear),
        ]

    async def list(self, _request: web.Request) -> web.Response:
        return web.json_response(self._board.alerts)

    async def raise_alert(self, request: web.Request) -> web.Response:
        """Raise an alert: `{"routes": ["504"], "text": "No service"}`, perhaps with `"effect": "DETOUR"`."""
        asked = await request.json()
        effect = {"effect": asked["effect"]} if "effect" in asked else {}
        return web.json_response(
            {"alert": self._board.raise_alert(asked["routes"], asked["text"], **effect)}, status=201
        )

    async def change(self, request: web.Request) -> web.Response:
        """Change an alert's text: `{"text": "Detour via Queen St"}`."""
        asked = await request.json()
        try:
            self._board.change(request.match_info["alert"], asked["text"])
        except KeyError as error:
            raise web.HTTPNotFound from error
        return web.Response(status=204)

    async def clear(self, request: web.Request) -> web.Response:
        try:
            self._board.clear(request.match_info["alert"])
        except KeyError as error:
            raise web.HTTPNotFound from error
        return web.Response(status=204)
