"""A rider's text reaches our application as Twilio would bring it, and its answer the rider."""

import aiohttp
import pytest

from sandbox.ports import free_port
from sandbox.twilio_simulator.keywords import Keyword
from sandbox.twilio_simulator.simulator import Simulator
from tests.integration.sandbox.surroundings import ACCOUNT, RIDER, SENDER, Application


async def test_a_text_is_posted_signed_and_its_answer_reaches_the_phone(
    simulator: Simulator, application: Application
) -> None:
    result = await simulator.text(RIDER, "Café 504 & 501\r\n 🚋 ")

    form = application.forms[0]
    assert application.signed == [True]
    assert (form["Body"], form["From"], form["To"], form["AccountSid"]) == (result.body, RIDER, SENDER, ACCOUNT)
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"] == result.sid
    assert (result.webhook_status, result.replies) == (200, ("You follow 504",))
    assert [(text.body, text.kind) for text in simulator.phone(RIDER).inbox] == [("You follow 504", "reply")]


async def test_stop_is_answered_by_twilio_still_posted_and_our_reply_refused(
    simulator: Simulator, application: Application
) -> None:
    result = await simulator.text(RIDER, "stop")

    assert result.keyword_reply == Keyword.OPT_OUT.answer
    assert application.forms[0]["Body"] == "stop"
    assert (result.replies, result.refused_replies) == ((), ("You follow 504",))


async def test_an_error_is_not_tried_again_unless_the_url_says_so(
    simulator: Simulator, application: Application
) -> None:
    application.statuses = [503]

    result = await simulator.text(RIDER, "hello")

    assert (result.webhook_status, result.tries, result.replies) == (503, 1, ())


async def test_overrides_ask_for_retries_with_one_idempotency_token(
    simulator: Simulator, application: Application
) -> None:
    application.statuses = [503, 500]
    simulator.webhook_url = f"{application.url}/sms#rc=3&rp=ct,rt,5xx"

    result = await simulator.text(RIDER, "hello")

    assert (result.webhook_status, result.tries, result.replies) == (200, 3, ("You follow 504",))
    assert len(set(application.tokens)) == 1
    assert {form["MessageSid"] for form in application.forms} == {result.sid}
    assert all(application.signed)


async def test_a_slow_answer_is_lost_and_asked_for_again(simulator: Simulator, application: Application) -> None:
    application.delays_s = [1.0]
    simulator.webhook_url = f"{application.url}/sms#rc=1&rt=400&rp=rt"

    result = await simulator.text(RIDER, "hello")

    assert (result.tries, result.replies) == (2, ("You follow 504",))


async def test_the_total_time_ends_all_trying(simulator: Simulator, application: Application) -> None:
    application.delays_s = [1.0] * 5
    simulator.webhook_url = f"{application.url}/sms#rc=5&rt=400&tt=600&rp=all"

    result = await simulator.text(RIDER, "hello")

    assert (result.webhook_status, result.error_code) == (None, 11200)
    assert result.tries == 2


async def test_a_refused_connection_is_tried_twice_by_default(simulator: Simulator) -> None:
    simulator.webhook_url = f"http://127.0.0.1:{free_port()}/sms"

    result = await simulator.text(RIDER, "hello")

    assert (result.tries, result.webhook_status, result.error_code) == (2, None, 11205)


@pytest.mark.parametrize("answer", ["OK"])
async def test_plain_text_is_texted_as_it_is(simulator: Simulator, application: Application, answer: str) -> None:
    application.content_type, application.answer = "text/plain", answer

    assert (await simulator.text(RIDER, "hello")).replies == (answer,)


async def test_other_processes_can_text_and_read_the_log(simulator: Simulator) -> None:
    async with aiohttp.ClientSession(simulator.base_url) as session:
        async with session.post("/sandbox/texts", json={"from": RIDER, "body": "SUBSCRIBE 504"}) as answer:
            assert (await answer.json())["replies"] == ["You follow 504"]
        async with session.get(f"/sandbox/phones/{RIDER}") as answer:
            assert [text["kind"] for text in (await answer.json())["inbox"]] == ["reply"]
        async with session.get(f"/sandbox/phones/{RIDER}?after=1") as answer:
            assert (await answer.json())["inbox"] == []
        async with session.get("/sandbox/attempts") as answer:
            assert (await answer.json())["attempts"] == []
