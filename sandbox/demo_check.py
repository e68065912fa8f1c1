"""`make demo-check`: a scripted conversation through the whole product, judged step by step."""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.exit_codes import run_demonstration
from sandbox.stack import Stack, open_stack
from sandbox.transcript import Transcript
from sandbox.watching import wait_until

ANNA, BEN = "+14165550101", "+14165550102"
STEPS = (
    "subscribe-A",
    "subscribe-B",
    "alert-A-only",
    "update-once",
    "clear-once",
    "stop",
    "silence-after-stop",
    "start",
    "welcome-back",
    "alert-after-start",
    "status",
    "list",
)
TEXT_S = 15  # longest wait for a text that must come
QUIET_S = 1.0  # a second text that must not come would come within this time


class StepFailedError(Exception):
    """What a step saw instead of what it should have seen."""


@dataclass
class Verdict:
    """What the steps came to."""

    failed: list[str] = field(default_factory=list)
    latencies_s: list[float] = field(default_factory=list)


def main() -> int:
    """0 = every step held, 1 = one did not, 3 = this machine lacks something."""
    folder = Path(tempfile.mkdtemp(prefix="headway-demo-"))
    return run_demonstration(_check(folder), folder)


async def _check(folder: Path) -> int:
    begun = time.monotonic()
    transcript = Transcript({ANNA: "A", BEN: "B"})
    verdict = Verdict()
    attempts: dict[str, int] = {}
    async with open_stack(folder, progress=transcript.progress) as stack:
        script = Script(stack, transcript, verdict)
        await script.play()
        attempts = {name: script.attempts(phone) for phone, name in transcript.names.items()}
    result = {
        "ok": not verdict.failed,
        "steps": len(STEPS),
        "failed": verdict.failed,
        "feed_change_to_accepted_s": _summary(verdict.latencies_s),
        "attempts": attempts,
        "took_s": round(time.monotonic() - begun, 1),
    }
    if verdict.failed:
        print(f"logs: {folder}")
    print("RESULT " + json.dumps(result, separators=(",", ":")), flush=True)
    return 1 if verdict.failed else 0


def _summary(latencies_s: list[float]) -> dict[str, float | None]:
    if not latencies_s:
        return {"n": 0, "p50": None, "max": None}
    return {
        "n": len(latencies_s),
        "p50": round(statistics.median(latencies_s), 1),
        "max": round(max(latencies_s), 1),
    }


