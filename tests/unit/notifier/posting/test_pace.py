"""How fast a sender may send."""

from notifier.posting.pace import Pace


def test_a_slow_sender_sends_one_text_a_second() -> None:
    pace = Pace(1, now_s=0)
    sent = 0
    for tenth in range(100):
        allowed = pace.texts_allowed(tenth / 10)
        pace.spend(allowed)
        sent += allowed

    assert sent == 10


def test_a_long_silence_allows_no_burst_beyond_one_second() -> None:
    assert Pace(10, now_s=0).texts_allowed(3600) == 10


def test_a_text_of_two_segments_is_paid_back_by_waiting() -> None:
    pace = Pace(1, now_s=0)
    pace.spend(2)

    assert [pace.texts_allowed(second) for second in (1, 2)] == [0, 1]
