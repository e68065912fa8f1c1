"""What other processes may ask of the simulator, under /sandbox/: be a rider, read the log."""

from dataclasses import asdict

from aiohttp import web

from sandbox.twilio_simulator.simulator import Simulator


def control_routes(simulator: Simulator) -> list[web.RouteDef]:
    """Return the routes of the control API."""
    api = ControlApi(simulator)
    return [
        web.post("/sandbox/texts", api.text),
        web.get("/sandbox/attempts", api.attempts),
        web.get("/sandbox/phones/{number}", api.phone),
        web.get("/sandbox/health", api.health),
    ]


class ControlApi:
    """The handlers, each for one request."""

    def __init__(self, simulator: Simulator) -> None:
        """Control this simulator."""
        self._simulator = simulator

    async def text(self, request: web.Request) -> web.Response:
        """Text our application from a rider's phone: `{"from": "+1416…", "body": "SUBSCRIBE 504"}`."""
        asked = await request.json()
        result = await self._simulator.text(asked["from"], asked["body"], to=asked.get("to"))
        return web.json_response(asdict(result))

    async def attempts(self, _request: web.Request) -> web.Response:
        """List every try to create a message."""
        return web.json_response({"attempts": [asdict(attempt) for attempt in self._simulator.attempts]})

    async def phone(self, request: web.Request) -> web.Response:
        """Show a phone's inbox; `?after=3` leaves out the first three texts."""
        phone = self._simulator.phone(request.match_info["number"])
        unseen = phone.inbox[int(request.query.get("after", 0)) :]
        inbox = [asdict(text) for text in unseen]
        return web.json_response({"number": phone.number, "total": len(phone.inbox), "inbox": inbox})

    async def health(self, _request: web.Request) -> web.Response:
        """Say that the simulator serves."""
        return web.Response()
