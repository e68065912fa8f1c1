"""So many texts a minute pass, then one notice, then silence."""

import pytest

from bot.hearing.turnstile import Turn, Turnstile

ALICE, BOB = "+14165550101", "+14165550102"


def turns(
    turnstile: Turnstile, count: int, *, every_s: float = 0, since_s: float = 0, phone: str = ALICE
) -> list[Turn]:
    return [
        turnstile.turn(phone, f"{phone} {since_s} {number}", now_s=since_s + number * every_s)
        for number in range(count)
    ]


def test_twenty_pass_one_is_told_and_the_rest_is_silence() -> None:
    assert turns(Turnstile(per_minute=20), 40) == [Turn.PASSES] * 20 + [Turn.NOTICE] + [Turn.SILENCE] * 19


def test_a_minute_later_all_is_well_again() -> None:
    turnstile = Turnstile(per_minute=20)
    turns(turnstile, 40)

    assert turns(turnstile, 21, since_s=60) == [Turn.PASSES] * 20 + [Turn.NOTICE]


def test_numbers_do_not_get_in_each_others_way() -> None:
    turnstile = Turnstile(per_minute=1)
    turns(turnstile, 5)

    assert turns(turnstile, 2, phone=BOB) == [Turn.PASSES, Turn.NOTICE]


@pytest.mark.parametrize("every_s", [0.1, 0.7, 1.5, 2.9, 2.99, 3])
def test_no_minute_has_more_answers_than_promised(every_s: float) -> None:
    said = turns(Turnstile(per_minute=20), 1000, every_s=every_s)
    minute = int(60 / every_s)

    for first in range(len(said) - minute):
        heard = said[first : first + minute]
        assert heard.count(Turn.PASSES) <= 20
        assert heard.count(Turn.NOTICE) <= 1


def test_a_repeated_webhook_gets_the_same_turn_and_does_not_count() -> None:
    turnstile = Turnstile(per_minute=2)
    sids = ["a", "a", "b", "c", "c", "d", "a", "c"]

    assert [turnstile.turn(ALICE, sid, now_s=1) for sid in sids] == [
        Turn.PASSES,
        Turn.PASSES,
        Turn.PASSES,
        Turn.NOTICE,
        Turn.NOTICE,
        Turn.SILENCE,
        Turn.PASSES,
        Turn.NOTICE,
    ]


def test_memory_is_bounded_and_forgets_who_was_heard_longest_ago() -> None:
    turnstile = Turnstile(per_minute=1, most_numbers=100)
    for number in range(1000):
        turnstile.turn(f"+1416555{number:04}", "sid", now_s=number / 100)

    assert len(turnstile) == 100
    assert turnstile.turn("+14165550999", "another", now_s=10) is Turn.NOTICE
    assert turnstile.turn("+14165550000", "another", now_s=10) is Turn.PASSES
