"""What a sentence names, with the windows and the level of each name: "504 7-9am, 501 and 510 major"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.commands.command import Named, Wanted
from bot.commands.days import read_days
from bot.commands.headings import read_way
from bot.commands.hours import TRAVEL, read_hours
from bot.commands.lexeme import Lexeme, Sense
from bot.commands.names import Mention, read_name
from bot.commands.pieces import Days, Hours, Piece, Way
from bot.commands.reader import Reader
from bot.commands.windows import windows_of
from models.rider import Level

_DEVICES = {Named.ELEVATORS.value: Named.ELEVATORS, Named.ESCALATORS.value: Named.ESCALATORS}
_ENDS_OF_RIDE = frozenset({"FROM", "TO", "TOWARDS", "TOWARD", "VERS"})
_SCHEDULE = (Sense.DAYS, Sense.PART, Sense.HOUR)


@dataclass(slots=True)
class Clause:
    """Some names, and what was said of all of them."""

    mentions: list[Mention] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    level: Level | None = None
    run: int = 0  # where the names begin that nothing stands between
    is_complete: bool = False  # something follows its names: the next name begins another

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.is_complete = bool(self.mentions)


@dataclass(slots=True)
class Asked:
    """What a sentence, without its order, says."""

    clauses: list[Clause] = field(default_factory=lambda: [Clause()])
    devices: list[Named] = field(default_factory=list)
    leading: list[Piece] = field(default_factory=list)  # said before any name
    is_all: bool = False
    is_all_routes: bool = False
    is_all_twice: bool = False
    is_off: bool = False
    is_question: bool = False
    has_alerts: bool = False

    @property
    def mentions(self) -> list[Mention]:
        return [mention for clause in self.clauses for mention in clause.mentions]

    @property
    def pieces(self) -> list[Piece]:
        return [piece for clause in self.clauses for piece in clause.pieces]

    @property
    def level(self) -> Level | None:
        return next((clause.level for clause in self.clauses if clause.level), None)


def read_asked(lexemes: Sequence[Lexeme], *, stops_are_places: bool = False) -> Asked:
    """What `lexemes` say; `stops_are_places` after an order: "subscribe stop 14187"."""
    reader, asked = Reader(lexemes), Asked()
    is_apart, is_stop = True, False
    while not reader.is_done:
        before, here = reader.peek(-1), reader.peek()
        if _read_schedule(reader, asked.clauses[-1]):
            is_apart = True
        elif here.sense is Sense.STOP_PLACE or (stops_are_places and here.sense is Sense.STOP):
            reader.take()
            is_stop = True
        elif (mention := read_name(reader, is_stop=is_stop)) is not None:
            if not _is_end_of_ride(before, mention, asked):
                _add_name(asked, mention, is_apart=is_apart)
            is_apart = False
        else:
            _read_rest(reader.take(), reader, asked)
            is_apart = is_apart or here.sense in {Sense.AND, Sense.COMMA, Sense.DEVICE, Sense.LEVEL, Sense.ALL}
    return asked


def wanted_of(asked: Asked) -> tuple[Wanted, ...]:
    """What is named, once each."""
    found = (
        Wanted(mention.name, named, windows_of(_with_days(clause, asked.leading)), clause.level)
        for clause in asked.clauses
        for mention in clause.mentions
        for named in _named(mention, asked.devices)
    )
    return tuple(dict.fromkeys(found))


def _with_days(clause: Clause, leading: Sequence[Piece]) -> Sequence[Piece]:
    """The clause's pieces, with the days said before all names where it says hours alone."""
    has_hours = any(isinstance(piece, Hours) for piece in clause.pieces)
    has_days = any(isinstance(piece, Days) for piece in clause.pieces)
    days = [piece for piece in leading if isinstance(piece, Days)]
    return [*days, *clause.pieces] if has_hours and not has_days else clause.pieces


def _named(mention: Mention, devices: Sequence[Named]) -> Iterator[Named]:
    """Elevators are a station's: in "504 and elevators wilson" the number keeps its sense."""
    if devices and mention.named in {Named.ANYTHING, Named.STATION} and mention.is_place:
        yield from dict.fromkeys(devices)
    else:
        yield mention.named


def _read_schedule(reader: Reader, clause: Clause) -> bool:
    """Reads days, hours or a way into the clause."""
    last = next((piece for piece in reversed(clause.pieces) if not isinstance(piece, Way)), None)
    # "7-9 and 6-7": on one day the second comes after the first.
    end = last.spans[-1][1] if isinstance(last, Hours) else 0
    piece = read_days(reader) or read_hours(reader, replace(TRAVEL, not_before=end)) or read_way(reader)
    if piece is not None:
        clause.add(piece)
    return piece is not None


def _is_end_of_ride(before: Lexeme, mention: Mention, asked: Asked) -> bool:
    """Whether the ride on a numbered route begins or ends there: "the 29 from Dufferin to Bloor"."""
    has_route = any(each.has_number for each in asked.mentions)
    return has_route and not mention.has_number and before.text in _ENDS_OF_RIDE


def _add_name(asked: Asked, mention: Mention, *, is_apart: bool) -> None:
    clause = asked.clauses[-1]
    if clause.is_complete:
        clause = Clause()
        asked.clauses.append(clause)
    mention = _of_same_kind(asked, mention)
    last = clause.mentions[-1] if clause.mentions else None
    if last is None and len(asked.clauses) == 1:
        asked.leading = list(clause.pieces)
    # Of a sentence with a number in it, its other words name nothing: "I take the 504 to work".
    if last is not None and not is_apart and last.has_number and not mention.has_number and not mention.is_sure:
        return
    if is_apart:
        clause.run = len(clause.mentions)
    elif mention.has_number:
        clause.mentions[clause.run :] = [
            each for each in clause.mentions[clause.run :] if each.has_number or each.is_sure
        ]
    clause.mentions.append(mention)


def _of_same_kind(asked: Asked, mention: Mention) -> Mention:
    """The mention as a line's, if the one before is: "lines 1 and 2"."""
    last = next((each for clause in reversed(asked.clauses) for each in reversed(clause.mentions)), None)
    if last is None or not last.name.startswith("LINE ") or len(mention.name) > 1 or not mention.has_number:
        return mention
    return replace(mention, name=f"LINE {mention.name}", is_sure=True)


def _read_rest(lexeme: Lexeme, reader: Reader, asked: Asked) -> None:
    clause = asked.clauses[-1]
    match lexeme.sense:
        case Sense.LEVEL if isinstance(lexeme.value, Level):
            clause.level = lexeme.value
            clause.is_complete = bool(clause.mentions)
        case Sense.ALL if not _is_of_days(reader):
            asked.is_all, asked.is_all_routes = True, asked.is_all_routes or lexeme.value == "routes"
            asked.is_all_twice = asked.is_all_twice or clause.level is Level.ALL
            clause.level = clause.level or Level.ALL
            clause.is_complete = bool(clause.mentions)
        case Sense.DEVICE if isinstance(lexeme.value, str):
            asked.devices.append(_DEVICES[lexeme.value])
        case Sense.QUESTION:
            asked.is_question = True
        case Sense.ALERTS:
            asked.has_alerts = True
        case Sense.OFF | Sense.DECLINE:
            asked.is_off = True
        case _:
            pass


def _is_of_days(reader: Reader) -> bool:
    """Whether "all" is about days: "all weekdays", "tous les lundis"."""
    after = reader.peek(1) if reader.peek().sense is Sense.FILLER else reader.peek()
    return after.sense in _SCHEDULE
