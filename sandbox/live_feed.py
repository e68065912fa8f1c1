"""A demonstration's feed that is an agency's own: the pipeline reads it, and here is told what that came to."""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp

from sandbox.stack import Stack
from sandbox.transcript import Transcript

LOOK_S = 2.0
GOOD = frozenset({"accept", "confirm", "ignore", None})
NOT_HERE = "This feed is its agency's: /alert, /change, /clear, /alerts and /next belong to other demonstrations."


class LiveFeed:
    """Looks at what the product makes of the feed."""

    help = ""
    desk = None
    player = None

    def __init__(self, stack: Stack, transcript: Transcript) -> None:
        self._stack = stack
        self._transcript = transcript

    async def run(self) -> None:
        known = await self._stack.watcher.open_incidents()
        self._transcript.note(f"[{len(known)} alerts are going on; nobody is told of those]")
        outcome = None
        while True:
            await asyncio.sleep(LOOK_S)
            current = await self._stack.watcher.open_incidents()
            self._note_changes(known, current)
            known, outcome = current, await self._note_outcome(outcome)

    async def obey(self, words: Sequence[str]) -> bool:
        match words:
            case ["/alert" | "/change" | "/clear" | "/alerts" | "/next", *_]:
                self._transcript.note(NOT_HERE)
                return True
            case _:
                return False

    def hear_rider(self) -> None:
        """Nothing here depends on it."""

    async def finish(self) -> None:
        """A live feed has no end: the lines were all there is."""

    def _note_changes(self, known: dict[str, tuple[str, ...]], current: dict[str, tuple[str, ...]]) -> None:
        new = [current[each] for each in current.keys() - known.keys()]
        gone = known.keys() - current.keys()
        counts = [f"+{len(new)}" if new else "", f"-{len(gone)}" if gone else ""]
        if any(counts):
            routes = ", ".join(sorted({route for named in new for route in named}))
            self._transcript.note(f"[feed] {' '.join(filter(None, counts))} alerts{f' ({routes})' if routes else ''}")

    async def _note_outcome(self, before: str | None) -> str | None:
        outcome = await self._outcome()
        if outcome != before and outcome not in GOOD:
            self._transcript.note(f"[feed] says nothing: {outcome}")
        elif before not in GOOD and outcome in GOOD:
            self._transcript.note("[feed] is back")
        return outcome

    async def _outcome(self) -> str | None:
        """How the pipeline's last poll went; None where it does not say."""
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"{self._stack.internal['pipeline']}/readyz") as response,
            ):
                feeds: dict[str, dict[str, Any]] = (await response.json())["feeds"]
                outcomes: list[str | None] = [each["outcome"] for each in feeds.values()]
                return outcomes[0]
        except (aiohttp.ClientError, KeyError):
            return None
