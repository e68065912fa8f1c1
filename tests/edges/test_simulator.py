"""Every answer of the simulator is one that Twilio's official description allows: Prism stands in front and judges."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from notifier.settings import NotifierSettings
from runtime.twilio_transport import ThrottledError, open_twilio
from sandbox.ports import free_port
from sandbox.twilio_simulator.errors import MESSAGES as ERRORS
from sandbox.twilio_simulator.faults import Fault
from sandbox.twilio_simulator.server import open_simulator
from sandbox.twilio_simulator.simulator import Simulator
from sandbox.web import open_site
from tests.edges.standin import Standin
from tests.edges.waiting import until

ACCOUNT, TOKEN, RIDER = "AC" + "1" * 32, "t" * 32, "+14165550101"
NUMBER, SERVICE = "+14165550199", "MG" + "2" * 32
# What to ask for, so that Twilio refuses it.
REFUSED: dict[int, dict[str, Any]] = {
    20001: {"validity_period": 36001},
    20404: {"from_": None, "messaging_service_sid": "MG" + "3" * 32},
    21211: {"to": "504"},
    21602: {"body": " "},
    21603: {"from_": None},
    21604: {"to": ""},
    21606: {"from_": "+14165550000"},
    21609: {"status_callback": "https://my_bot.example.org/"},
    21617: {"body": "a" * 1601},
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def prism(standin: Standin, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[str, int]]:
    """Prism's address, and the port on which whoever it judges must listen."""
    port = free_port()
    upstream = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("prism") / "proxy.log"
    # Our refusals are what is to be judged: Prism must not refuse first.
    async with standin.open_prism("proxy", upstream, "--errors", "--no-validate-request", log=log) as url:
        yield url, port


@pytest.fixture
async def simulator(prism: tuple[str, int]) -> AsyncIterator[Simulator]:
    async with open_simulator(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        sender=NUMBER,
        messaging_service_sid=SERVICE,
        callback_delay_s=0,
        port=prism[1],
    ) as opened:
        yield opened


@pytest.fixture
async def judged(prism: tuple[str, int], simulator: Simulator) -> AsyncIterator[Client]:
    """Twilio's SDK, whose requests reach the simulator by way of Prism."""
    async with open_twilio(_settings(prism[0]), connections=5, timeout_s=10) as client:
        yield client


def _settings(url: str, token: str = TOKEN) -> NotifierSettings:
    return NotifierSettings(
        mongodb_uri="mongodb://127.0.0.1",
        kafka_bootstrap_servers="127.0.0.1:9092",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=token,
        twilio_sender=NUMBER,
        public_base_url="https://bot.example.org",
        twilio_api_url=url,
    )


async def create(client: Client, **changed: Any) -> Any:
    asked = {"to": RIDER, "from_": NUMBER, "body": "504 King: Detour", "validity_period": 900} | changed
    return await client.messages.create_async(**{name: value for name, value in asked.items() if value is not None})


async def test_a_message_from_a_number(judged: Client) -> None:
    created = await create(judged)

    assert (created.status, created.num_segments, created.from_) == ("queued", "1", NUMBER)


async def test_a_message_of_a_service_has_no_number_yet(judged: Client) -> None:
    created = await create(judged, from_=None, messaging_service_sid=SERVICE)

    assert (created.status, created.num_segments, created.from_) == ("accepted", "0", None)


async def test_a_message_is_fetched_to_its_end(judged: Client, simulator: Simulator) -> None:
    created = await create(judged, from_=None, messaging_service_sid=SERVICE)

    async def is_delivered() -> bool:
        return bool((await judged.messages(created.sid).fetch_async()).status == "delivered")

    await until(is_delivered, "delivered")


@pytest.mark.parametrize("fault", [Fault.UNDELIVERED, Fault.OPTED_OUT_CALLBACK])
async def test_a_message_that_fails_is_fetched(judged: Client, simulator: Simulator, fault: Fault) -> None:
    simulator.faults.next(fault)
    created = await create(judged)

    async def has_failed() -> bool:
        fetched = await judged.messages(created.sid).fetch_async()
        return fetched.status in {"failed", "undelivered"} and bool(fetched.error_code)

    await until(has_failed, "failed")


