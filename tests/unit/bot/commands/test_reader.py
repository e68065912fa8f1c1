"""A place in a row of words."""

from bot.commands.lexeme import Sense
from bot.commands.lexing import lexemes_of
from bot.commands.reader import Reader


def test_what_is_not_there_is_not_taken() -> None:
    reader = Reader(lexemes_of("504 weekdays"))

    assert (reader.take_if(Sense.DAYS), reader.take_word("501"), reader.place) == (None, None, 0)


def test_before_and_after_all_there_is_an_end() -> None:
    reader = Reader(lexemes_of("504"))

    assert {reader.peek(-1).sense, reader.peek(1).sense} == {Sense.COMMA}


def test_all_taken_is_done() -> None:
    reader = Reader(lexemes_of("504"))
    reader.take()

    assert (reader.is_done, reader.take_if(Sense.COMMA)) == (True, None)
