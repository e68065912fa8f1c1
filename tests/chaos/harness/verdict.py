"""What a run came to: who was not told, who was told twice, who was told though they had stopped, and how late."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.chaos.harness.claims import Claim, claim
from tests.chaos.harness.life import Life
from tests.chaos.harness.occasions import Occasion
from tests.chaos.harness.texts import Attempt, Texts

GRACE_S = 1.0  # after the answer to a STOP
LATE_S = 60.0
# A process that was frozen between its last check and the write to the socket writes when it wakes up.
WAKING_S = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """One text that was wrong or missing: which, for whom, and the times that show it."""

    what: str
    phone: str
    about: str
    times: tuple[float, ...] = ()


@dataclass(slots=True)
class Verdict:
    """Everything found; `asleep` are those that only a process that slept between check and write explains."""

    owed: int = 0
    either: int = 0
    lost: list[Finding] = field(default_factory=list)
    doubled: list[Finding] = field(default_factory=list)
    after_stop: list[Finding] = field(default_factory=list)
    unasked: list[Finding] = field(default_factory=list)
    asleep: list[Finding] = field(default_factory=list)
    latencies_s: list[float] = field(default_factory=list)

    @property
    def failures(self) -> list[Finding]:
        return [*self.lost, *self.doubled, *self.after_stop, *self.unasked]

    @property
    def late(self) -> int:
        return sum(each > LATE_S for each in self.latencies_s)


def judge(
    lives: Mapping[str, Life],
    texts: Texts,
    attempts: Sequence[Attempt],
    *,
    slept: Sequence[tuple[float, float]],
    now: float,
) -> Verdict:
    """Hold what was texted against what was owed; `slept` are the times when a sending process was frozen."""
    verdict = Verdict()
    for occasion in texts.chronicle.all():
        _judge_occasion(occasion, lives, texts, verdict, now)
    verdict.doubled += _doubled_others(texts)
    verdict.after_stop += _after_stop(lives, attempts)
    verdict.unasked += _from_others(lives, attempts)
    for name in ("doubled", "after_stop"):
        found: list[Finding] = getattr(verdict, name)
        asleep = [each for each in found if _is_of_a_sleeper(each, slept)]
        verdict.asleep += asleep
        setattr(verdict, name, [each for each in found if each not in asleep])
    return verdict


def missing(occasion: Occasion, lives: Mapping[str, Life], texts: Texts, now: float) -> Iterator[str]:
    """Who is owed a text about the occasion, and has none."""
    for phone, life in lives.items():
        if not texts.times(occasion, phone) and claim(occasion, life, texts, now) is Claim.OWED:
            yield phone


def _judge_occasion(occasion: Occasion, lives: Mapping[str, Life], texts: Texts, verdict: Verdict, now: float) -> None:
    tries = texts.tries(occasion)
    for phone, life in lives.items():
        times = texts.times(occasion, phone)
        if len(times) > 1:
            verdict.doubled.append(Finding("doubled", phone, occasion.name, tuple(times)))
        match claim(occasion, life, texts, now):
            case Claim.OWED:
                verdict.owed += 1
                if times:
                    verdict.latencies_s.append(times[0] - occasion.at)
                else:
                    verdict.lost.append(Finding("lost", phone, occasion.name, (occasion.at, occasion.known_at)))
            case Claim.EITHER:
                verdict.either += 1
            case Claim.NOTHING if phone in tries:
                verdict.unasked.append(Finding("unasked", phone, occasion.name, tuple(tries[phone])))


def _doubled_others(texts: Texts) -> Iterator[Finding]:
    """Texts about no occasion (a welcome): more accepted messages than there were deliveries of these words."""
    for (phone, body), found in texts.others.items():
        if len(found.times) > len(found.deliveries):
            yield Finding("doubled", phone, body[:60], tuple(found.times))


def _after_stop(lives: Mapping[str, Life], attempts: Sequence[Attempt]) -> Iterator[Finding]:
    silent = {phone: spans for phone, life in lives.items() if (spans := life.stops())}
    for each in attempts:
        for since, until in silent.get(each.to, ()):
            if since + GRACE_S < each.at < until:
                yield Finding("after stop", each.to, each.body[:60], (since, each.at))


def _from_others(lives: Mapping[str, Life], attempts: Sequence[Attempt]) -> Iterator[Finding]:
    """Texts of a sender that the rider never wrote to."""
    for each in attempts:
        if each.to not in lives or each.from_ != lives[each.to].sender:
            yield Finding("another's sender", each.to, f"{each.from_}: {each.body[:60]}", (each.at,))


def _is_of_a_sleeper(finding: Finding, slept: Sequence[tuple[float, float]]) -> bool:
    """Whether a process slept over what made the text one too many, and sent it in the moment in which it woke up."""
    first, *others = finding.times
    return any(since - GRACE_S <= first and until <= at <= until + WAKING_S for since, until in slept for at in others)
