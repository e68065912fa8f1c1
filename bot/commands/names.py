"""Names of what riders travel with and through: "504 King", "yonge line", "wilson station", "stop 14187"."""

from dataclasses import dataclass, field

from bot.commands.command import Named
from bot.commands.headings import is_initial
from bot.commands.hours import read_hours
from bot.commands.lexeme import Lexeme, Sense
from bot.commands.reader import Reader
from bot.commands.words.lengths import NUMBERS

# What may stand inside a name: "Queen at Spadina", "Jane and Finch".
_WITHIN = frozenset({"AT", "OF", "THE", "@", "DE", "DU", "DES", "LA", "LE", "L", "D", "AND", "&", "ET"})
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it was said; `is_sure` if the words around it leave no doubt that it is one."""

    name: str
    named: Named = Named.ANYTHING
    has_number: bool = False
    is_sure: bool = False

    @property
    def is_place(self) -> bool:
        """Whether a number in it is no route's: "Highway 407"."""
        is_worded = self.name[:1].isalpha() and (self.named is Named.STATION or not self.is_sure)
        return is_worded or not self.has_number


@dataclass(slots=True)
class _Heard:
    """What of one name has been read."""

    words: list[str] = field(default_factory=list)
    named: Named = Named.ANYTHING
    has_number: bool = False
    is_sure: bool = False
    ends_in_word: bool = False

    def hear(self, text: str, *, is_word: bool = False) -> bool:
        self.words.append(text)
        self.ends_in_word = is_word
        return True

    def mention(self) -> Mention | None:
        if not self.words or self.words == ["LINE"]:
            return None
        return Mention(" ".join(self.words), self.named, self.has_number, self.is_sure)


def read_name(reader: Reader, *, is_stop: bool = False) -> Mention | None:
    """The name here, if one is; `is_stop` if the words before said that it is a stop's."""
    start = reader.place
    heard = _Heard(named=Named.STOP if is_stop else Named.ANYTHING)
    if mode := _read_mode(reader):
        return mode
    while not reader.is_done and _hear(reader, heard):
        pass
    mention = heard.mention()
    if mention is None:
        reader.place = start
    return mention


def _read_mode(reader: Reader) -> Mention | None:
    """A mode that is no part of a name: "subway" alone, "all buses"."""
    here, after = reader.peek(), reader.peek(1)
    if here.sense is not Sense.MODE or after.sense in {
        Sense.WORD,
        Sense.NUMBER,
        Sense.LINE,
        Sense.ROUTE,
        Sense.STATION,
    }:
        return None
    reader.take()
    return Mention(str(here.value), Named.MODE, is_sure=True)


def _hear(reader: Reader, heard: _Heard) -> bool:
    """Reads one more word of the name; False where it has ended."""
    after = reader.peek(1)
    match reader.peek().sense:
        case Sense.NUMBER:
            is_heard = _hear_number(reader, heard)
        case Sense.WORD:
            is_heard = not (heard.has_number and is_initial(reader)) and heard.hear(reader.take().text, is_word=True)
        case Sense.LINE | Sense.ROUTE | Sense.MODE:
            is_heard = _hear_kind(reader, heard, after)
        case Sense.COMPASS:
            # "North York", "111 East Mall" and "Finch West"; in "504 west" it is a way.
            is_part = heard.ends_in_word or after.sense in {Sense.WORD, Sense.STATION}
            is_heard = is_part and heard.hear(reader.take().text, is_word=True)
        case Sense.STATION:
            is_heard = _hear_station(reader, heard)
        case Sense.DASH:
            # "bloor-yonge" is one name.
            is_heard = bool(heard.words) and after.sense is Sense.WORD and reader.take() is not None
        case Sense.FILLER | Sense.AND:
            is_heard = _hear_within(reader, heard, after)
        case _:
            is_heard = False
    return is_heard


def _hear_number(reader: Reader, heard: _Heard) -> bool:
    # "king 7-9am" and "line 1 7-9am": only what follows "line" is a number before it is a time.
    if heard.has_number or len(reader.peek().text) > _LONGEST_NUMBER or (heard.ends_in_word and _is_time(reader)):
        return False
    heard.has_number = True
    return heard.hear(reader.take().text)


def _hear_kind(reader: Reader, heard: _Heard, after: Lexeme) -> bool:
    if heard.has_number and after.sense is Sense.NUMBER:
        return False
    kind = reader.take()
    heard.is_sure = True
    if kind.sense is Sense.LINE:
        heard.hear("LINE")
        if after.text in NUMBERS:
            reader.take()
            heard.has_number = heard.hear(str(NUMBERS[after.text]))
    elif kind.sense is Sense.MODE:
        heard.hear(kind.text)
    return True


def _hear_station(reader: Reader, heard: _Heard) -> bool:
    if heard.named is Named.STATION or (heard.has_number and (heard.is_sure or heard.words[0].isdigit())):
        return False
    reader.take()
    heard.named, heard.is_sure = Named.STATION, True
    # The word after it begins the name, the one before it ended it.
    return not heard.words


def _hear_within(reader: Reader, heard: _Heard, after: Lexeme) -> bool:
    if not heard.words:
        is_idle = heard.is_sure and reader.peek().sense is Sense.FILLER
        return is_idle and reader.take() is not None
    if heard.has_number or not heard.ends_in_word or reader.peek().text not in _WITHIN or after.sense is not Sense.WORD:
        return False
    joint = reader.take()
    return heard.hear("AND" if joint.sense is Sense.AND else joint.text)


def _is_time(reader: Reader) -> bool:
    start = reader.place
    found = read_hours(reader)
    reader.place = start
    return found is not None
