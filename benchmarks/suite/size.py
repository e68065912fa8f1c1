"""How much is measured: quickly, on what a developer waits for, or in full."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of riders, texts, requests and rounds; `slack` is how far a short measurement may miss a limit."""

    riders: int
    slow_texts: int
    slow_rounds: int
    rounds: int
    subscribers: int
    concerned: int
    requests: int
    alerts: int
    selectors: int
    latency_riders: int
    latency_trials: int
    growth: tuple[int, ...]
    senders: tuple[int, ...]
    riders_of_sender: int
    loop_texts: int
    slack: float


QUICK = Size(
    riders=5_000,
    slow_texts=5_000,
    slow_rounds=2,
    rounds=2,
    subscribers=20_000,
    concerned=2_000,
    requests=1_500,
    alerts=1_000,
    selectors=24_000,
    latency_riders=500,
    latency_trials=8,
    growth=(1_000, 5_000),
    senders=(1, 2),
    riders_of_sender=1_000,
    loop_texts=1_000,
    slack=0.2,
)
FULL = Size(
    riders=100_000,
    slow_texts=20_000,
    slow_rounds=1,
    rounds=3,
    subscribers=1_000_000,
    concerned=100_000,
    requests=10_000,
    alerts=5_000,
    selectors=120_000,
    latency_riders=10_000,
    latency_trials=20,
    growth=(10_000, 100_000, 1_000_000),
    senders=(1, 2, 4),
    riders_of_sender=10_000,
    loop_texts=10_000,
    slack=0.0,
)