class Script:
    """The conversation: two riders, a feed that changes, and what each must see."""

    def __init__(self, stack: Stack, transcript: Transcript, verdict: Verdict) -> None:
        self._stack = stack
        self._transcript = transcript
        self._verdict = verdict
        self._alert = ""

    def attempts(self, phone: str) -> int:
        """How often it was tried to text this phone by REST."""
        return sum(attempt.to == phone for attempt in self._stack.simulator.attempts)

    async def play(self) -> None:
        """Play every step; a step that fails does not keep the next ones from being played."""
        steps = (
            self._subscribe_a,
            self._subscribe_b,
            self._alert_a_only,
            self._update_once,
            self._clear_once,
            self._stop,
            self._silence_after_stop,
            self._start,
            self._welcome_back,
            self._alert_after_start,
            self._status,
            self._list,
        )
        for number, (name, step) in enumerate(zip(STEPS, steps, strict=True), start=1):
            try:
                remark = await step()
            except (StepFailedError, TimeoutError) as error:
                self._verdict.failed.append(name)
                self._transcript.step("FAIL", number, name, str(error) or "no text came in time")
            else:
                self._transcript.step("ok", number, name, remark)

    async def _subscribe_a(self) -> str:
        return await self._ask(ANNA, "SUBSCRIBE 504", "504 King")

    async def _subscribe_b(self) -> str:
        return await self._ask(BEN, "SUBSCRIBE 501", "501 Queen")

    async def _alert_a_only(self) -> str:
        def change() -> None:
            text = "504 King: No service between Broadview Station and Parliament St due to a collision."
            self._alert = self._stack.board.raise_alert(["504"], text)

        return await self._one_text_after(change, lambda body: "No service" in body and "504 King" in body)

    async def _update_once(self) -> str:
        def change() -> None:
            text = "504 King: No service between Broadview Station and Spadina Ave due to a collision. Shuttles run."
            self._stack.board.change(self._alert, text)

        return await self._one_text_after(change, lambda body: body.startswith("Update: ") and "Spadina" in body)

    async def _clear_once(self) -> str:
        return await self._one_text_after(
            lambda: self._stack.board.clear(self._alert), lambda body: body.startswith("Clear: ")
        )

    async def _stop(self) -> str:
        return await self._keyword("STOP")

    async def _silence_after_stop(self) -> str:
        before = self.attempts(ANNA)
        alert = self._stack.board.raise_alert(["504"], "504 King: Detour via Queen St due to a fire.", effect="DETOUR")
        # Not just silence: the event must have gone all the way through the notifier.
        await self._stack.watcher.wait_for_fanout(alert, timeout_s=TEXT_S)
        await asyncio.sleep(QUIET_S)
        self._stack.board.clear(alert)
        # Else the welcome after START would tell of it, and its end would be one more text.
        await wait_until(self._is_all_quiet, timeout_s=TEXT_S)
        if self.attempts(ANNA) != before:
            raise StepFailedError("a text was tried after STOP")
        return "the alert was told to nobody"

    async def _start(self) -> str:
        return await self._keyword("START")

    async def _is_all_quiet(self) -> bool:
        return not any("504" in routes for routes in (await self._stack.watcher.open_incidents()).values())

    async def _welcome_back(self) -> str:
        text = await self._stack.simulator.phone(ANNA).next_text(TEXT_S)
        self._transcript.heard(ANNA, text)
        if text.body != "Welcome back: 504 King.":
            raise StepFailedError(f"unexpected: {text.body}")
        return "the bot says what came back"

    async def _alert_after_start(self) -> str:
        def change() -> None:
            self._stack.board.raise_alert(["504"], "504 King: Delays of 20 minutes due to a stalled streetcar.")

        return await self._one_text_after(change, lambda body: "stalled" in body)

    async def _status(self) -> str:
        return await self._ask(ANNA, "STATUS 504", "stalled")

    async def _list(self) -> str:
        return await self._ask(ANNA, "LIST", "504 King")

    async def _ask(self, phone: str, words: str, expected: str) -> str:
        self._transcript.said(phone, words)
        result = await self._stack.simulator.text(phone, words)
        for _reply in result.replies:
            self._transcript.heard(phone, await self._stack.simulator.phone(phone).next_text())
        if not any(expected in reply for reply in result.replies):
            raise StepFailedError(f"the reply does not say {expected!r} (webhook: {result.webhook_status})")
        return f"answered in {result.answered_at - result.at:.2f} s"

    async def _keyword(self, word: str) -> str:
        """STOP and START: Twilio answers, and we must not."""
        self._transcript.said(ANNA, word)
        result = await self._stack.simulator.text(ANNA, word)
        self._transcript.heard(ANNA, await self._stack.simulator.phone(ANNA).next_text())
        if result.webhook_status != 200 or result.replies or result.refused_replies:
            raise StepFailedError(
                f"webhook {result.webhook_status}, replies {result.replies or result.refused_replies}"
            )
        return "Twilio answered, the bot did not"

    async def _one_text_after(self, change: Callable[[], None], is_expected: Callable[[str], bool]) -> str:
        """One text to A, as expected, and none to B."""
        before_a, before_b = self.attempts(ANNA), self.attempts(BEN)
        change()
        changed = time.time()
        text = await self._stack.simulator.phone(ANNA).next_text(TEXT_S)
        self._transcript.heard(ANNA, text)
        await asyncio.sleep(QUIET_S)
        tried_a, tried_b = self.attempts(ANNA) - before_a, self.attempts(BEN) - before_b
        if (tried_a, tried_b) != (1, 0):
            raise StepFailedError(f"{tried_a} texts to A and {tried_b} to B")
        if not is_expected(text.body):
            raise StepFailedError(f"unexpected: {text.body}")
        self._verdict.latencies_s.append(text.at - changed)
        return f"{text.at - changed:.1f} s after the feed changed"
