"""The verdict calls a lost text lost, and a text too many by its name."""

import pytest

from tests.chaos.harness.life import Word
from tests.chaos.harness.verdict import LATE_S
from tests.unit.chaos.town import ANNA, BEGINS, BEN, FIRST, SECOND, Town, act

STOPPED = {ANNA: [act(Word.STOP, 150)]}  # answered at 150.5
BACK = {ANNA: [act(Word.STOP, 150), act(Word.START, 170)]}
WELCOME = "Welcome back: 504 King."


def counted(town: Town, slept: list[tuple[float, float]] | None = None) -> dict[str, int]:
    verdict = town.judged(slept or [])
    names = ("lost", "doubled", "after_stop", "unasked", "asleep")
    return {name: count for name in names if (count := len(getattr(verdict, name)))}


@pytest.mark.parametrize(
    ("town", "expected"),
    [
        pytest.param(Town().opens().told(ANNA, FIRST, 110), {}, id="told once"),
        pytest.param(Town().opens(), {"lost": 1}, id="not told"),
        pytest.param(
            Town().opens().told(ANNA, FIRST, 110, outcome="hang"), {"lost": 1}, id="tried, and never accepted"
        ),
        pytest.param(
            Town().opens().updates().told(ANNA, FIRST, 110), {"lost": 1}, id="told the beginning, not the update"
        ),
        pytest.param(Town().opens().clears().told(ANNA, FIRST, 110), {"lost": 1}, id="never told that it is over"),
        pytest.param(
            Town().opens().told(ANNA, FIRST, 110).told(ANNA, FIRST, 120), {"doubled": 1}, id="told the same twice"
        ),
        pytest.param(
            Town().opens().told(ANNA, FIRST, 110, outcome="20500").told(ANNA, FIRST, 120),
            {},
            id="tried twice, accepted once",
        ),
        pytest.param(
            Town().opens().updates().told(ANNA, FIRST, 110).told(ANNA, SECOND, 210), {}, id="told each revision once"
        ),
        pytest.param(
            Town().opens().clears().told(ANNA, FIRST, 110).told_end(ANNA, FIRST, 310).told_end(ANNA, FIRST, 320),
            {"doubled": 1},
            id="told twice that it is over",
        ),
        pytest.param(Town().opens().told(ANNA, FIRST, 110).told(BEN, FIRST, 110), {"unasked": 1}, id="another's route"),
        pytest.param(
            Town().opens().clears().told(ANNA, FIRST, 110).told_end(ANNA, FIRST, 310).told_end(BEN, FIRST, 310),
            {"unasked": 1},
            id="the end of what they never heard of",
        ),
    ],
)
def test_what_a_log_comes_to(town: Town, expected: dict[str, int]) -> None:
    assert counted(town) == expected


@pytest.mark.parametrize(
    ("town", "expected"),
    [
        pytest.param(Town(STOPPED).texted(ANNA, "504 King: late.", 151.4), {}, id="within the second"),
        pytest.param(Town(STOPPED).texted(ANNA, "504 King: late.", 151.6), {"after_stop": 1}, id="after the second"),
        pytest.param(
            Town(STOPPED).texted(ANNA, "504 King: late.", 160, outcome="21610"), {"after_stop": 1}, id="refused, too"
        ),
        pytest.param(Town(BACK).texted(ANNA, WELCOME, 171), {}, id="they are back"),
        pytest.param(Town(BACK).texted(ANNA, WELCOME, 169), {"after_stop": 1}, id="not yet back"),
    ],
)
def test_what_is_sent_after_a_stop(town: Town, expected: dict[str, int]) -> None:
    assert counted(town) == expected


@pytest.mark.parametrize(
    ("deliveries", "expected"),
    [
        pytest.param(["d1"], {}, id="one"),
        pytest.param(["d1", "d1"], {"doubled": 1}, id="the same again"),
        pytest.param(["d1", "d2"], {}, id="they came back twice"),
        pytest.param(["d1", "d1", "d2"], {"doubled": 1}, id="they came back twice, and were welcomed three times"),
    ],
)
def test_who_is_welcomed_too_often(deliveries: list[str], expected: dict[str, int]) -> None:
    town = Town(BACK)
    for number, delivery in enumerate(deliveries):
        town.texted(ANNA, WELCOME, 171 + number, delivery=delivery)

    assert counted(town) == expected


def test_two_deliveries_may_be_taken_for_each_other() -> None:
    town = (
        Town(BACK).texted(ANNA, WELCOME, 171, delivery="d1").texted(ANNA, WELCOME, 172, outcome="hang", delivery="d2")
    )

    assert counted(town.texted(ANNA, WELCOME, 180, delivery="d1")) == {}


@pytest.mark.parametrize(
    ("slept", "expected"),
    [
        pytest.param([(140.0, 160.0)], {"asleep": 1}, id="a sender slept over the STOP and wrote when it woke"),
        pytest.param([(140.0, 158.0)], {"after_stop": 1}, id="it had been awake for two seconds"),
        pytest.param([(161.0, 170.0)], {"after_stop": 1}, id="it slept later"),
        pytest.param([(155.0, 160.0)], {"after_stop": 1}, id="it fell asleep after the STOP"),
    ],
)
def test_only_a_sender_that_slept_over_it_is_excused(
    slept: list[tuple[float, float]], expected: dict[str, int]
) -> None:
    assert counted(Town(STOPPED).texted(ANNA, "504 King: late.", 160.1), slept) == expected


def test_nobody_is_texted_by_another_sender_than_their_own() -> None:
    town = Town().texted(ANNA, "504 King: hello.", 110, sender="+14165550198")

    assert counted(town) == {"unasked": 1}


def test_late_is_reckoned_from_the_change_on_the_board() -> None:
    verdict = Town().opens().told(ANNA, FIRST, BEGINS + LATE_S + 1).judged()

    assert (verdict.late, verdict.latencies_s, verdict.failures) == (1, [LATE_S + 1], [])
