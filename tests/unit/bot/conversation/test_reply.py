"""A reply is one segment where possible, two at most."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.reply import QUOTED, Part, Yields, is_shown, names_within, put_together, quoted
from models.gsm7 import is_gsm7
from models.segments import count_segments

PARTS = st.lists(
    st.builds(Part, st.text("abc dé,.", max_size=200), st.sampled_from([Yields.CUTS, Yields.DROPS])), max_size=6
)


@given(st.text(st.characters(codec=None)))
def test_riders_own_words_are_repeated_short_and_in_gsm7(words: str) -> None:
    text = quoted(words)

    assert is_gsm7(text)
    assert len(text) <= QUOTED + 5


@given(PARTS, st.sampled_from([" ", "\n"]))
def test_what_yields_never_exceeds_two_segments(parts: list[Part], between: str) -> None:
    assert count_segments(put_together(parts, between=between)) <= 2


def test_what_may_be_dropped_goes_before_a_second_segment_is_paid() -> None:
    assert put_together([Part("a" * 150), Part("b" * 20, Yields.DROPS)]) == "a" * 150


def test_what_may_be_dropped_stays_where_it_costs_nothing() -> None:
    assert put_together([Part("a" * 100), Part("b" * 20, Yields.DROPS)]) == f"{'a' * 100} {'b' * 20}"


def test_several_that_may_be_dropped_go_though_each_alone_would_save_nothing() -> None:
    text = put_together([Part("word " * 60, Yields.CUTS), Part("b" * 30, Yields.DROPS), Part("c" * 30, Yields.DROPS)])

    assert text == "word " * 60


def test_of_two_that_may_be_dropped_the_one_with_room_stays() -> None:
    text = put_together([Part("a" * 130), Part("b" * 40, Yields.DROPS), Part("c" * 20, Yields.DROPS)])

    assert text == f"{'a' * 130} {'c' * 20}"


def test_what_may_be_cut_is_cut_at_a_word() -> None:
    text = put_together([Part("word " * 80, Yields.CUTS), Part("The end.")])

    assert count_segments(text) == 2
    assert text.endswith("word... The end.")


def test_what_stands_first_is_cut_last() -> None:
    text = put_together([Part("first " * 30, Yields.CUTS), Part("second " * 60, Yields.CUTS)])

    assert text.count("first") == 30
    assert text.endswith("second...")


def test_accents_that_gsm7_lacks_go_where_they_cost_a_segment() -> None:
    assert put_together([Part("Très tôt")]) == "Très tôt"
    assert put_together([Part("Très tôt " * 9)]) == "Très tot " * 9


def test_an_alert_counts_as_shown_by_its_beginning() -> None:
    alert = Part(f"Now: No service between Broadview Station and Parliament {'x ' * 200}", Yields.CUTS)

    assert is_shown(alert, put_together([alert]))
    assert not is_shown(alert, "Now: No service...")


def test_names_are_said_in_full_then_short_then_in_part() -> None:
    assert names_within(["504 King"], ["504"], str) == "504 King"
    assert names_within(["x" * 200, "y" * 200], ["504", "501"], str) == "504, 501"
    assert names_within(["x" * 400] * 100, ["504"] * 100, str).endswith("504 +40")