async def test_pages_of_every_kind_of_message(judged: Client, simulator: Simulator) -> None:
    for number in range(5):
        await create(judged, body=f"text {number}")
    await create(judged, from_=None, messaging_service_sid=SERVICE)
    await simulator.text(RIDER, "HELP")
    simulator.account.reply("No alerts now.", NUMBER, RIDER, now=0)
    listed = await judged.messages.list_async(page_size=2)
    to_rider = await judged.messages.list_async(to=RIDER, limit=50)

    assert len(listed) == 9
    assert {str(each.direction) for each in listed} == {"inbound", "outbound-api", "outbound-reply"}
    assert len(to_rider) == 8


async def test_a_list_of_nothing(judged: Client) -> None:
    assert await judged.messages.list_async(to="+14165550000") == []


@pytest.mark.parametrize(("code", "changed"), REFUSED.items(), ids=map(str, REFUSED))
async def test_a_refusal(judged: Client, code: int, changed: dict[str, Any]) -> None:
    with pytest.raises(TwilioRestException) as refusal:
        await create(judged, **changed)

    assert (refusal.value.status, refusal.value.code) == (ERRORS[code][0], code)


async def test_a_failure_of_twilios_own(judged: Client, simulator: Simulator) -> None:
    simulator.faults.next(Fault.HTTP_500)
    with pytest.raises(TwilioRestException) as refusal:
        await create(judged)

    assert refusal.value.code == 20500


async def test_too_many_requests(judged: Client, simulator: Simulator) -> None:
    simulator.faults.next(Fault.HTTP_429)
    with pytest.raises(ThrottledError):
        await create(judged)


async def test_an_outage(judged: Client, simulator: Simulator) -> None:
    simulator.faults.outage = True
    with pytest.raises(TwilioRestException) as refusal:
        await create(judged)

    assert (refusal.value.status, refusal.value.code) == (503, 20503)


async def test_a_rider_who_stopped(judged: Client, simulator: Simulator) -> None:
    await simulator.text(RIDER, "STOP")
    with pytest.raises(TwilioRestException) as refusal:
        await create(judged)

    assert (refusal.value.status, refusal.value.code) == (400, 21610)


async def test_a_wrong_token(prism: tuple[str, int], simulator: Simulator) -> None:
    async with open_twilio(_settings(prism[0], token="wrong"), connections=5, timeout_s=10) as client:
        with pytest.raises(TwilioRestException) as refusal:
            await create(client)

    assert (refusal.value.status, refusal.value.code) == (401, 20003)


def test_no_error_is_left_out(standin: Standin) -> None:
    elsewhere = {20003, 20429, 20500, 20503, 21610}

    assert set(REFUSED) | elsewhere == set(ERRORS)


async def test_errors_read_as_twilios_do(standin: Standin, simulator: Simulator) -> None:
    ours = {code: status for code, (status, _) in ERRORS.items()}
    twilios = {each["code"]: each["http"] for each in standin.errors}
    common = ours.keys() & twilios.keys()

    assert {code: ours[code] for code in common} == {code: twilios[code] for code in common}


async def test_a_message_has_every_field_and_no_other(standin: Standin, simulator: Simulator) -> None:
    message, _ = simulator.account.receive(RIDER, NUMBER, "LIST", now=0)

    assert set(message.resource()) == standin.message_fields


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"sid": 504}, id="a sid that is a number"),
        pytest.param({"status": "on its way"}, id="a status that Twilio has not"),
        pytest.param({"account_sid": "me"}, id="an account that is none"),
    ],
)
async def test_the_judge_knows_a_wrong_answer(prism: tuple[str, int], answer: dict[str, object]) -> None:
    async def lie(_request: web.Request) -> web.Response:
        return web.json_response(answer, status=201)

    app = web.Application()
    app.router.add_post("/{anything:.*}", lie)
    url = f"{prism[0]}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    async with (
        open_site(app, port=prism[1]),
        aiohttp.ClientSession() as session,
        session.post(url, data={"To": RIDER}, headers={"Authorization": "Basic eDp5"}) as judgement,
    ):
        assert judgement.status == 500
        assert "VIOLATIONS" in await judgement.text()
