"""The phone company's faults: most by chance, throttling in spells, as a limit on the rate of requests brings it."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from sandbox.twilio_simulator.account import Attempt
from sandbox.twilio_simulator.faults import Fault, Faults

# A tenth each; what is created and never answered comes in four ways, of which one brings no report either.
BY_CHANCE = {
    Fault.HTTP_500: 0.10,
    Fault.HANG_BEFORE_ACCEPT: 0.10,
    Fault.ACCEPT_THEN_HANG: 0.03,
    Fault.ACCEPT_THEN_CLOSE: 0.02,
    Fault.HTTP_500_AFTER_ACCEPT: 0.02,
    Fault.ACCEPT_THEN_SILENCE: 0.03,
    Fault.DUPLICATE_CALLBACKS: 0.10,
    Fault.REORDERED_CALLBACKS: 0.10,
    Fault.CALLBACK_BEFORE_ANSWER: 0.05,
    Fault.NO_CALLBACKS: 0.05,
}
THROTTLED = {Fault.HTTP_429: 1.0}
# Who is throttled sends less meanwhile: this is about a tenth of what is tried.
SPELL_S, BETWEEN_S = 0.8, 5.0
ACCEPT_DELAY_S = 0.5


async def work(faults: Faults, dice: random.Random, end: asyncio.Event) -> None:
    """Let faults happen until `end`."""
    faults.accept_delay_s = ACCEPT_DELAY_S
    while not end.is_set():
        faults.probabilities = dict(BY_CHANCE)
        await _sleep(dice.expovariate(1 / BETWEEN_S), end)
        faults.probabilities = dict(THROTTLED)
        await _sleep(SPELL_S, end)
    faults.probabilities = {}


def shares(attempts: Sequence[Attempt]) -> Mapping[str, float]:
    """How much of all that was tried met with which fault."""
    counts = Counter(each.fault for each in attempts if each.fault)
    return {name: round(count / len(attempts), 3) for name, count in sorted(counts.items())}


async def _sleep(for_s: float, end: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(for_s):
            await end.wait()
    except TimeoutError:
        return
