"""What nobody foresaw is logged by its place."""

from bot.webhooks.surprise import place_of


def test_the_innermost_frame_is_named_and_the_words_are_not() -> None:
    def inner() -> None:
        raise ValueError("+14165550123 wrote this")

    try:
        inner()
    except ValueError as error:
        place = place_of(error)

    assert place.startswith("test_surprise.py:")
    assert place.endswith(" inner")


def test_an_error_that_was_never_raised_comes_from_nowhere() -> None:
    assert place_of(ValueError("x")) == "nowhere"
