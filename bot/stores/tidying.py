"""The hourly look at what is kept for a while only: riders' words, and riders who are to be forgotten."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from pymongo.errors import PyMongoError

from bot.stores.forgetting import MongoForgetting
from bot.stores.inbound_log import MongoInboundLog
from runtime.database_clock import DatabaseClock
from runtime.process import Stop

HOUR_S = 3600.0
log = structlog.get_logger()


class Tidying:
    """Each bot does it by itself: whatever two of them do at once is done once."""

    def __init__(
        self,
        *,
        messages: MongoInboundLog,
        forgetting: MongoForgetting,
        clock: DatabaseClock,
        senders: Sequence[str],
        words_kept: timedelta,
    ) -> None:
        self._messages = messages
        self._forgetting = forgetting
        self._clock = clock
        self._senders = senders
        self._words_kept = words_kept

    async def keep(self, stop: Stop, *, every_s: float = HOUR_S) -> None:
        while not stop.is_set():
            try:
                await self.run()
            except PyMongoError as error:
                log.warning("tidying.failed", error=type(error).__name__)
            await stop.wait_for(every_s)

    async def run(self) -> None:
        """Take old words away, and finish what a crash left of a FORGET ME."""
        await self._clock.refresh()
        stripped = await self._messages.strip(before=self._clock.now() - self._words_kept)
        forgotten = sum([await self._forgetting.finish(each) for each in self._senders])
        if stripped or forgotten:
            log.info("tidied", stripped=stripped, forgotten=forgotten)
