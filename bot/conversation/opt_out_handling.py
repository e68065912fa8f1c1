"""Who answers the words that carriers know."""

from enum import StrEnum


class OptOutHandling(StrEnum):
    """Who answers STOP, START and HELP: Twilio, or (on a stand-alone short code) we ourselves."""

    TWILIO = "twilio"
    OURS = "ours"
