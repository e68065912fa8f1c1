"""A simulator on a port, an application for its webhooks, and Twilio's own SDK pointed at it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from twilio.rest import Client

from sandbox.twilio_simulator.server import open_simulator
from sandbox.twilio_simulator.simulator import Simulator
from sandbox.web import open_site
from tests.integration.sandbox.surroundings import ACCOUNT, SENDER, SERVICE, TOKEN, Application, LocalTransport


@pytest.fixture
async def application() -> AsyncIterator[Application]:
    heard = Application()
    app = web.Application()
    app.router.add_post("/{anything:.*}", heard.hear)
    async with open_site(app) as heard.url:
        yield heard


@pytest.fixture
async def simulator(application: Application) -> AsyncIterator[Simulator]:
    async with open_simulator(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        sender=SENDER,
        messaging_service_sid=SERVICE,
        webhook_url=f"{application.url}/sms",
        callback_delay_s=0.01,
    ) as opened:
        yield opened


@pytest.fixture
async def sdk(simulator: Simulator) -> AsyncIterator[Client]:
    patience = aiohttp.ClientTimeout(total=1)
    async with aiohttp.ClientSession(timeout=patience) as session:
        yield Client(ACCOUNT, TOKEN, http_client=LocalTransport(session, simulator.base_url))
