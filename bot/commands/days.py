"""Days of the week as people write them: "mon-fri", "weekends", "tous les jours sauf dimanche"."""

from bot.commands.lexeme import Sense
from bot.commands.pieces import Days
from bot.commands.reader import Reader
from models.window import EVERY_DAY

_TO = ("TO", "A", "AU", "THRU", "THROUGH", "TIL", "TILL", "UNTIL", "JUSQU AU", "JUSQU A")
_ARTICLES = ("LE", "LES", "LA", "THE", "ON")


def read_days(reader: Reader) -> Days | None:
    """The days here, if any are."""
    start = reader.place
    if reader.take_if(Sense.EXCEPT, Sense.NOT):
        if left_out := _read_stretch(reader):
            return Days(_without(EVERY_DAY, left_out))
        reader.place = start
        return None
    days = _read_stretch(reader)
    if not days:
        return None
    start = reader.place
    if reader.take_if(Sense.EXCEPT, Sense.NOT) and (left_out := _read_stretch(reader)):
        return Days(_without(days, left_out))
    reader.place = start
    return Days(days)


def _read_stretch(reader: Reader) -> tuple[int, ...]:
    """One day, a word for several, or from one to another."""
    start = reader.place
    reader.take_word(*_ARTICLES)
    first = reader.take_if(Sense.DAYS)
    if first is None or not isinstance(first.value, tuple):
        reader.place = start
        return ()
    start = reader.place
    if reader.take_if(Sense.DASH) or reader.take_word(*_TO):
        last = reader.take_if(Sense.DAYS)
        if last is not None and isinstance(last.value, tuple) and len(first.value) == len(last.value) == 1:
            return _through(first.value[0], last.value[0])
    reader.place = start
    return first.value


def _through(first: int, last: int) -> tuple[int, ...]:
    return tuple(sorted((first + ahead) % 7 for ahead in range((last - first) % 7 + 1)))


def _without(days: tuple[int, ...], left_out: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(day for day in days if day not in left_out)
