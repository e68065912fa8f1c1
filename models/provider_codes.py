"""What the provider's error codes mean for us, read from a table that operators can read, too."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

LISTED_FROM = 10_000  # the provider's own codes; below are HTTP statuses


class Reaction(StrEnum):
    """What a code asks of us."""

    SLOW_DOWN = "slow-down"  # surely not sent: fewer at once, and this one again
    QUEUE_FULL = "queue-full"  # surely not sent: this one again after a pause
    UNKNOWN = "unknown"  # may have been sent: never again before the provider was asked
    OURS_TO_MEND = "ours-to-mend"  # account or sender: nothing is sent until somebody has mended it
    OUR_BUG = "our-bug"  # this text never goes out, and somebody should know
    BAD_NUMBER = "bad-number"  # nothing ever reaches this number
    OPTED_OUT = "opted-out"  # the rider has told the provider to stop
    UNREACHABLE = "unreachable"  # for now: once more later, where that is still of use
    BLOCKED = "blocked"  # this sender does not reach this number
    FILTERED = "filtered"  # carriers or the account's rules keep it back: an operator's business
    EXPIRED = "expired"  # it waited at the provider until it was of no use
    REFUSED = "refused"  # this text is refused for good; nothing else follows


class Met(StrEnum):
    """Where a code is met."""

    ANSWER = "answer"  # to the call that creates a message
    REPORT = "report"  # in a status callback


# After a report of one of these the text goes once more, as long as it is of use.
ONCE_MORE = frozenset({Reaction.UNREACHABLE, Reaction.QUEUE_FULL, Reaction.SLOW_DOWN, Reaction.OURS_TO_MEND})
# Several of these in a row, and the number is texted no more. What is the sender's or our fault says nothing about it.
ABOUT_THE_NUMBER = frozenset({Reaction.BAD_NUMBER, Reaction.UNREACHABLE, Reaction.BLOCKED})
# Somebody has to look: said in the log as an error, with the hint.
LOUD = frozenset({Reaction.OURS_TO_MEND, Reaction.OUR_BUG, Reaction.FILTERED, Reaction.QUEUE_FULL})


@dataclass(frozen=True, slots=True)
class ProviderCode:
    """One code as the table has it."""

    code: int
    reaction: Reaction
    met: frozenset[Met]
    hint: str


@dataclass(frozen=True, slots=True)
class ProviderCodes:
    """The whole table."""

    listed: Mapping[int, ProviderCode]
    of_http: Mapping[int, Reaction]

    def reaction_of(self, code: int) -> Reaction:
        """What the code asks of us; one that nobody knows yet is about this text alone."""
        entry = self.listed.get(code)
        return entry.reaction if entry else Reaction.REFUSED

    def hint_of(self, code: int) -> str:
        entry = self.listed.get(code)
        return entry.hint if entry else f"not in our table: https://www.twilio.com/docs/api/errors/{code}"

    def reaction_to_answer(self, status: object, code: object) -> Reaction:
        """What an error answer to a call asks of us, whatever its shape.

        Only the provider's own codes are believed: a gateway on the way may answer anything, and what is not surely
        refused may have been processed.
        """
        if not isinstance(status, int):
            return Reaction.UNKNOWN
        if by_status := self.of_http.get(status):
            return by_status
        if not 400 <= status < 500 or not isinstance(code, int) or code < LISTED_FROM:
            return Reaction.UNKNOWN
        if code not in self.listed and status in {401, 403}:
            return Reaction.OURS_TO_MEND
        return self.reaction_of(code)

    def codes_of(self, reactions: frozenset[Reaction]) -> list[int]:
        """The codes that ask for one of `reactions`."""
        return sorted(code for code, each in self.listed.items() if each.reaction in reactions)


def decode_codes(text: str) -> ProviderCodes:
    """The table in a TOML document.

    Raises:
        ValueError: a reaction or a place that does not exist, or a code that stands twice.
    """
    table = tomllib.loads(text)
    listed: dict[int, ProviderCode] = {}
    for group in table["codes"]:
        reaction, met = Reaction(group["reaction"]), frozenset(Met(each) for each in group["met"])
        for code in group["codes"]:
            if code in listed:
                raise ValueError(f"code {code} stands twice")
            listed[code] = ProviderCode(code, reaction, met, group["hint"])
    of_http = {status: Reaction(name) for name, statuses in table["http"].items() for status in statuses}
    return ProviderCodes(listed, of_http)


@cache  # the file is a part of the program
def provider_codes() -> ProviderCodes:
    """Twilio's codes."""
    return decode_codes(files("models").joinpath("twilio_codes.toml").read_text(encoding="utf-8"))
