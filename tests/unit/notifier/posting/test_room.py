"""So many texts are claimed ahead that no connection waits, and no text waits for long."""

from notifier.posting.room import AHEAD_S, MOST_AHEAD, Room


def after(room: Room, *, posts: int, second: float, connections: int = 100) -> int:
    """The room at that second, where one text is claimed and so many posts have ended."""
    for _ in range(posts):
        room.count()
    return room.left(connections, 1, second) + 1


def test_at_first_there_is_room_for_each_connection() -> None:
    assert Room(0).left(100, 0, 0) == 100


def test_without_connections_there_is_none() -> None:
    assert Room(0).left(0, 0, 0) == 0


def test_the_faster_it_goes_the_more_is_claimed_ahead() -> None:
    room = Room(0)
    slow = after(room, posts=100, second=1)
    for second in range(2, 12):
        fast = after(room, posts=1000, second=second)

    assert slow == 100 + 100 / 2 * AHEAD_S
    assert 100 + 990 * AHEAD_S < fast <= 100 + 1000 * AHEAD_S


def test_the_first_of_a_crowd_wait_for_no_more_to_be_claimed() -> None:
    room = Room(0)
    after(room, posts=1000, second=1)

    assert room.left(100, 0, 1.1) == 100


def test_however_fast_it_goes_there_is_an_end() -> None:
    room = Room(0)
    for second in range(1, 12):
        left = after(room, posts=50_000, second=second)

    assert left == 100 + MOST_AHEAD


def test_a_few_are_not_worth_a_claim() -> None:
    room = Room(0)

    assert [room.left(90, taken, 0) for taken in (59, 60, 61, 89, 90, 500)] == [31, 30, 0, 0, 0, 0]


def test_after_a_pause_the_rate_of_before_counts_no_more() -> None:
    room = Room(0)
    for second in range(1, 6):
        after(room, posts=1000, second=second)

    assert [room.left(0, 0, 6), room.left(1, 0, 66), room.left(1, 1, 66)] == [0, 1, 0]
