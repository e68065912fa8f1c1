"""The topics of Kafka: made at start, and made again when a broker came back without them."""

import asyncio
from collections.abc import Sequence

import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from runtime.clock import boottime_s
from runtime.errors import StartError
from runtime.kafka_closing import close
from runtime.kafka_connection import connection
from runtime.kafka_reasons import kept_reasons, reason_of
from runtime.process import Stop
from runtime.settings import KafkaSettings

# Apache Kafka refuses a record whose sender's clock is an hour ahead, unless the times are its own.
TIMED_BY_BROKER = {"message.timestamp.type": "LogAppendTime"}
# What a lost broker looks like from here.
LOST_ERRORS = (KafkaError, TimeoutError, OSError)

log = structlog.get_logger()


class BrokerUnreachableError(Exception):
    """No broker answered."""


class Topics:
    """Keeps the topics in being; `generation` rises when connections made before it may be of no use any more."""

    def __init__(self, settings: KafkaSettings, names: Sequence[str]) -> None:
        self._settings = settings
        self._names = names
        self.generation = 0
        self.problem: str | None = "not looked at yet"

    @property
    def is_reachable(self) -> bool:
        return self.problem is None

    async def ensure_at_start(self, patience_s: float) -> None:
        """Make the topics, waiting for a broker that is merely late.

        Raises:
            StartError: no broker answered within `patience_s`.
        """
        deadline = boottime_s() + patience_s
        while True:
            try:
                await self.ensure()
            except BrokerUnreachableError as error:
                servers = self._settings.kafka_bootstrap_servers
                if boottime_s() >= deadline:
                    raise StartError(
                        f"no Kafka broker answers at KAFKA_BOOTSTRAP_SERVERS={servers}: {error}"
                    ) from error
                log.warning("kafka.waiting", servers=servers)
                await asyncio.sleep(0.5)
            else:
                return

    async def keep(self, stop: Stop) -> None:
        """Look at the topics now and then until `stop`."""
        while not await stop.wait_for(self._settings.kafka_check_s):
            was_reachable = self.is_reachable
            try:
                made = await self.ensure()
            except BrokerUnreachableError as error:
                log.warning("kafka.unreachable", error=str(error))
                continue
            if made or not was_reachable:
                self.generation += 1
                log.info("kafka.back", generation=self.generation, topics_made=made)

    async def ensure(self) -> list[str]:
        """Make the topics that are missing; their names.

        Raises:
            BrokerUnreachableError: nothing was made.
        """
        with kept_reasons() as said:
            try:
                missing = await self._ensure()
            except LOST_ERRORS as error:
                reason = reason_of(error, said, security_protocol=self._settings.kafka_security_protocol)
                self.problem = f"no broker answers: {reason}"[:200]
                raise BrokerUnreachableError(reason) from error
        self.problem = None
        return missing

    async def _ensure(self) -> list[str]:
        admin = AIOKafkaAdminClient(**connection(self._settings))
        try:
            async with asyncio.timeout(self._settings.kafka_timeout_s):
                await admin.start()
                known = set(await admin.list_topics())
                missing = [name for name in self._names if name not in known]
                if missing:
                    await self._make(admin, missing)
        finally:
            await close(admin.close)
        return missing

    async def _make(self, admin: AIOKafkaAdminClient, names: Sequence[str]) -> None:
        partitions, replicas = self._settings.kafka_partitions, self._settings.kafka_replication
        answer = await admin.create_topics(
            [NewTopic(name, partitions, replicas, topic_configs=TIMED_BY_BROKER) for name in names]
        )
        for _topic, code, *_message in answer.topic_errors:
            error = for_code(code)
            # Another process may have been faster.
            if code and error is not TopicAlreadyExistsError:
                raise error
