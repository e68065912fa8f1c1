"""The simulator's REST API, asked by Twilio's own SDK over a real socket."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from sandbox.twilio_simulator.faults import Fault
from sandbox.twilio_simulator.simulator import Simulator
from tests.integration.sandbox.surroundings import ACCOUNT, RIDER, SENDER, SERVICE, Application, until


async def send(sdk: Client, **changed: Any) -> Any:
    arguments = {"to": RIDER, "from_": SENDER, "body": "504 King: delays"} | changed
    return await sdk.messages.create_async(**arguments)


async def test_a_created_message_is_on_the_phone_in_the_log_and_can_be_fetched(
    sdk: Client, simulator: Simulator
) -> None:
    created = await send(sdk)

    text = await simulator.phone(RIDER).next_text()
    fetched = await sdk.messages(created.sid).fetch_async()
    assert (text.body, text.kind, text.segments) == ("504 King: delays", "sms", 1)
    assert (fetched.sid, fetched.direction, fetched.from_) == (created.sid, "outbound-api", SENDER)
    assert abs((datetime.now(UTC) - fetched.date_created).total_seconds()) < 5
    assert [(attempt.outcome, attempt.sid) for attempt in simulator.attempts] == [("accepted", created.sid)]


async def test_the_sdk_walks_through_all_pages(sdk: Client) -> None:
    sids = [(await send(sdk, body=f"text {number}")).sid for number in range(5)]

    listed = await sdk.messages.list_async(to=RIDER, page_size=2)

    assert [message.sid for message in listed] == sids[::-1]


async def test_a_filter_by_time_passes_through_the_sdk(sdk: Client, simulator: Simulator) -> None:
    await simulator.text(RIDER, "hello")

    found = await sdk.messages.list_async(to=SENDER, date_sent_after=datetime(2020, 1, 1, tzinfo=UTC))
    too_late = await sdk.messages.list_async(to=SENDER, date_sent_after=datetime(2120, 1, 1, tzinfo=UTC))

    assert [(message.body, message.direction) for message in found] == [("hello", "inbound")]
    assert too_late == []


async def test_a_refusal_carries_twilios_code(sdk: Client, simulator: Simulator) -> None:
    await simulator.text(RIDER, "STOP")

    with pytest.raises(TwilioRestException) as refusal:
        await send(sdk)

    assert (refusal.value.status, refusal.value.code) == (400, 21610)
    assert [(attempt.opted_out, attempt.outcome) for attempt in simulator.attempts] == [(True, "21610")]


async def test_a_stranger_is_not_let_in(simulator: Simulator) -> None:
    url = f"{simulator.base_url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 401
        assert (await answer.json())["code"] == 20003


async def test_reports_arrive_signed_in_order_with_the_query_kept(
    sdk: Client, simulator: Simulator, application: Application
) -> None:
    created = await send(sdk, status_callback=f"{application.url}/status?d=abc%20d&a=1")

    await until(lambda: len(simulator.callbacks) == 2)

    assert application.callbacks() == ["sent", "delivered"]
    assert application.signed == [True, True]
    assert {form["MessageSid"] for form in application.forms} == {created.sid}


async def test_a_service_reports_an_opted_out_rider_later(
    sdk: Client, simulator: Simulator, application: Application
) -> None:
    await simulator.text(RIDER, "STOP")

    created = await send(sdk, from_=None, messaging_service_sid=SERVICE, status_callback=f"{application.url}/status")
    await until(lambda: len(simulator.callbacks) == 2)

    assert created.status == "accepted"
    assert application.callbacks() == ["queued", "failed"]
    assert application.forms[-1]["ErrorCode"] == "21610"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.UNDELIVERED, ["sent", "undelivered"]),
        (Fault.REORDERED_CALLBACKS, ["delivered", "sent"]),
        (Fault.DUPLICATE_CALLBACKS, ["sent", "sent", "delivered", "delivered"]),
        (Fault.OPTED_OUT_CALLBACK, ["failed"]),
    ],
)
async def test_reports_go_wrong_on_purpose(
    sdk: Client, simulator: Simulator, application: Application, fault: Fault, expected: list[str]
) -> None:
    simulator.faults.next(fault)

    await send(sdk, status_callback=f"{application.url}/status")
    await until(lambda: len(simulator.callbacks) == len(expected))

    assert application.callbacks() == expected


async def test_reports_may_arrive_before_the_answer(
    sdk: Client, simulator: Simulator, application: Application
) -> None:
    simulator.faults.next(Fault.CALLBACK_BEFORE_ANSWER)

    await send(sdk, status_callback=f"{application.url}/status")

    assert application.callbacks() == ["sent", "delivered"]


@pytest.mark.parametrize("fault", [Fault.ACCEPT_THEN_HANG, Fault.ACCEPT_THEN_CLOSE, Fault.HTTP_500_AFTER_ACCEPT])
async def test_a_lost_answer_leaves_a_message_that_the_list_shows(
    sdk: Client, simulator: Simulator, fault: Fault
) -> None:
    simulator.faults.next(fault)

    with pytest.raises((TimeoutError, aiohttp.ClientError, TwilioRestException)):
        await send(sdk)

    listed = await sdk.messages.list_async(to=RIDER)
    assert [message.sid for message in listed] == [simulator.attempts[0].sid]
    assert [text.body for text in simulator.phone(RIDER).inbox] == ["504 King: delays"]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [(Fault.HTTP_429, "20429"), (Fault.HTTP_500, "20500"), (Fault.HANG_BEFORE_ACCEPT, "hang")],
)
async def test_a_failure_before_acceptance_leaves_nothing(
    sdk: Client, simulator: Simulator, fault: Fault, outcome: str
) -> None:
    simulator.faults.next(fault)

    with pytest.raises((TimeoutError, TwilioRestException)):
        await send(sdk)

    assert await sdk.messages.list_async(to=RIDER) == []
    assert [(attempt.fault, attempt.outcome) for attempt in simulator.attempts] == [(fault, outcome)]


async def test_in_an_outage_nothing_is_created_and_nothing_can_be_looked_up(sdk: Client, simulator: Simulator) -> None:
    simulator.faults.outage = True

    with pytest.raises(TwilioRestException, match="503"):
        await send(sdk)
    # The SDK's paging raises the base class, without a code.
    with pytest.raises(TwilioException, match="503"):
        await sdk.messages.list_async(to=RIDER)

    simulator.faults.outage = False
    assert await sdk.messages.list_async(to=RIDER) == []
    assert [attempt.outcome for attempt in simulator.attempts] == ["20503"]
