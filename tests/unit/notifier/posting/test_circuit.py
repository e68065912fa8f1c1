"""When nothing is posted, when a single text tries, and how many go at once."""

import pytest

from notifier.deciding.texts import (
    QUEUE_FULL,
    Accepted,
    NotProcessed,
    OursToMend,
    Outcome,
    OutcomeUnknown,
    Refused,
    Withheld,
)
from notifier.posting.circuit import Circuit, CircuitRules, Waits

RULES = CircuitRules(most_at_once=40, failures=5, waits=Waits(2, 60), mend_waits=Waits(30, 300), queue_full_wait_s=60)
OK, HUNG, DOWN = Accepted("SM1"), OutcomeUnknown("TimeoutError"), NotProcessed("ClientConnectorError")
THROTTLED, NO_TOKEN = NotProcessed("throttled", is_throttled=True), OursToMend(20003)


def circuit_after(*outcomes: Outcome, jitter: float = 0.0) -> Circuit:
    circuit = Circuit(RULES, jitter=lambda: jitter)
    for outcome in outcomes:
        circuit.note(outcome, 0)
    return circuit


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param([HUNG] * 4, 40, id="four lost answers"),
        pytest.param([HUNG] * 5, 0, id="five lost answers in a row"),
        pytest.param([DOWN] * 5, 0, id="five failed connections in a row"),
        pytest.param([DOWN, HUNG, DOWN, HUNG, DOWN], 0, id="nothing gets an answer, one way or the other"),
        pytest.param([HUNG] * 4 + [OK] + [HUNG] * 4, 40, id="one answer between them"),
        pytest.param([HUNG] * 4 + [Refused(21610)] + [HUNG] * 4, 40, id="a refusal is an answer"),
        pytest.param([HUNG] * 4 + [THROTTLED] + [HUNG] * 4, 20, id="so is being throttled"),
        pytest.param([THROTTLED] * 9, 20, id="throttled together: once half as many"),
        pytest.param([NO_TOKEN], 0, id="our token is wrong"),
        pytest.param([Withheld("dry-run")] * 9, 40, id="nothing was posted"),
    ],
)
def test_texts_stop_when_the_provider_is_silent_or_refuses_us(outcomes: list[Outcome], expected: int) -> None:
    assert circuit_after(*outcomes).allowance(0) == expected


def test_the_provider_is_asked_after_a_wait_and_then_one_text_goes() -> None:
    circuit = circuit_after(*[HUNG] * 5)

    assert [circuit.needs_probe(at) for at in (0, 1.9, 2)] == [False, False, True]
    assert circuit.allowance(2) == 0
    circuit.probed(works=True, now_s=2)
    assert (circuit.allowance(2), circuit.needs_probe(9), circuit.is_open) == (1, False, True)
    circuit.note(OK, 3)
    assert (circuit.allowance(3), circuit.is_open, circuit.reason) == (40, False, None)


@pytest.mark.parametrize("jitter", [0.0, 0.5, 1.0])
def test_each_wait_is_twice_as_long_up_to_a_bound_and_jitter_spreads_it(jitter: float) -> None:
    circuit, now, waited = circuit_after(*[HUNG] * 5, jitter=jitter), 0.0, []
    for _ in range(8):
        started = now
        while not circuit.needs_probe(now):
            now += 0.25
        waited.append((now - started) / (1 - jitter / 2))
        circuit.probed(works=False, now_s=now)

    assert waited == pytest.approx([2, 4, 8, 16, 32, 60, 60, 60], abs=0.5)


def test_a_single_text_that_fails_opens_it_again_for_longer() -> None:
    circuit = circuit_after(*[HUNG] * 5)
    circuit.probed(works=True, now_s=2)
    circuit.note(HUNG, 3)

    assert (circuit.allowance(3), circuit.needs_probe(6.9), circuit.needs_probe(7)) == (0, False, True)


def test_what_was_under_way_when_it_opened_makes_no_wait_longer() -> None:
    circuit = circuit_after(*[HUNG] * 45)

    assert circuit.needs_probe(2)


def test_an_answer_to_what_was_under_way_closes_it() -> None:
    assert circuit_after(*[HUNG] * 5, OK).allowance(0) == 40


def test_a_refused_account_waits_longer_and_is_not_believed_mended_by_what_was_under_way() -> None:
    circuit = circuit_after(NO_TOKEN, OK, HUNG, NO_TOKEN)

    assert (circuit.reason, circuit.needs_probe(29), circuit.needs_probe(30)) == ("ours-to-mend-20003", False, True)
    circuit.probed(works=True, now_s=30)
    # A request that creates nothing cannot tell whether the sender may send.
    circuit.note(OursToMend(21606), 31)
    assert (circuit.reason, circuit.needs_probe(90), circuit.needs_probe(91)) == ("ours-to-mend-21606", False, True)
    circuit.probed(works=True, now_s=91)
    circuit.note(OK, 92)
    assert (circuit.reason, circuit.allowance(92)) == (None, 40)


def test_the_reason_that_can_be_mended_stays_while_the_provider_is_silent() -> None:
    circuit = circuit_after(NO_TOKEN)
    circuit.probed(works=False, now_s=30)

    assert circuit.reason == "ours-to-mend-20003"


def test_a_circuit_that_lost_answers_opened_learns_that_we_are_refused() -> None:
    circuit = circuit_after(*[HUNG] * 5, NO_TOKEN)

    assert (circuit.needs_probe(29), circuit.needs_probe(30)) == (False, True)


def test_throttling_halves_again_after_a_second_and_never_below_one() -> None:
    circuit = circuit_after()
    for second in range(10):
        circuit.note(THROTTLED, second)

    assert circuit.allowance(10) == 1


def test_what_was_throttled_comes_back_by_and_by() -> None:
    circuit, counts = circuit_after(THROTTLED), []
    for _ in range(2000):
        circuit.note(OK, 1)
        counts.append(circuit.allowance(1))

    assert (counts[0], counts[25], counts[-1]) == (20, 21, 40)


@pytest.mark.parametrize(
    ("outcome", "pause_s"),
    [
        pytest.param(NotProcessed("throttled", 7, is_throttled=True), 7, id="Retry-After"),
        pytest.param(NotProcessed("throttled", 90_000, is_throttled=True), 300, id="a Retry-After of a day"),
        pytest.param(NotProcessed(QUEUE_FULL, is_throttled=True), 60, id="our queue is full"),
    ],
)
def test_a_pause_that_is_asked_for_is_kept(outcome: NotProcessed, pause_s: float) -> None:
    circuit = circuit_after(outcome)

    assert [circuit.allowance(at) for at in (0, pause_s - 0.1, pause_s)] == [0, 0, 20]
    assert not circuit.is_open


def test_a_throttled_single_text_shows_that_the_provider_works() -> None:
    circuit = circuit_after(*[HUNG] * 5)
    circuit.probed(works=True, now_s=2)
    circuit.note(THROTTLED, 3)

    assert circuit.allowance(3) == 20


def test_a_throttled_single_text_does_not_show_that_our_account_is_in_order() -> None:
    circuit = circuit_after(NO_TOKEN)
    circuit.probed(works=True, now_s=30)
    circuit.note(THROTTLED, 31)

    assert (circuit.allowance(31), circuit.is_open) == (1, True)
