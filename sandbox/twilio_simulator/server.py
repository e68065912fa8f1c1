"""Opens a simulator on a port: the REST API and the control API of one account."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
from aiohttp import web

from sandbox.twilio_simulator.account import Account
from sandbox.twilio_simulator.background import open_background
from sandbox.twilio_simulator.control import control_routes
from sandbox.twilio_simulator.rest import rest_routes
from sandbox.twilio_simulator.simulator import Simulator
from sandbox.twilio_simulator.webhooks import Webhooks
from sandbox.web import open_site


@asynccontextmanager
async def open_simulator(
    *,
    account_sid: str,
    auth_token: str,
    sender: str,
    messaging_service_sid: str | None = None,
    webhook_url: str | None = None,
    callback_delay_s: float = 0.05,
    host: str = "127.0.0.1",
    port: int = 0,
) -> AsyncIterator[Simulator]:
    """Serve the REST API and the control API until the context is left."""
    async with AsyncExitStack() as stack:
        # A connection for each request, as from Twilio's many machines: a stale one would look like a read failure.
        connector = aiohttp.TCPConnector(force_close=True, limit=0)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        simulator = Simulator(
            account=Account(account_sid, auth_token, [sender], messaging_service_sid),
            webhook_url=webhook_url,
            webhooks=Webhooks(session, auth_token),
            start=await stack.enter_async_context(open_background()),
            callback_delay_s=callback_delay_s,
        )
        app = web.Application()
        app.add_routes([*rest_routes(simulator), *control_routes(simulator)])
        simulator.base_url = await stack.enter_async_context(open_site(app, host=host, port=port))
        yield simulator
