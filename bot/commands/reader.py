"""A place in a row of words, from which the parts of a sentence are read."""

from collections.abc import Sequence

from bot.commands.lexeme import Lexeme, Sense

_END = Lexeme(Sense.COMMA, "")


class Reader:
    """Reads lexemes one by one; a part that is not there leaves the place as it was."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self._lexemes = lexemes
        self.place = 0

    @property
    def is_done(self) -> bool:
        return self.place >= len(self._lexemes)

    def peek(self, ahead: int = 0) -> Lexeme:
        """The lexeme here or `ahead` of here; before and after all there is a comma without text."""
        at = self.place + ahead
        return self._lexemes[at] if 0 <= at < len(self._lexemes) else _END

    def take(self) -> Lexeme:
        lexeme = self.peek()
        self.place += 1
        return lexeme

    def take_if(self, *senses: Sense) -> Lexeme | None:
        return self.take() if not self.is_done and self.peek().sense in senses else None

    def take_word(self, *texts: str) -> Lexeme | None:
        return self.take() if not self.is_done and self.peek().text in texts else None
