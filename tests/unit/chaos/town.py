"""A hand-made run: a few riders, one incident, and a phone company's log, from which the verdict is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.chaos.harness.life import Act, Life, Word
from tests.chaos.harness.names import alert_text
from tests.chaos.harness.occasions import Chronicle, Occasion
from tests.chaos.harness.texts import Texts
from tests.chaos.harness.verdict import Verdict, judge

SENDER = "+14165550199"
ANNA, BEN = "+14165550101", "+14165550102"
FIRST, SECOND, THIRD = "Dukeje", "Gorini", "Kidovu"
KING = frozenset({"504"})
BEGINS, UPDATED, CLEARED, AGAIN, NOW = 100.0, 200.0, 300.0, 400.0, 500.0


@dataclass
class Logged:
    """One attempt in the log."""

    at: float
    to: str
    body: str
    from_: str = SENDER
    outcome: str = "accepted"
    status_callback: str | None = None


@dataclass
class Town:
    """Anna hears of 504 King, Ben of 501 Queen; the incident is on 504."""

    acts: Mapping[str, Sequence[Act]] = field(default_factory=dict)
    chronicle: Chronicle = field(default_factory=Chronicle)
    log: list[Logged] = field(default_factory=list)

    def opens(self, *, is_hurried: bool = False) -> "Town":
        return self._add(0, FIRST, BEGINS, is_hurried=is_hurried)

    def updates(self) -> "Town":
        return self._add(1, SECOND, UPDATED)

    def clears(self, number: int = 1, name: str = FIRST) -> "Town":
        return self._add(number, name, CLEARED, is_clear=True)

    def reopens(self) -> "Town":
        return self._add(2, THIRD, AGAIN, is_again=True)

    def told(self, phone: str, name: str, at: float, *, outcome: str = "accepted", delivery: str = "") -> "Town":
        return self.texted(
            phone, f"504 King: {alert_text('Pavame', name)} TTC 8:12a", at, outcome=outcome, delivery=delivery
        )

    def told_end(self, phone: str, name: str, at: float) -> "Town":
        return self.texted(phone, f"Clear: 504 King, no longer listed: {alert_text('Pavame', name)}", at)

    def texted(
        self, phone: str, body: str, at: float, *, outcome: str = "accepted", delivery: str = "", sender: str = SENDER
    ) -> "Town":
        self.log.append(Logged(at, phone, body, sender, outcome, f"http://bot/twilio/status?d={delivery}&a=1"))
        return self

    def judged(self, slept: Sequence[tuple[float, float]] = ()) -> Verdict:
        routes = {ANNA: KING, BEN: frozenset({"501"})}
        lives = {phone: Life(phone, routes[phone], list(self.acts.get(phone, ())), SENDER) for phone in routes}
        texts = Texts(self.chronicle)
        texts.read(self.log)
        return judge(lives, texts, self.log, slept=slept, now=NOW)

    def _add(
        self,
        number: int,
        name: str,
        at: float,
        *,
        is_clear: bool = False,
        is_again: bool = False,
        is_hurried: bool = False,
    ) -> "Town":
        occasion = Occasion(1, number, name, KING, at, is_clear, is_again, is_hurried, known_at=at + 2)
        self.chronicle.add(occasion)
        return self


def act(word: Word, at: float, *, route: str = "", answered_after: float = 0.5, is_done: bool = True) -> Act:
    return Act(word, at, at + answered_after if is_done else float("inf"), route, is_done)
