"""Numbers as they are said."""

import pytest

from bot.commands.spoken import hear_number, hear_single, is_number_word


@pytest.mark.parametrize(
    ("said", "number", "words"),
    [
        pytest.param("FIVE OH FOUR WEEKDAYS", 504, 3, id="with an oh"),
        pytest.param("FIVE ZERO FOUR", 504, 3, id="with a zero"),
        pytest.param("FIVE OH FOR", 504, 3, id="as a phone hears it"),
        pytest.param("5 0 4", 504, 3, id="digit by digit"),
        pytest.param("5 - 0 - 4", 504, 5, id="with dashes"),
        pytest.param("5 04", 504, 2, id="in two parts"),
        pytest.param("FIVE OFOUR", 504, 2, id="an O before an apostrophe"),
        pytest.param("FIVE ONE ZERO", 510, 3, id="a nought at the end"),
        pytest.param("FIVE TEN", 510, 2, id="a digit and a ten"),
        pytest.param("NINE THIRTY FIVE", 935, 3, id="a digit and a number of two"),
        pytest.param("FIVE HUNDRED AND FOUR", 504, 4, id="hundreds"),
        pytest.param("NINE HUNDRED", 900, 2, id="whole hundreds"),
        pytest.param("TWENTY - NINE DUFFERIN", 29, 3, id="with a hyphen"),
        pytest.param("CINQ CENT QUATRE", 504, 3, id="French hundreds"),
        pytest.param("CENT NEUF", 109, 2, id="a French hundred"),
        pytest.param("SOIXANTE ET ONZE", 71, 3, id="French seventies"),
        pytest.param("QUATRE - VINGT - DIX", 90, 5, id="French nineties"),
        pytest.param("DIX - SEPT", 17, 3, id="a French ten"),
        pytest.param("SEVEN TO NINE", 0, 0, id="hours"),
        pytest.param("5 07 - 09", 0, 0, id="a line and its hours"),
        pytest.param("FIVE", 0, 0, id="one word"),
        pytest.param("", 0, 0, id="nothing"),
    ],
)
def test_a_number_of_several_words_is_heard(said: str, number: int, words: int) -> None:
    assert hear_number(said.split()) == (number, words)


def test_lines_are_named_one_by_one() -> None:
    assert hear_number(["ONE", "TWO", "FOUR"]) == (124, 3)
    assert hear_number(["ONE", "TWO", "FOUR"], is_line=True) == (0, 0)


def test_one_alone_is_an_article() -> None:
    assert not is_number_word("ONE")
    assert not is_number_word("UN")
    assert is_number_word("TWO")
    assert [hear_single(word) for word in ("TWO", "TEN", "TWENTY", "KING")] == [2, 10, 20, 0]
