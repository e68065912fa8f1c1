"""The words that Twilio answers by itself on long codes, and its answers."""

from enum import Enum


class Keyword(Enum):
    """A text that Twilio itself reacts to; the value is its standard answer."""

    OPT_OUT = (
        "You have successfully been unsubscribed. You will not receive any more messages from this number. "
        "Reply START to resubscribe."
    )
    OPT_IN = (
        "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
        "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
    )
    HELP = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."

    @property
    def answer(self) -> str:
        """What Twilio texts back."""
        return str(self.value)


# REVOKE and OPTOUT joined in May 2025; "OPT OUT" in two words is not one of them.
OPT_OUT_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
OPT_IN_WORDS = frozenset({"START", "YES", "UNSTOP"})
HELP_WORDS = frozenset({"HELP", "INFO"})


def find_keyword(body: str) -> Keyword | None:
    """Return the keyword that the whole text is, in any case: "STOP 504" is an ordinary text."""
    word = body.strip().upper()
    if word in OPT_OUT_WORDS:
        return Keyword.OPT_OUT
    if word in OPT_IN_WORDS:
        return Keyword.OPT_IN
    if word in HELP_WORDS:
        return Keyword.HELP
    return None
