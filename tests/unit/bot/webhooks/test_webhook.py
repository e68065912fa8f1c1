"""The webhooks, over HTTP, on parts in memory."""

import asyncio
import random
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from pymongo.errors import AutoReconnect
from quart.testing import WebsocketResponseError
from structlog.testing import capture_logs

from bot.conversation.wants import Wants
from bot.hearing.message import Inbound, Seen
from bot.hearing.ports import Stores
from bot.webhooks.receipt_batches import TooManyReceiptsError
from bot.webhooks.signature import Fields
from bot.webhooks.webhook import find_message
from models.delivery import DeliveryState
from models.rider import RiderStatus
from sandbox.chat.memory import BotMemory
from tests.fakes.away import nobody_there
from tests.fakes.bot_client import (
    ACCOUNT,
    INBOUND,
    STATUS,
    KeptReceipts,
    Twilio,
    form_of,
    headers_of,
    make_app,
    replies,
)
from tests.fakes.bot_world import KING, NOW, PHONE, SENDER, make_incident, make_sid

SECOND, SERVICE = "+14165550188", "MG" + "0" * 32
TROUBLE = "We could not do that just now, please send it again in a minute."


@pytest.fixture
def memory() -> BotMemory:
    return BotMemory(NOW)


@pytest.fixture
def twilio(memory: BotMemory) -> Twilio:
    return Twilio(make_app(memory))


async def test_a_rider_subscribes(twilio: Twilio, memory: BotMemory) -> None:
    [reply] = await twilio.text("SUBSCRIBE 504")

    assert reply.startswith("You get alerts for 504 King.")
    assert [each.target for each in memory.rider_with(PHONE, SENDER).subscriptions] == [KING]  # type: ignore[union-attr]  # None fails, too


async def test_the_answer_is_twiml(twilio: Twilio) -> None:
    form = form_of("LIST")
    response = await twilio.client.post(INBOUND, data=urlencode(form), headers=headers_of(INBOUND, form))

    assert response.content_type == "text/xml; charset=utf-8"
    assert (await response.get_data(as_text=True)).startswith('<?xml version="1.0" encoding="UTF-8"?><Response>')


async def test_a_repeated_webhook_gets_the_same_answer_and_changes_nothing(twilio: Twilio, memory: BotMemory) -> None:
    first = await twilio.text("SUBSCRIBE 504")
    rider = memory.rider_with(PHONE, SENDER)

    assert await twilio.text("SUBSCRIBE 504") == first
    assert memory.rider_with(PHONE, SENDER) == rider


async def test_stop_is_recorded_and_not_answered(twilio: Twilio, memory: BotMemory) -> None:
    await twilio.text("SUBSCRIBE 504", 1)

    assert await twilio.text("STOP", 2) == []
    assert memory.rider_with(PHONE, SENDER).status is RiderStatus.STOPPED  # type: ignore[union-attr]  # None fails, too
    assert memory.log[make_sid(2)][1:] == ("opted-out", True)


async def test_a_start_replayed_long_after_opts_nobody_in(twilio: Twilio, memory: BotMemory) -> None:
    await twilio.text("START", 1)
    for number in range(2, 25):
        await twilio.text("LIST", number)
    await twilio.text("STOP", 30)
    await twilio.text("START", 1)

    assert memory.rider_with(PHONE, SENDER).status is RiderStatus.STOPPED  # type: ignore[union-attr]  # None fails, too


async def test_a_message_whose_log_was_written_but_not_applied_is_applied(twilio: Twilio, memory: BotMemory) -> None:
    await twilio.text("SUBSCRIBE 504", 1)
    [rider] = memory.riders.values()
    memory.riders[rider.id] = replace(rider, version=0, recent=(), subscriptions=())

    assert await twilio.text("SUBSCRIBE 504", 1) != []
    assert [each.target for each in memory.riders[rider.id].subscriptions] == [KING]


