"""Whose turn it is where a sender cannot serve all at once."""

from notifier.fanning_out.turns import HEAD_START, Turns, Waiting


def order(waiting: dict[str, int], *, left: dict[str, int], a_turn: int = 1, a_page: int = 0) -> str:
    """The names in the order in which their texts go out; `left` is how many each has, `a_page` how few are seen."""
    turns, told = Turns(), []
    while any(left.values()):
        chosen = turns.next([Waiting(name, priority) for name, priority in waiting.items() if left[name]])
        assert chosen is not None
        texts = min(a_turn, left[chosen.key])
        left[chosen.key] -= texts
        turns.served(chosen.key, texts)
        if left[chosen.key] <= a_page:
            turns.hurry(chosen.key)
        told += [chosen.key] * texts
    return "".join(told)


def test_the_most_urgent_goes_first() -> None:
    assert order({"c": 3, "u": 1, "i": 5}, left={"c": 2, "u": 3, "i": 1}) == "uuucci"


def test_those_equally_urgent_take_turns() -> None:
    assert order({"a": 1, "b": 1}, left={"a": 3, "b": 3}) == "ababab"


def test_a_small_incident_is_not_kept_by_two_huge_ones() -> None:
    told = order({"a": 1, "b": 1, "c": 1}, left={"a": 5000, "b": 5000, "c": 10})

    assert told.rindex("c") <= 3 * 10


def test_who_has_little_left_finishes() -> None:
    told = order({"a": 1, "b": 1, "c": 1}, left={"a": 5000, "b": 5000, "c": 10}, a_page=100)

    assert told.rindex("c") <= 2 + 10


def test_those_who_have_little_left_take_turns_behind_what_is_more_urgent() -> None:
    assert order({"a": 1, "b": 1, "u": 0}, left={"a": 3, "b": 3, "u": 2}, a_page=100) == "uuababab"


def test_who_comes_new_does_not_wait_until_who_has_little_left_has_finished() -> None:
    turns, told = Turns(), []
    for number in range(60):
        waiting = [Waiting("old", 1), *([Waiting("new", 1)] if 30 <= number < 40 else [])]
        chosen = turns.next(waiting)
        assert chosen is not None
        turns.served(chosen.key, 1)
        turns.hurry(chosen.key)
        told.append(chosen.key)

    assert told[30:40] == ["new"] * 10


def test_who_comes_later_has_a_head_start_and_no_more() -> None:
    turns = Turns()
    turns.next([Waiting("old", 1)])
    turns.served("old", 10_000)
    both, told = [Waiting("old", 1), Waiting("new", 1)], []
    for _ in range(HEAD_START + 10):
        chosen = turns.next(both)
        assert chosen is not None
        turns.served(chosen.key, 1)
        told.append(chosen.key)

    assert (told[:HEAD_START], set(told[HEAD_START:])) == (["new"] * HEAD_START, {"old", "new"})


def test_a_turn_without_a_text_is_a_turn() -> None:
    turns = Turns()
    both = [Waiting("a", 1), Waiting("b", 1)]
    first = turns.next(both)
    assert first is not None
    turns.served(first.key, 0)

    assert turns.next(both) != first


def test_nobody_waits() -> None:
    assert Turns().next([]) is None
