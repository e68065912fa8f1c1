"""A probe goes the whole way to a staff phone, through the real processes, and disturbs nobody."""

from pathlib import Path

import aiohttp
from pymongo import AsyncMongoClient

from sandbox.stack import Stack, open_stack
from sandbox.watching import wait_until

STAFF, RIDER = "+14165550101", "+14165550102"
EVERY_TWO_SECONDS = {"PROBE_PHONE": STAFF, "PROBE_EVERY_S": "2", "PROBE_WITHIN_S": "20"}


async def probes(stack: Stack, result: str) -> float:
    async with aiohttp.ClientSession() as session, session.get(f"{stack.internal['notifier']}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    counted = [line for line in lines if line.startswith(f'headway_probes_total{{result="{result}"}}')]
    return float(counted[0].split()[-1]) if counted else 0


async def left_behind(stack: Stack) -> list[int]:
    async with AsyncMongoClient[dict[str, object]](stack.env["MONGODB_URI"]) as client:
        database = client[stack.env["MONGODB_DATABASE"]]
        return [
            await database["incidents"].count_documents({"feed": "-probe"}),
            await database["fanouts"].count_documents({"event.feed": "-probe"}),
        ]


async def test_a_probe_is_delivered_to_the_staff_phone_until_it_says_stop(tmp_path: Path) -> None:
    async with open_stack(tmp_path, overrides=EVERY_TWO_SECONDS) as stack:
        await wait_until(lambda: _is(stack, "withheld", 1), timeout_s=20)
        before = len(stack.simulator.attempts)
        for phone in (STAFF, RIDER):
            await stack.simulator.text(phone, "SUBSCRIBE 504")
        await wait_until(lambda: _is(stack, "delivered", 2), timeout_s=40)
        listed = await stack.simulator.text(STAFF, "LIST")
        status = await stack.simulator.text(STAFF, "STATUS")
        await stack.simulator.text(STAFF, "STOP")
        withheld = await probes(stack, "withheld")
        await wait_until(lambda: _is(stack, "withheld", withheld + 2), timeout_s=20)
        texts = [text.body for text in stack.simulator.phone(STAFF).inbox if "Probe of Headway" in text.body]

        assert before == 0
        assert len(texts) >= 2
        assert {attempt.to for attempt in stack.simulator.attempts} == {STAFF}
        assert not any(attempt.opted_out for attempt in stack.simulator.attempts)
        assert "robe" not in "".join((*listed.replies, *status.replies))
        assert await left_behind(stack) == [0, 0]


async def _is(stack: Stack, result: str, count: float) -> bool:
    return await probes(stack, result) >= count
