"""The words that Twilio answers by itself, alone as the whole message."""

from bot.commands.command import CarrierWord, Help, OptIn, OptOut

# REVOKE and OPTOUT joined in May 2025; "OPT OUT" is none of them.
OPT_OUT = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
OPT_IN = frozenset({"START", "YES", "UNSTOP"})
HELP = frozenset({"HELP", "INFO"})
# A short code in Canada must answer it as it does HELP; ARRET is a wish to stop wherever it is written.
SHORT_CODE_HELP = "AIDE"


def find_carrier_word(text: str) -> CarrierWord | None:
    """Twilio's own word, if it is the whole text in any case: "STOP 504" is an ordinary one."""
    match text.strip().upper():
        case word if word in OPT_OUT:
            return OptOut()
        case word if word in OPT_IN:
            return OptIn(is_yes=word == "YES")
        case word if word in HELP:
            return Help()
    return None


def find_short_code_word(text: str) -> CarrierWord | None:
    """What is a carrier's word only where nobody but we ourselves answers it."""
    return Help() if text.strip().upper() == SHORT_CODE_HELP else None


def find_opt_out_type(value: str) -> CarrierWord | None:
    """What Twilio says that it has answered itself (OptOutType of Advanced Opt-Out)."""
    match value.strip().upper():
        case "STOP":
            return OptOut()
        case "START":
            return OptIn()
        case "HELP":
            return Help()
    return None
