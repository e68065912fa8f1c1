"""The broker that tests and demonstrations run on: tansu from its wheel, or Apache Kafka where that is asked for."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.embedded.apache_kafka import open_apache_kafka
from sandbox.embedded.broker import KafkaServer, open_broker

VARIABLE = "HEADWAY_TEST_BROKER"
OPENERS = {"tansu": open_broker, "apache": open_apache_kafka}


def wants_apache() -> bool:
    return os.environ.get(VARIABLE) == "apache"


@asynccontextmanager
async def open_any_broker(folder: Path) -> AsyncIterator[KafkaServer]:
    """Run the broker that HEADWAY_TEST_BROKER names (tansu or apache) until the context is left.

    Raises:
        EnvironmentLacksError: this machine cannot run it.
    """
    async with OPENERS[os.environ.get(VARIABLE) or "tansu"](folder) as server:
        yield server
