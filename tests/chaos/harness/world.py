"""The whole product with several of each process, one address for its bots, and its people."""

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pymongo import AsyncMongoClient

from models.rider import Rider, Subscription, encode_rider
from models.route import route_target
from runtime.mongo import Database, Row
from sandbox.ports import free_port
from sandbox.stack import SENDER, Progress, Stack, open_stack
from tests.chaos.harness.balancer import open_balancer
from tests.chaos.harness.clocks import Clocks, open_clocks
from tests.chaos.harness.life import Life
from tests.chaos.harness.names import STATIONS
from tests.chaos.harness.occasions import Chronicle
from tests.chaos.harness.plan import OVERRIDES, Plan
from tests.chaos.harness.texts import Texts

ROUTES = {"504": 6, "501": 4, "510": 3, "29": 2, "39": 2, "503": 1, "60": 1, "304": 1}  # with how popular each is
ELEVATORS = {f"ELEVATORS {each.upper()}": 1 for each in STATIONS}
SUBJECTS = ROUTES | ELEVATORS  # as riders write them
OTHER_SENDER = "+14165550198"
OVERRIDES_OF_THE_WEBHOOK = "#rc=2&rt=4500&rp=ct,rt,5xx"


@dataclass
class World:
    """Everything that a run is made of."""

    plan: Plan
    stack: Stack
    clocks: Clocks
    database: Database
    lives: Mapping[str, Life]
    writers: list[str]
    chronicle: Chronicle = field(default_factory=Chronicle)
    texts: Texts = field(init=False)
    quiet_at: float = float("inf")  # when disturbances and faults ended

    def __post_init__(self) -> None:
        self.texts = Texts(self.chronicle)


@asynccontextmanager
async def open_world(plan: Plan, folder: Path, progress: Progress) -> AsyncIterator[World]:
    """Run everything until the context is left; logs go to `folder`."""
    async with AsyncExitStack() as stack:
        clocks = await open_clocks(folder)
        if not clocks.can_step:
            progress("no clock will be set: this machine has no C compiler")
        ports: list[int] = []
        address = f"http://127.0.0.1:{await stack.enter_async_context(open_balancer(ports, plan.dice('balancer')))}"
        overrides = {**OVERRIDES, "PUBLIC_BASE_URL": address, "TWILIO_SENDERS": f"{SENDER},{OTHER_SENDER}"}
        product = await stack.enter_async_context(open_stack(folder, progress=progress, overrides=overrides))
        product.simulator.webhook_url = f"{address}/twilio/inbound{OVERRIDES_OF_THE_WEBHOOK}"
        product.simulator.faults.seed = plan.seed
        ports.append(int(product.env["PORT"]))
        await _give_clocks(product, clocks)
        await _start_more(plan, product, ports, clocks, progress)
        client: AsyncMongoClient[Row] = AsyncMongoClient(product.env["MONGODB_URI"], tz_aware=True, timeoutMS=5000)
        database = (await stack.enter_async_context(client))[product.env["MONGODB_DATABASE"]]
        lives = _population(plan)
        await _subscribe(database, lives)
        phones = list(lives)
        yield World(plan, product, clocks, database, lives, plan.dice("writers").sample(phones, len(phones) // 3))


async def _give_clocks(product: Stack, clocks: Clocks) -> None:
    """Start what runs already again, with clocks of its own."""
    for name, process in product.processes.items():
        process.env |= clocks.env_of(name)
        await process.restart()
    for name in product.processes:
        await product.wait_until_healthy(name)


async def _start_more(plan: Plan, product: Stack, ports: list[int], clocks: Clocks, progress: Progress) -> None:
    """What the stack has not started yet: more of each, and the notifiers of the other sender."""
    product.simulator.account.senders.append(OTHER_SENDER)
    more: list[tuple[str, str, dict[str, str]]] = []
    for number in range(2, plan.bots + 1):
        ports.append(free_port())
        more.append(("bot", f"bot-{number}", {"PORT": str(ports[-1])}))
    more += [("pipeline", f"pipeline-{number}", {}) for number in range(2, plan.pipelines + 1)]
    more += [("notifier", f"notifier-{number}", {}) for number in range(2, plan.notifiers + 1)]
    other = {"TWILIO_SENDER": OTHER_SENDER}
    more += [("notifier", f"notifier-other-{number}", other) for number in range(1, plan.notifiers + 1)]
    for kind, name, env in more:
        progress(f"starting {name}")
        await product.start(kind, name, **env, **clocks.env_of(name))
    for _, name, _ in more:
        await product.wait_until_healthy(name)


def _population(plan: Plan) -> dict[str, Life]:
    dice = plan.dice("population")
    phones = (f"+1416555{number:04d}" for number in range(plan.riders))
    senders = [SENDER, SENDER, OTHER_SENDER]
    return {phone: Life(phone, _drawn_routes(dice), [], dice.choice(senders)) for phone in phones}


def _drawn_routes(dice: random.Random) -> frozenset[str]:
    return frozenset(dice.choices(list(SUBJECTS), weights=list(SUBJECTS.values()), k=dice.choice([1, 1, 2, 3])))


def _target(subject: str) -> str:
    station = subject.removeprefix("ELEVATORS ")
    return route_target("ttc", subject) if subject in ROUTES else f"ttc/station/{station.lower()}/elevators"


async def _subscribe(database: Database, lives: Mapping[str, Life]) -> None:
    """As if all had subscribed an hour ago."""
    since = datetime.now(UTC) - timedelta(hours=1)
    riders = [
        Rider(
            f"{number:024x}",
            life.phone,
            life.sender,
            subscriptions=tuple(Subscription(_target(each), each, since) for each in life.routes),
        )
        for number, life in enumerate(lives.values())
    ]
    await database["subscribers"].insert_many([{**encode_rider(each), "changed_at": since} for each in riders])
