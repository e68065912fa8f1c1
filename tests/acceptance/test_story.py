"""The logs of all processes tell the whole story of one text: by its message SID, its delivery, its event."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.stack import Stack, open_stack
from sandbox.twilio_simulator.message import Message
from sandbox.watching import wait_until
from tests.acceptance.town import Town

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."


def grep(stack: Stack, word: str) -> list[dict[str, Any]]:
    """What `grep` finds in the logs of all processes, as it happened."""
    lines = [line for each in stack.processes.values() for line in each.log.read_text().splitlines()]
    return sorted((json.loads(line) for line in lines if word in line), key=lambda line: str(line["timestamp"]))


def told(lines: Sequence[dict[str, Any]]) -> set[str]:
    """What each line tells: its process, its event, and what became of texts."""
    return {" ".join([each["process"], each["event"], each.get("outcome", each.get("state", ""))]) for each in lines}


def texts_to(stack: Stack, phone: str) -> list[Message]:
    return [each for each in stack.simulator.account.messages.values() if each.to == phone and each.status_callback]


async def test_one_grep_tells_of_a_text_from_the_feed_to_the_phone(tmp_path: Path) -> None:
    async with open_stack(tmp_path) as stack:
        await stack.start("notifier", "notifier-2")
        await stack.wait_until_healthy("notifier-2")
        town = Town(stack, king=3, queen=1)
        await town.subscribe()
        asked = await stack.simulator.text(town.king[1], "STATUS 504")
        stack.board.raise_alert(["504"], NO_SERVICE)
        await town.wait_until_told(town.king, "504 King")
        [text] = texts_to(stack, town.king[1])
        await wait_until(lambda: _is_over(stack, text.sid), timeout_s=20)
        [delivery] = parse_qs(urlsplit(str(text.status_callback)).query)["d"]
        of_sid, of_delivery = grep(stack, text.sid), grep(stack, delivery)
        [about] = {line["about"] for line in of_sid}
        of_event = grep(stack, about)

        # Nobody can say whether Twilio's first report or its answer is read sooner.
        on_its_way = {"notifier texts.settled accepted", "bot texts.reported sent", "bot texts.reported delivered"}
        assert told(of_sid) == told(of_delivery) == on_its_way
        assert {line["texts"][delivery] for line in of_delivery} == {text.sid}
        assert [(line["process"], line["event"]) for line in of_event[:2]] == [
            ("pipeline", "event"),
            ("notifier", "event.taken"),
        ]
        assert ("notifier", "fanout.turn") in {(line["process"], line["event"]) for line in of_event}
        assert on_its_way <= told(of_event)
        assert told(grep(stack, asked.sid)) == {"bot inbound.answered "}


async def _is_over(stack: Stack, sid: str) -> bool:
    """Whether all processes have said their part."""
    return len(told(grep(stack, sid))) == 3
