"""Numbers, units, months and stretches of time, in the words of every language that we know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.commands.command import PauseUntil


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days: "until" it is until it begins, without "until" until it is over."""

    begins: PauseUntil
    ends: PauseUntil


def _phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    """The longest first."""
    return tuple(sorted((tuple(line.split()) for line in lines), key=len, reverse=True))


_MORNING = 5 * 60
_EVENING = 18 * 60
_MONDAY, _SATURDAY = 0, 5

_TODAY = Stretch(PauseUntil(days_ahead=1), PauseUntil(days_ahead=1))
_TONIGHT = Stretch(PauseUntil(minute=_EVENING), PauseUntil(days_ahead=1, minute=_MORNING))
_TOMORROW = Stretch(PauseUntil(days_ahead=1), PauseUntil(days_ahead=2))
_DAY_AFTER = Stretch(PauseUntil(days_ahead=2), PauseUntil(days_ahead=3))
_NEXT_MORNING = Stretch(PauseUntil(days_ahead=1, minute=_MORNING), PauseUntil(days_ahead=1, minute=12 * 60))
_WEEK = Stretch(PauseUntil(weekday=_MONDAY), PauseUntil(weekday=_MONDAY))
_WEEKEND = Stretch(PauseUntil(weekday=_SATURDAY), PauseUntil(weekday=_MONDAY))

_NAMED: Mapping[str, Stretch] = {
    **dict.fromkeys(("TODAY", "AUJOURDHUI", "AUJOURD HUI", "THE DAY", "THE REST OF THE DAY", "LA JOURNEE"), _TODAY),
    **dict.fromkeys(("ALL DAY", "TOUTE LA JOURNEE", "MIDNIGHT", "MINUIT", "END OF DAY", "THE END OF THE DAY"), _TODAY),
    **dict.fromkeys(("TONIGHT", "CE SOIR", "CETTE NUIT", "THE NIGHT", "LA NUIT", "THIS EVENING", "EVENING"), _TONIGHT),
    **dict.fromkeys(("TOMORROW", "TOMMOROW", "TOMOROW", "TMRW", "TMR", "TOM", "DEMAIN"), _TOMORROW),
    **dict.fromkeys(("DAY AFTER TOMORROW", "APRES DEMAIN", "APRES - DEMAIN"), _DAY_AFTER),
    **dict.fromkeys(("TOMORROW MORNING", "DEMAIN MATIN", "MORNING", "THE MORNING", "DEMAIN LE MATIN"), _NEXT_MORNING),
    **dict.fromkeys(("THIS WEEK", "NEXT WEEK", "THE WEEK", "CETTE SEMAINE", "LA SEMAINE", "REST OF THE WEEK"), _WEEK),
    **dict.fromkeys(("LA SEMAINE PROCHAINE", "SEMAINE PROCHAINE", "END OF THE WEEK", "FIN DE LA SEMAINE"), _WEEK),
    **dict.fromkeys(("WEEKEND", "WEEKENDS", "WEEK END", "WEEK - END", "FIN DE SEMAINE", "FDS", "WKND"), _WEEKEND),
}
STRETCHES: Sequence[tuple[tuple[str, ...], Stretch]] = sorted(
    ((tuple(phrase.split()), stretch) for phrase, stretch in _NAMED.items()),
    key=lambda each: len(each[0]),
    reverse=True,
)

UNTIL = _phrases(
    "UNTIL", "UNTILL", "TILL", "TIL", "UP TO", "JUSQUA", "JUSQU A", "JUSQU AU", "JUSQUAU", "JUSQU EN", "JUSQUE", "AVANT"
)
HALF = _phrases(
    "HALF AN HOUR", "HALF HOUR", "A HALF HOUR", "DEMI HEURE", "UNE DEMI HEURE", "DEMI - HEURE", "UNE DEMI - HEURE"
)
FILLERS = frozenset(
    {"THE", "LE", "LA", "ON", "NEXT", "THIS", "ABOUT", "AROUND", "AT", "A", "VERS", "COMING", "CE", "PROCHAIN"}
)

UNITS: Mapping[str, timedelta] = {
    **dict.fromkeys(("M", "MIN", "MINS", "MINUTE", "MINUTES", "MN"), timedelta(minutes=1)),
    **dict.fromkeys(("H", "HR", "HRS", "HOUR", "HOURS", "HEURE", "HEURES"), timedelta(hours=1)),
    **dict.fromkeys(("D", "DAY", "DAYS", "J", "JR", "JRS", "JOUR", "JOURS", "NIGHTS", "NUITS"), timedelta(days=1)),
    **dict.fromkeys(("W", "WK", "WKS", "WEEK", "WEEKS", "SEM", "SEMAINE", "SEMAINES"), timedelta(weeks=1)),
    **dict.fromkeys(("MO", "MOS", "MONTH", "MONTHS", "MOIS"), timedelta(days=30)),
    **dict.fromkeys(("Y", "YEAR", "YEARS", "AN", "ANS", "ANNEE"), timedelta(days=365)),
}

_ENGLISH = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_FRENCH = ("UN", "DEUX", "TROIS", "QUATRE", "CINQ", "SIX", "SEPT", "HUIT", "NEUF", "DIX")
NUMBERS: Mapping[str, int] = {word: number for words in (_ENGLISH, _FRENCH) for number, word in enumerate(words, 1)}
SPELLED: Mapping[str, int] = {
    **NUMBERS,
    **dict.fromkeys(("A", "AN", "UNE", "THE NEXT"), 1),
    **dict.fromkeys(("COUPLE", "COUPLE OF", "A COUPLE"), 2),
    **dict.fromkeys(("FEW", "A FEW", "QUELQUES"), 3),
}

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "JAN JANUARY JANVIER",
            "FEB FEBRUARY FEVRIER FEVR FEV",
            "MAR MARCH MARS",
            "APR APRIL AVRIL AVR",
            "MAY MAI",
            "JUN JUNE JUIN",
            "JUL JULY JUILLET JUIL",
            "AUG AUGUST AOUT",
            "SEP SEPT SEPTEMBER SEPTEMBRE",
            "OCT OCTOBER OCTOBRE",
            "NOV NOVEMBER NOVEMBRE",
            "DEC DECEMBER DECEMBRE",
        ),
        1,
    )
    for name in names.split()
}
