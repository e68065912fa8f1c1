"""The sink answers as Twilio does, as far as its own client can tell, and counts what it took."""

import asyncio
import time
from pathlib import Path

import pytest

from benchmarks.suite.account import ACCOUNT_SID, SENDER, twilio_settings
from benchmarks.suite.town import open_sink
from runtime.twilio_transport import open_twilio

WORDS = "504 King: Détour & delays, 50% slower + crowded"


@pytest.mark.parametrize("delay_ms", [0, 50])
async def test_the_clients_of_twilio_read_the_sinks_answers(tmp_path: Path, delay_ms: float) -> None:
    async with (
        open_sink(tmp_path, delay_ms=delay_ms) as sink,
        open_twilio(twilio_settings(sink.url), connections=10, timeout_s=10) as client,
    ):
        began = time.monotonic()
        posts = (
            client.messages.create_async(to=f"+1416555{number:04d}", body=WORDS, from_=SENDER) for number in range(20)
        )
        messages = await asyncio.gather(*posts)
        took_s = time.monotonic() - began
        tally = await sink.tally(anew=True)

        assert [each.to for each in messages] == [f"+1416555{number:04d}" for number in range(20)]
        assert {(each.body, each.from_, each.status, each.account_sid) for each in messages} == {
            (WORDS, SENDER, "queued", ACCOUNT_SID)
        }
        assert len({each.sid for each in messages}) == 20
        assert all(each.date_created is not None for each in messages)
        assert (tally["texts"], tally["bodies"]) == (20, {WORDS: 20})
        # Ten at once, each for so long.
        assert took_s >= 2 * delay_ms / 1000
        assert tally["last_s"] - tally["first_s"] >= delay_ms / 1000 * 0.9
        assert (await sink.tally())["texts"] == 0