@pytest.mark.parametrize("words", ["504", "START"])
async def test_a_message_of_one_phone_that_comes_again_from_another_is_nobodys(
    twilio: Twilio, memory: BotMemory, words: str
) -> None:
    await twilio.text(words, 1)

    assert await twilio.text(words, 1, From="+14165550102") == []
    assert [each.phone for each in memory.riders.values()] == [PHONE]


async def test_optouttype_counts_like_the_word(twilio: Twilio, memory: BotMemory) -> None:
    assert await twilio.text("genug", OptOutType="STOP") == []
    assert memory.rider_with(PHONE, SENDER).status is RiderStatus.STOPPED  # type: ignore[union-attr]  # None fails, too


async def test_a_rider_of_a_messaging_service_belongs_to_it(memory: BotMemory) -> None:
    twilio = Twilio(make_app(memory))
    await twilio.text("504", To="+14165550777", MessagingServiceSid=SENDER)

    assert memory.rider_with(PHONE, SENDER) is not None


@pytest.mark.parametrize(
    ("to", "service", "expected"),
    [
        pytest.param(SENDER, "", SENDER, id="the main number"),
        pytest.param(SECOND, "", SECOND, id="another of ours"),
        pytest.param("+14165550777", SERVICE, SERVICE, id="a number of our service"),
        pytest.param(SECOND, "MG" + "9" * 32, SECOND, id="a number that stands in somebody's service, too"),
    ],
)
def test_a_rider_belongs_to_the_sender_they_texted(to: str, service: str, expected: str) -> None:
    form = Fields([*form_of("504", To=to, MessagingServiceSid=service).items()])
    message = find_message(form, (SENDER, SECOND, SERVICE))

    assert message is not None
    assert message.sender == expected


async def test_an_alert_shown_in_a_reply_is_told(memory: BotMemory) -> None:
    memory.incidents.append(make_incident())
    await Twilio(make_app(memory)).text("504")
    [told] = memory.told.values()

    assert told.incident == memory.incidents[0].id


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        pytest.param("SUBSCRIBE 504", 200, [TROUBLE], id="an order is to be repeated"),
        pytest.param("stop please", 200, [TROUBLE], id="a wish to stop, too"),
        pytest.param("STOP", 503, None, id="Twilio is to repeat STOP"),
        pytest.param("START", 503, None, id="and START"),
    ],
)
async def test_with_the_database_away(
    twilio: Twilio, memory: BotMemory, words: str, status: int, said: list[str] | None
) -> None:
    memory.check = nobody_there
    answered, body = await twilio.post(INBOUND, form_of(words))

    assert answered == status
    assert (replies(body) if body else None) == said


async def test_a_slow_database_does_not_keep_twilio_waiting(memory: BotMemory) -> None:
    class Slow:
        async def read(self, message: Inbound, wants: Wants) -> Seen:
            await asyncio.sleep(60)
            raise AssertionError

    class SlowMemory(BotMemory):
        def stores(self) -> Stores:
            return replace(super().stores(), reading=Slow())

    assert await Twilio(make_app(SlowMemory(NOW), timeout_s=0.05)).text("504") == [TROUBLE]


