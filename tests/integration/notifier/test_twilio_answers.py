"""What Twilio's answers come to, over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web

from models.delivery import Kind, Slot
from notifier.deciding.texts import NotProcessed, OursToMend, OutboundMessage, Outcome, OutcomeUnknown, Refused
from notifier.posting.twilio_messages import TwilioMessages
from runtime.settings import TwilioSettings
from runtime.twilio_transport import open_twilio
from sandbox.ports import free_port
from sandbox.twilio_simulator.server import open_simulator
from tests.integration.notifier.conftest import ACCOUNT, SENDER, TOKEN

TEXT = OutboundMessage(
    "d", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, datetime(2026, 3, 9, tzinfo=UTC)
)


def settings_of(url: str, token: str = TOKEN) -> TwilioSettings:
    return TwilioSettings(
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=token,
        twilio_sender=SENDER,
        public_base_url="http://127.0.0.1:1",
        twilio_api_url=url,
    )


class Answers:
    """A server that gives each request the same answer."""

    def __init__(self) -> None:
        self.status = 429
        self.body = "{}"
        self.headers: dict[str, str] = {}
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        return web.Response(status=self.status, text=self.body, headers=self.headers, content_type="application/json")


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    given, app = Answers(), web.Application()
    app.router.add_route("*", "/{rest:.*}", given.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    given.url = f"http://127.0.0.1:{port}"
    yield given
    await runner.cleanup()


async def outcome_from(url: str) -> Outcome:
    async with open_twilio(settings_of(url), connections=1, timeout_s=5) as client:
        messages = TwilioMessages(client, sender=SENDER, public_base_url="http://127.0.0.1:1")
        return await messages.post(TEXT, to="+14165550101", timeout_s=5)


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        pytest.param(429, {"Retry-After": "7"}, "{}", NotProcessed("throttled", 7, is_throttled=True), id="seconds"),
        pytest.param(
            429,
            {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"},
            "no JSON",
            NotProcessed("throttled", is_throttled=True),
            id="a date that we do not read",
        ),
        pytest.param(429, {}, '{"code": 20429}', NotProcessed("throttled", is_throttled=True), id="no time named"),
        pytest.param(401, {}, '{"code": 20003, "status": 401}', OursToMend(20003), id="our token"),
        pytest.param(400, {}, '{"code": 21211, "status": 400}', Refused(21211), id="no such number"),
        pytest.param(502, {}, "<html>", OutcomeUnknown("http-502"), id="a gateway's page"),
    ],
)
async def test_an_answer_becomes_an_outcome(
    answers: Answers, status: int, headers: dict[str, str], body: str, expected: Outcome
) -> None:
    answers.status, answers.headers, answers.body = status, headers, body

    assert await outcome_from(answers.url) == expected


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://127.0.0.1:{port}", id="nobody listens"),
        pytest.param("http://nowhere.invalid", id="no such name"),
    ],
)
async def test_a_text_that_never_left_was_surely_not_processed(url: str) -> None:
    outcome = await outcome_from(url.format(port=free_port()))

    assert isinstance(outcome, NotProcessed)
    assert not outcome.is_throttled


async def test_without_a_common_tls_nothing_left(answers: Answers) -> None:
    outcome = await outcome_from(answers.url.replace("http:", "https:"))

    assert isinstance(outcome, NotProcessed)


@pytest.mark.parametrize(
    ("token", "outage", "expected"),
    [
        pytest.param(TOKEN, False, True, id="it answers"),
        pytest.param(TOKEN, True, False, id="it is down"),
        pytest.param("wrong", False, False, id="our token is wrong"),
    ],
)
async def test_a_probe_creates_nothing_and_tells_whether_twilio_works(token: str, outage: bool, expected: bool) -> None:
    async with (
        open_simulator(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, webhook_url=None) as simulator,
        open_twilio(settings_of(simulator.base_url, token), connections=1, timeout_s=5) as client,
    ):
        simulator.faults.outage = outage
        messages = TwilioMessages(client, sender=SENDER, public_base_url="http://127.0.0.1:1")

        assert await messages.is_reachable() is expected
        assert simulator.attempts == []
