"""Orders that are a whole message, whatever is said around them: "my routes please", "why did I get this?"."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.commands.command import (
    Command,
    Commands,
    Courtesy,
    Decline,
    ForgetMe,
    ListSubscriptions,
    More,
    Mute,
    QuietOff,
    QuietWhich,
    Resume,
    SpeakLanguage,
    Status,
    Sure,
    Unsubscribe,
    Why,
    WishToStop,
)
from bot.commands.lexeme import Lexeme, Sense
from bot.commands.orders import IDLE, POLITE

_COMMANDS: Mapping[Sense, Command] = {
    Sense.COMMANDS: Commands(),
    Sense.COURTESY: Courtesy(),
    Sense.DECLINE: Decline(),
    Sense.FORGET: ForgetMe(),
    Sense.GREETING: Commands(is_greeting=True),
    Sense.LIST: ListSubscriptions(),
    Sense.MORE: More(),
    Sense.MUTE: Mute(),
    Sense.NEXT: More(),
    Sense.QUIET_OFF: QuietOff(),
    Sense.RESUME: Resume(),
    Sense.SURE: Sure(),
    Sense.WHY: Why(),
}
# Of several polite words the first of these counts: "yes thanks", "hello and thanks".
_POLITE_ORDER = (Sense.SURE, Sense.COURTESY, Sense.GREETING)
# "I want my list", "show me my list".
_OPENINGS = frozenset({"wish", "show"})
_WHAT_ENDS = frozenset({Sense.STOP, Sense.WISH, Sense.ALL, Sense.LIST, Sense.DECLINE, Sense.OFF})
_ABOUT_ME = frozenset({"ME", "MOI", "M", "LIST", "LISTE", "PLEASE", "PLS", "PLZ", "THESE"})
_NO = frozenset({"NO", "DONT", "DO", "PAS"})
_TODAY = frozenset({"TODAY", "TONIGHT", "TOMORROW", "AUJOURDHUI", "CE SOIR", "DEMAIN", "THIS WEEK", "THIS WEEKEND"})
_WHAT = frozenset({"WHAT", "C EST QUOI", "C QUOI", "HUH", "QUOI"})
_ALSO_ASKED = frozenset({Sense.SUBSCRIBE, Sense.ASK, Sense.STATUS})


def find_whole(lexemes: Sequence[Lexeme]) -> Command | None:
    """The order that is all that `lexemes` say, if they say but one."""
    said = [lexeme for lexeme in lexemes if lexeme.sense not in IDLE and lexeme.value not in _OPENINGS]
    core = [lexeme for lexeme in said if lexeme.sense not in POLITE]
    senses = {lexeme.sense for lexeme in core}
    if not said:
        return _find_idle(lexemes)
    if not core:
        polite = {lexeme.sense for lexeme in said}
        return _COMMANDS[next(sense for sense in _POLITE_ORDER if sense in polite)]
    if senses & {Sense.STOP, Sense.WISH}:
        return _find_ending(core) if _ends_all(lexemes, core) else None
    if core[0].text in _WHAT and len(core) == 1:
        return Commands(is_greeting=True)
    if len(senses) == 1:
        return _single(core[0])
    # "do i have any routes", "show my routes": asked for, and all that is asked for.
    asked = senses - _ALSO_ASKED
    return _COMMANDS[Sense.LIST] if asked == {Sense.LIST} and Sense.STATUS not in senses else None


def _find_idle(lexemes: Sequence[Lexeme]) -> Command | None:
    if lexemes and all(lexeme.sense is Sense.QUESTION for lexeme in lexemes):
        return Commands()
    return Status() if any(lexeme.sense is Sense.ALERTS for lexeme in lexemes) else None


def _single(lexeme: Lexeme) -> Command | None:
    if lexeme.sense is Sense.LANGUAGE:
        return SpeakLanguage(str(lexeme.value))
    if lexeme.sense is Sense.QUIET:
        # In both languages SILENCE alone is said to the last text.
        return Mute() if lexeme.text == "SILENCE" else QuietWhich()
    return _COMMANDS.get(lexeme.sense)


def _ends_all(lexemes: Sequence[Lexeme], core: Sequence[Lexeme]) -> bool:
    """Whether nothing but an end is spoken of; "this is annoying, stop" is, "is this going to stop?" is not."""
    senses = {lexeme.sense for lexeme in core}
    is_question = any(lexeme.sense is Sense.QUESTION for lexeme in lexemes)
    # "No texts today" ends by itself.
    if is_for_today(core[0], lexemes):
        return False
    is_told = core[-1].sense in {Sense.STOP, Sense.WISH} and not is_question and lexemes[0].sense is not Sense.ASK
    return senses <= _WHAT_ENDS | ({Sense.ASK} if is_told else set())


def is_for_today(said: Lexeme, lexemes: Sequence[Lexeme]) -> bool:
    """Whether a no is about today alone: "no texts today"; "no more texts today" may be about all."""
    first, *after = said.text.split()
    is_no = first in _NO and after[:1] != ["MORE"]
    return is_no and not _TODAY.isdisjoint([*(lexeme.text for lexeme in lexemes), *_pairs(lexemes)])


def _pairs(lexemes: Sequence[Lexeme]) -> Iterator[str]:
    return (f"{one.text} {after.text}" for one, after in pairwise(lexemes))


def find_closing_wish(lexemes: Sequence[Lexeme]) -> WishToStop | None:
    """The end of all at the end of a story of no route: "I moved away, stop texting me"."""
    last = [lexeme for lexeme in lexemes if lexeme.sense not in IDLE | POLITE][-1:]
    # "King, end all" may be about King, "stop texting me" is about the rider.
    is_plain = (
        bool(last) and last[0].sense in {Sense.STOP, Sense.WISH} and not _ABOUT_ME.isdisjoint(last[0].text.split())
    )
    if is_plain and is_for_today(last[0], lexemes):
        return None
    doubts = {Sense.QUESTION, Sense.NOT, Sense.NUMBER, Sense.COMMANDS, Sense.WHY}
    is_told = bool(lexemes) and lexemes[0].sense is not Sense.ASK
    return WishToStop() if is_plain and is_told and doubts.isdisjoint(each.sense for each in lexemes) else None


def _find_ending(core: Sequence[Lexeme]) -> Command:
    are_routes = any(lexeme.value == "routes" or lexeme.sense is Sense.LIST for lexeme in core)
    return Unsubscribe(is_everything=True) if are_routes else WishToStop()
