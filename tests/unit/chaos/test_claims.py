"""Who is owed what of an incident: a notice, its end, and that it goes on after all."""

import pytest

from tests.chaos.harness.claims import Claim, claim
from tests.chaos.harness.life import Act, Life, Word
from tests.chaos.harness.texts import Texts
from tests.unit.chaos.town import ANNA, BEN, CLEARED, FIRST, KING, NOW, SECOND, Town, act

QUEEN = frozenset({"501"})
TOLD_ALL = Town().told(ANNA, FIRST, 110).told_end(ANNA, FIRST, 310)


def claimed(town: Town, number: int, phone: str = ANNA, acts: list[Act] | None = None) -> Claim:
    texts = Texts(town.chronicle)
    texts.read(town.log)
    life = Life(phone, KING if phone == ANNA else QUEEN, acts or [])
    return claim(town.chronicle.by_incident[1][number], life, texts, NOW)


@pytest.mark.parametrize(
    ("phone", "acts", "expected"),
    [
        pytest.param(ANNA, [], Claim.OWED, id="whose route it is"),
        pytest.param(BEN, [], Claim.NOTHING, id="whose route it is not"),
        pytest.param(ANNA, [act(Word.STOP, 50)], Claim.NOTHING, id="who stopped before"),
        pytest.param(ANNA, [act(Word.STOP, 101)], Claim.EITHER, id="who stops just then"),
        pytest.param(ANNA, [act(Word.STOP, 150)], Claim.EITHER, id="who stops before all can have been told"),
        pytest.param(ANNA, [act(Word.STATUS, 150)], Claim.EITHER, id="who asks, and is told in the reply"),
        pytest.param(BEN, [act(Word.SUBSCRIBE, 150, route="504")], Claim.NOTHING, id="who subscribes when it is known"),
        pytest.param(BEN, [act(Word.SUBSCRIBE, 50, route="504")], Claim.OWED, id="who subscribed in time"),
    ],
)
def test_who_is_owed_a_notice(phone: str, acts: list[Act], expected: Claim) -> None:
    assert claimed(Town().opens(), 0, phone, acts) is expected


def test_a_notice_that_was_over_at_once_may_come_or_not() -> None:
    assert claimed(Town().opens(is_hurried=True), 0) is Claim.EITHER


@pytest.mark.parametrize(
    ("town", "acts", "expected"),
    [
        pytest.param(Town().told(ANNA, FIRST, 110), [], Claim.OWED, id="who was told"),
        pytest.param(Town(), [], Claim.NOTHING, id="who never heard of it"),
        pytest.param(Town().told(ANNA, FIRST, 110, outcome="20500"), [], Claim.NOTHING, id="whose notice was refused"),
        pytest.param(Town(), [act(Word.STATUS, 150)], Claim.EITHER, id="who may have been told in a reply"),
        pytest.param(Town().told(ANNA, FIRST, 110), [act(Word.PAUSE, 200)], Claim.EITHER, id="who pauses before it"),
        pytest.param(
            Town().told(ANNA, FIRST, CLEARED + 5), [], Claim.OWED, id="whose notice came while it was cleared"
        ),
    ],
)
def test_who_is_owed_the_end(town: Town, acts: list[Act], expected: Claim) -> None:
    town.opens().clears()

    assert claimed(town, 1, ANNA, acts) is expected


@pytest.mark.parametrize(
    ("town", "acts", "expected"),
    [
        pytest.param(TOLD_ALL, [], Claim.OWED, id="for whom it was over"),
        pytest.param(TOLD_ALL, [act(Word.STATUS, 380)], Claim.EITHER, id="who has asked since it was over"),
        pytest.param(TOLD_ALL, [act(Word.STATUS, 150)], Claim.OWED, id="who asked while it went on"),
        pytest.param(Town().told(ANNA, FIRST, 110), [], Claim.EITHER, id="who never heard that it was over"),
        pytest.param(Town(), [], Claim.OWED, id="who never heard of it"),
        pytest.param(Town(), [act(Word.STATUS, 150)], Claim.EITHER, id="who may have heard of it in a reply"),
    ],
)
def test_who_is_owed_that_it_goes_on(town: Town, acts: list[Act], expected: Claim) -> None:
    told = Town(log=list(town.log)).opens().clears().reopens()

    assert claimed(told, 2, ANNA, acts) is expected


def test_an_update_is_owed_to_who_missed_the_beginning_too() -> None:
    assert claimed(Town().opens().updates().told(BEN, SECOND, 210), 1) is Claim.OWED
