"""Where outcomes are written down, in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from models.documents.opt_out import OPTED_OUT
from models.documents.reacting import Failure
from notifier.deciding.texts import OutboundMessage
from notifier.settling.settlement import Settlement


class FakeLedger:
    """Keeps settlements in the order of their writing; the next writes may fail."""

    def __init__(self) -> None:
        self.batches: list[list[Settlement]] = []
        self.failures: list[Exception] = []
        self.rewritten: list[OutboundMessage] = []
        self.checked: dict[str, int] = {}
        self.opted_out: list[str] = []
        self.failed: list[str] = []
        self.never_told: list[str] = []
        self.attempted_at: set[datetime] = set()

    @property
    def settled(self) -> dict[str, Settlement]:
        """The last settlement of each delivery."""
        return {each.delivery: each for batch in self.batches for each in batch}

    @property
    def reasons(self) -> dict[str, object]:
        """Why each delivery was not accepted, or the message SID of one that was."""
        return {name: each.facts.get("reason") or each.facts.get("sid") for name, each in self.settled.items()}

    async def settle_all(self, settlements: Sequence[Settlement], now: datetime) -> None:
        del now
        if self.failures:
            raise self.failures.pop(0)
        self.batches.append(list(settlements))

    async def rewrite(self, text: OutboundMessage) -> bool:
        self.rewritten.append(text)
        return True

    async def check(self, versions: Mapping[str, int]) -> None:
        self.checked |= versions

    async def ask_again(self, lost: Collection[str]) -> None:
        self.never_told += lost

    async def before(self, failures: Sequence[Failure]) -> None:
        self.attempted_at |= {each.attempted_at for each in failures}
        self.opted_out += [each.subscriber for each in failures if each.code == OPTED_OUT]

    async def after(self, failures: Sequence[Failure]) -> None:
        self.failed += [each.subscriber for each in failures]
