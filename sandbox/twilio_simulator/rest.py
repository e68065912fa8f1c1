"""The part of Twilio's REST API that we use: create, list and fetch messages."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

import aiohttp
from aiohttp import web

from sandbox.twilio_simulator.account import OPTED_OUT, Attempt
from sandbox.twilio_simulator.errors import ApiError
from sandbox.twilio_simulator.faults import Fault
from sandbox.twilio_simulator.listing import list_page
from sandbox.twilio_simulator.message import API_VERSION, Message
from sandbox.twilio_simulator.simulator import Simulator

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

REFUSALS = {Fault.HTTP_429: 20429, Fault.HTTP_500: 20500}


def rest_routes(simulator: Simulator) -> list[web.RouteDef]:
    """Return the routes of the REST API."""
    api = RestApi(simulator)
    messages = f"/{API_VERSION}/Accounts/{{account_sid}}/Messages"
    return [
        web.post(f"{messages}.json", api.guarded(api.create)),
        web.get(f"{messages}.json", api.guarded(api.list)),
        web.get(f"{messages}/{{sid}}.json", api.guarded(api.fetch)),
    ]


class RestApi:
    """The handlers, each for one request."""

    def __init__(self, simulator: Simulator) -> None:
        """Serve this simulator's account."""
        self._simulator = simulator
        self._account = simulator.account

    def guarded(self, handler: Handler) -> Handler:
        """Let only the account's owner in, and answer refusals in Twilio's words."""

        async def guarded_handler(request: web.Request) -> web.StreamResponse:
            try:
                self._authenticate(request)
                return await handler(request)
            except ApiError as error:
                return web.json_response(error.body(), status=error.status)

        return guarded_handler

    async def create(self, request: web.Request) -> web.StreamResponse:
        """Create a message, or let the fault of the day happen."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        attempt = self._account.attempt(form, now=time.time())
        fault = self._simulator.faults.draw()
        attempt.fault = fault
        try:
            message = await self._create(form, attempt, fault)
        except ApiError as error:
            attempt.outcome = str(error.code)
            raise
        resource = message.resource()
        if fault is Fault.CALLBACK_BEFORE_ANSWER:
            await self._simulator.follow(message, fault)
        else:
            self._simulator.start(self._simulator.follow(message, fault))
        return await self._answer(request, resource, fault)

    async def list(self, request: web.Request) -> web.StreamResponse:
        """List messages, newest first."""
        self._require_service()
        return web.json_response(list_page(self._account, dict(request.query)))

    async def fetch(self, request: web.Request) -> web.StreamResponse:
        """Show one message."""
        self._require_service()
        message = self._account.messages.get(request.match_info["sid"])
        if message is None:
            raise ApiError(20404)
        return web.json_response(message.resource())

    async def _create(self, form: Mapping[str, str], attempt: Attempt, fault: Fault | None) -> Message:
        self._require_service()
        if fault in REFUSALS:
            raise ApiError(REFUSALS[fault])
        if fault is Fault.HANG_BEFORE_ACCEPT:
            attempt.outcome = "hang"
            await _for_ever()
        if fault is Fault.ACCEPT_THEN_HANG:
            await asyncio.sleep(self._simulator.faults.accept_delay_s)
        doom = {Fault.UNDELIVERED: self._simulator.faults.undelivered_code, Fault.OPTED_OUT_CALLBACK: OPTED_OUT}
        message = self._account.create(form, now=time.time(), doom=doom.get(fault) if fault else None)
        if fault is Fault.OPTED_OUT_CALLBACK:
            self._account.opt_outs.add((message.from_, message.to))
        attempt.outcome, attempt.sid = "accepted", message.sid
        return message

    async def _answer(
        self, request: web.Request, resource: dict[str, object], fault: Fault | None
    ) -> web.StreamResponse:
        if fault is Fault.HTTP_500_AFTER_ACCEPT:
            raise ApiError(20500)
        if fault in {Fault.ACCEPT_THEN_HANG, Fault.ACCEPT_THEN_SILENCE}:
            await _for_ever()
        if fault is Fault.ACCEPT_THEN_CLOSE and request.transport is not None:
            request.transport.close()
        return web.json_response(resource, status=201)

    def _require_service(self) -> None:
        if self._simulator.faults.outage:
            raise ApiError(20503)

    def _authenticate(self, request: web.Request) -> None:
        expected = aiohttp.encode_basic_auth(self._account.sid, self._account.auth_token)
        if request.headers.get("Authorization") != expected:
            raise ApiError(20003)
        if request.match_info["account_sid"] != self._account.sid:
            raise ApiError(20404)


async def _for_ever() -> None:
    await asyncio.Event().wait()
