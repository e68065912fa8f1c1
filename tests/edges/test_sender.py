"""Every request of our sender is one that Twilio's official description knows, and every error is understood."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from models.delivery import Kind, Slot
from notifier.deciding.texts import (
    QUEUE_FULL,
    Accepted,
    NotProcessed,
    OursToMend,
    OutboundMessage,
    Outcome,
    OutcomeUnknown,
    Refused,
)
from notifier.posting.twilio_messages import LATEST, TwilioMessages
from notifier.settings import NotifierSettings
from notifier.settling.reconciling import ProviderUnreachableError
from runtime.twilio_transport import open_twilio
from tests.edges.standin import Standin
from tests.edges.wiretap import Passed, Wiretap, open_wiretap

ACCOUNT, TOKEN, RIDER = "AC" + "1" * 32, "t" * 32, "+14165550101"
NUMBER, SERVICE = "+14165550199", "MG" + "2" * 32
BASE_URL = "https://bot.example.org/hooks"
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
# What each of Twilio's errors proves about a text.
OUTCOMES: dict[int, Outcome] = {
    20003: OursToMend(20003),
    20404: OursToMend(20404),
    20429: NotProcessed("throttled", is_throttled=True),
    20500: OutcomeUnknown("http-500"),
    20503: OutcomeUnknown("http-503"),
    21211: Refused(21211),
    21212: OursToMend(21212),
    21408: Refused(21408),
    21602: Refused(21602),
    21603: Refused(21603),
    21604: Refused(21604),
    21606: OursToMend(21606),
    21608: Refused(21608),
    21610: Refused(21610),
    21611: NotProcessed(QUEUE_FULL, is_throttled=True),
    21612: Refused(21612),
    21614: Refused(21614),
    21617: Refused(21617),
    21635: Refused(21635),
    21703: OursToMend(21703),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def prism(standin: Standin, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with standin.open_prism("mock", log=tmp_path_factory.mktemp("prism") / "mock.log") as url:
        yield url


@pytest.fixture
async def wiretap(prism: str) -> AsyncIterator[Wiretap]:
    async with open_wiretap(prism) as opened:
        yield opened


@pytest.fixture(params=[NUMBER, SERVICE], ids=["a number", "a Messaging Service"])
async def sender(request: pytest.FixtureRequest, wiretap: Wiretap) -> AsyncIterator[TwilioMessages]:
    settings = NotifierSettings(
        mongodb_uri="mongodb://127.0.0.1",
        kafka_bootstrap_servers="127.0.0.1:9092",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_sender=request.param,
        public_base_url=BASE_URL,
        twilio_api_url=wiretap.url,
    )
    async with open_twilio(
        settings, connections=settings.send_concurrency, timeout_s=settings.send_timeout_s
    ) as client:
        yield TwilioMessages(client, sender=settings.twilio_sender, public_base_url=settings.public_base_url)


def text(body: str = "504 King: Detour via Queen", kind: Kind = Kind.FIRST) -> OutboundMessage:
    slot = Slot.CLEAR if kind is Kind.CLEAR else Slot.NOTICE
    return OutboundMessage(
        "0af1" * 8, "r", "ttc/1/2", 1, "1", slot, kind, body, 1, datetime(2026, 8, 5, tzinfo=UTC), attempt=3
    )


def is_known_to(standin: Standin, passed: Passed) -> bool:
    """Whether the description has every field of the request: Prism itself drops what it does not know."""
    form, query = {name for name, _ in passed.form}, {name for name, _ in passed.query}
    known = standin.create_fields if passed.method == "POST" else set()
    return form <= known and query <= (standin.list_parameters if passed.method == "GET" else set())


@pytest.mark.parametrize("kind", list(Kind))
async def test_every_kind_of_text_is_accepted(
    sender: TwilioMessages, wiretap: Wiretap, standin: Standin, kind: Kind
) -> None:
    outcome = await sender.post(text(kind=kind), to=RIDER, timeout_s=20)
    [passed] = wiretap.passed

    assert isinstance(outcome, Accepted)
    assert (passed.method, passed.path, passed.status) == ("POST", MESSAGES, 201)
    assert is_known_to(standin, passed)


@pytest.mark.parametrize(
    "body",
    ["x", "caf\u00e9 \u2192 \U0001f68b", "100% & more = +1; a?b#c\r\nnext line ", "a" * 1600, "$x {y} <z> \\ |"],
    ids=["short", "unicode", "reserved characters", "the longest", "markup"],
)
async def test_a_texts_words_arrive_as_they_are(sender: TwilioMessages, wiretap: Wiretap, body: str) -> None:
    assert isinstance(await sender.post(text(body), to=RIDER, timeout_s=20), Accepted)
    [passed] = wiretap.passed

    assert dict(passed.form)["Body"] == body
    assert dict(passed.form)["To"] == RIDER


async def test_reports_are_asked_for_where_twilio_can_reach_us(sender: TwilioMessages, wiretap: Wiretap) -> None:
    await sender.post(text(), to=RIDER, timeout_s=20)
    [passed] = wiretap.passed
    callback = urlsplit(dict(passed.form)["StatusCallback"])

    assert f"{callback.scheme}://{callback.netloc}{callback.path}" == f"{BASE_URL}/twilio/status"
    assert "_" not in (callback.hostname or "_")
    assert parse_qs(callback.query, strict_parsing=True) == {"d": ["0af1" * 8], "a": ["3"]}


async def test_the_latest_messages_are_listed_page_by_page(
    sender: TwilioMessages, wiretap: Wiretap, standin: Standin
) -> None:
    found = await sender.find_sent(RIDER)

    # Twilio's example is a page of two messages that names a next page, which Prism answers with the same again.
    assert len(found) == LATEST
    assert len(wiretap.passed) == LATEST / 2
    assert {each.status for each in wiretap.passed} == {200}
    assert {each.path for each in wiretap.passed} == {MESSAGES, MESSAGES.replace(ACCOUNT, "AC" + "a" * 32)}
    assert all(is_known_to(standin, each) for each in wiretap.passed)
    assert dict(wiretap.passed[0].query)["To"] == RIDER
    assert all(each.sid and each.body and each.created_at for each in found)


@pytest.mark.parametrize(("code", "expected"), OUTCOMES.items(), ids=map(str, OUTCOMES))
async def test_every_error_of_twilio_proves_what_we_take_it_for(
    sender: TwilioMessages, wiretap: Wiretap, standin: Standin, code: int, expected: Outcome
) -> None:
    [status] = [each["http"] for each in standin.errors if each["code"] == code]
    wiretap.prefer = f"code={status}, example=e{code}"

    assert await sender.post(text(), to=RIDER, timeout_s=20) == expected
    assert [each.status for each in wiretap.passed] == [status]  # once: nothing is ever posted again by itself


def test_no_error_is_left_out(standin: Standin) -> None:
    assert set(OUTCOMES) == {each["code"] for each in standin.errors}


async def test_a_probe_is_a_request_that_twilio_knows_and_creates_nothing(
    sender: TwilioMessages, wiretap: Wiretap, standin: Standin
) -> None:
    assert await sender.is_reachable()
    assert {each.method for each in wiretap.passed} == {"GET"}
    assert all(is_known_to(standin, each) for each in wiretap.passed)

    wiretap.upstream = "http://127.0.0.1:9"
    assert not await sender.is_reachable()


async def test_a_list_that_fails_says_nothing_about_the_text(sender: TwilioMessages, wiretap: Wiretap) -> None:
    wiretap.upstream = "http://127.0.0.1:9"

    with pytest.raises(ProviderUnreachableError):
        await sender.find_sent(RIDER)


@pytest.mark.parametrize(
    ("body", "to"),
    [
        pytest.param("", RIDER, id="no words"),
        pytest.param("a" * 1601, RIDER, id="too long"),
        pytest.param("504", "my phone", id="no number"),
    ],
)
async def test_the_judge_refuses_what_twilio_would(
    sender: TwilioMessages, wiretap: Wiretap, body: str, to: str
) -> None:
    outcome = await sender.post(text(body), to=to, timeout_s=20)

    assert outcome == OutcomeUnknown("http-422")
    assert [each.status for each in wiretap.passed] == [422]


def test_the_judge_knows_a_misspelt_field(standin: Standin) -> None:
    assert not is_known_to(standin, Passed("POST", MESSAGES, (), (("StatusCallbak", "x"),), 201))
    assert not is_known_to(standin, Passed("GET", MESSAGES, (("DateSentAfter", "x"),), (), 200))


def test_the_log_is_of_prism(prism: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    logs = list(Path(tmp_path_factory.getbasetemp()).glob("prism*/mock.log"))

    assert any("Prism is listening" in each.read_text(encoding="utf-8") for each in logs)
