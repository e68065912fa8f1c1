"""Notices a consumer that gets nothing although there is something."""

import asyncio
import math
from collections.abc import Collection, Mapping
from typing import Any, Protocol

from aiokafka.errors import IllegalStateError

Partition = Any  # aiokafka.TopicPartition


class Positions(Protocol):
    """What a consumer knows of where it stands."""

    def assignment(self) -> Collection[Partition]: ...

    async def end_offsets(self, partitions: Collection[Partition]) -> Mapping[Partition, int]: ...

    async def position(self, partition: Partition) -> int: ...

    def highwater(self, partition: Partition) -> int | None:
        """The end as the broker last told it, with what was fetched; None before that."""
        ...


class Progress:
    """Looks at a quiet consumer: one that stands anywhere but at the end, twice in a row, has lost its way.

    A broker that came back empty has fewer records than the consumer believes, and one that forgot the consumer has
    more than it hands over. Who has no partition stands by: there is nothing to be seen.
    """

    def __init__(self, consumer: Positions, *, look_every_s: float, patience_s: float, now_s: float) -> None:
        self._consumer = consumer
        self._look_every_s = look_every_s
        self._patience_s = patience_s
        self._quiet_since_s = now_s
        self._is_suspected = False

    def moved(self, now_s: float) -> None:
        """Records came."""
        self._quiet_since_s = now_s
        self._is_suspected = False

    async def is_astray(self, now_s: float) -> bool:
        """Whether the consumer should be rebuilt; raises TimeoutError where the broker does not say."""
        if now_s - self._quiet_since_s < self._look_every_s:
            return False
        self._quiet_since_s = now_s
        partitions = self._consumer.assignment()
        if not partitions:
            return False
        async with asyncio.timeout(self._patience_s):
            ends = await self._consumer.end_offsets(partitions)
            is_elsewhere = any([await self._consumer.position(each) != ends[each] for each in partitions])
        was_suspected, self._is_suspected = self._is_suspected, is_elsewhere
        return was_suspected and is_elsewhere


async def find_lag(consumer: Positions, *, patience_s: float) -> float:
    """How many records the consumer was not handed yet; NaN while that is not known. No broker is asked."""
    ends = {each: consumer.highwater(each) for each in consumer.assignment()}
    lag = 0
    for partition, end in ends.items():
        if end is None:
            return math.nan
        try:
            async with asyncio.timeout(patience_s):
                lag += max(0, end - await consumer.position(partition))
        except (TimeoutError, IllegalStateError):
            # It has just been given to another member of the group.
            return math.nan
    return lag