async def test_many_texts_at_once_of_one_rider_are_all_applied(twilio: Twilio, memory: BotMemory) -> None:
    await asyncio.gather(*(twilio.text(number, index) for index, number in enumerate(("504", "501", "510"), start=1)))
    [rider] = memory.riders.values()

    assert sorted(each.label for each in rider.subscriptions) == ["501 Queen", "504 King", "510 Spadina"]
    assert {logged.subscriber for logged, *_ in memory.log.values()} == {rider.id}


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        pytest.param(INBOUND, b"Body=504", {}, 415, id="no content type"),
        pytest.param(INBOUND, b"{}", {"Content-Type": "application/json"}, 415, id="JSON"),
        pytest.param(INBOUND, b"Body=504", {"Content-Type": "application/x-www-form-urlencoded"}, 403, id="unsigned"),
        pytest.param(INBOUND, b"x" * 70_000, headers_of(INBOUND, {}), 413, id="too large"),
        pytest.param(INBOUND, b"a=&" * 600, headers_of(INBOUND, {}), 400, id="too many fields"),
        pytest.param(INBOUND, b"Body=504", headers_of(INBOUND, {"Body": "501"}), 403, id="signed for other words"),
        pytest.param(INBOUND, b"Body=%ff%fe", headers_of(INBOUND, {"Body": "x"}), 403, id="no UTF-8"),
        pytest.param("/twilio", b"", {}, 404, id="no such path"),
        pytest.param("/", b"", {}, 404, id="root"),
    ],
)
async def test_what_is_no_signed_form_of_twilio_is_refused(
    twilio: Twilio, path: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert await twilio.send(path, body, headers) == (status, "")


async def test_only_post_is_served(twilio: Twilio) -> None:
    assert (await twilio.client.get(INBOUND)).status_code == 405


async def test_a_wrong_path_is_worth_a_line_where_twilio_asks(twilio: Twilio) -> None:
    with capture_logs() as logs:
        await twilio.client.get("/wp-login.php")
        await twilio.client.get(INBOUND, headers={"X-Twilio-Signature": "any"})

    assert [(each["log_level"], each["path"], each["status"]) for each in logs] == [
        ("debug", "/wp-login.php", 404),
        ("warning", INBOUND, 405),
    ]


@pytest.mark.parametrize("path", [INBOUND, STATUS, "/"])
async def test_a_websocket_is_refused(memory: BotMemory, path: str) -> None:
    with pytest.raises(WebsocketResponseError) as refusal:
        async with make_app(memory).test_client().websocket(path) as knock:
            await knock.receive()

    assert refusal.value.response.status_code in {404, 405}


@pytest.mark.parametrize(
    ("form", "token", "status"),
    [
        pytest.param(form_of("504"), "54321", 403, id="another token"),
        pytest.param(form_of("504", AccountSid="AC" + "0b" * 16), "12345", 403, id="another account"),
        pytest.param({"AccountSid": ACCOUNT, "Body": "504"}, "12345", 400, id="no message"),
        pytest.param(form_of("504", From=""), "12345", 400, id="no sender"),
        pytest.param(form_of("504", MessageSid="x"), "12345", 400, id="no MessageSid"),
        pytest.param(form_of("504", From="INFO"), "12345", 200, id="a sender that is no phone"),
        pytest.param(form_of("504", From="12345"), "12345", 200, id="a short code"),
    ],
)
async def test_a_form_is_held_to_what_we_need(
    twilio: Twilio, memory: BotMemory, form: dict[str, str], token: str, status: int
) -> None:
    answered, _ = await twilio.post(INBOUND, form, token=token)

    assert answered == status
    assert memory.riders == {}


@pytest.mark.parametrize(
    "words",
    ["", " ", "\x00", "a" * 1600, "\u2028" * 1600, "<Message>&amp;]]>", "\ufffe\uffff", "\U0001f68b" * 800, "504\x00"],
    ids=repr,
)
async def test_strange_texts_are_answered_in_one_text(twilio: Twilio, words: str) -> None:
    assert len(await twilio.text(words)) == 1


async def test_a_text_without_body_is_answered(twilio: Twilio) -> None:
    form = form_of("")
    del form["Body"]
    status, body = await twilio.post(INBOUND, form)

    assert (status, len(replies(body))) == (200, 1)


async def test_two_thousand_hostile_requests_cause_no_error_of_ours(twilio: Twilio) -> None:
    dice = random.Random(504)
    statuses = set()
    for number in range(2000):
        form = {name: _noise(dice) for name in dice.sample(list(form_of("")), k=4)}
        if number % 2:
            form = form_of(_noise(dice), number, **{dice.choice(["From", "To", "OptOutType", "x\x00"]): _noise(dice)})
        path = dice.choice([INBOUND, STATUS]) + dice.choice(["", "?d=" + "0" * 32 + "&a=1", "?d=%00&a=9e9", "?%ff=&&="])
        headers = headers_of(path, form, token=dice.choice(["12345", "12345", "bad"]))
        body = dice.choice([urlencode(form).encode(), urlencode(form).encode(), dice.randbytes(40)])
        status, _ = await twilio.send(path, body, headers)
        statuses.add(status)

    assert statuses == {200, 204, 400, 403}


def _noise(dice: random.Random) -> str:
    alphabet = "aA0+@\x00\x1b\u00e9\ufffe\U0001f68b\u202e<&'\"\r\n %;,STOP504"
    return "".join(dice.choices(alphabet, k=dice.choice([0, 1, 5, 40, 400])))


async def test_a_status_callback_is_handed_on(memory: BotMemory) -> None:
    receipts = KeptReceipts()
    delivery = "0af1" * 8
    path = f"{STATUS}?d={delivery}&a=2"
    form = {"AccountSid": ACCOUNT, "MessageSid": make_sid(9), "MessageStatus": "undelivered", "ErrorCode": "30003"}
    status, body = await Twilio(make_app(memory, receipts)).post(path, form)
    [receipt] = receipts.receipts

    assert (status, body) == (204, "")
    assert (receipt.delivery, receipt.attempt, receipt.state) == (delivery, 2, DeliveryState.UNDELIVERED)
    assert (receipt.sid, receipt.error_code) == (make_sid(9), 30003)


@pytest.mark.parametrize(
    "receipts",
    [
        pytest.param(KeptReceipts(error=AutoReconnect("gone")), id="the database is away"),
        pytest.param(KeptReceipts(error=TooManyReceiptsError()), id="too many wait already"),
        pytest.param(KeptReceipts(error=ValueError("?")), id="nobody foresaw it"),
        pytest.param(KeptReceipts(wait_s=5), id="it takes too long"),
    ],
)
async def test_a_report_that_is_not_safe_is_not_said_to_be(memory: BotMemory, receipts: KeptReceipts) -> None:
    form = {"AccountSid": ACCOUNT, "MessageSid": make_sid(9), "MessageStatus": "sent"}
    twilio = Twilio(make_app(memory, receipts, timeout_s=0.05))

    assert await twilio.post(f"{STATUS}?d={'0af1' * 8}&a=1", form) == (503, "")


@pytest.mark.parametrize("query", ["", "?d=", "?d=xyz&a=1", "?d=" + "0" * 32, "?d=" + "0" * 32 + "&a=one"])
async def test_a_status_callback_on_nothing_of_ours_is_taken_and_dropped(memory: BotMemory, query: str) -> None:
    receipts = KeptReceipts()
    form = {"AccountSid": ACCOUNT, "MessageSid": make_sid(9), "MessageStatus": "sent"}

    assert await Twilio(make_app(memory, receipts)).post(STATUS + query, form) == (204, "")
    assert receipts.receipts == []


@pytest.mark.parametrize(("token", "status"), [("12345", 200), ("67890", 200), ("54321", 403)])
async def test_while_a_token_is_rotated_twilio_may_sign_with_either(memory: BotMemory, token: str, status: int) -> None:
    twilio = Twilio(make_app(memory, tokens=["12345", "67890"]))

    assert (await twilio.post(INBOUND, form_of("504"), token=token))[0] == status


async def test_no_words_of_riders_reach_the_log(twilio: Twilio, capsys: pytest.CaptureFixture[str]) -> None:
    await twilio.text("my secret is 7391")
    await twilio.post(INBOUND, form_of("another secret"), token="bad")
    logged = capsys.readouterr().out

    assert "secret" not in logged
    assert PHONE not in logged
    assert "+1416***0101" in logged
