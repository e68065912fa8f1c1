"""What riders can do without: courtesies, advertisements, pointers to web pages, headings."""

import re

# How such sentences begin, in the languages of the feeds that we have seen. Case does not matter.
_BEGINNINGS = (
    "please allow", "please plan", "please expect", "allow extra", "allow additional", "expect longer",
    "plan your trip", "we apologi", "we regret", "we're sorry", "we are sorry", "sorry for", "our apologies",
    "we appreciate", "thank you", "thanks for", "please visit", "visit ", "for more info", "for more detail",
    "for further info", "for additional info", "for info", "for details", "for complete", "for the latest",
    "more info", "more detail", "additional info", "further info", "learn more", "find out more", "read more",
    "click ", "tap ", "download ", "please download", "please check", "check ", "follow us", "follow @", "stay tuned",
    "listen to the announce", "please listen", "listen for", "consult the", "please consult", "updates to follow",
    "updates will follow", "please use caution", "please be patient", "please contact", "for questions", "questions?",
    "what's happening", "what is happening", "affected route", "affected line", "affected trips", "routes affected",
    "route affected", "lines affected", "line affected", "note: subject to", "subject to change",
    "stop closure notice", "detour notice", "service notice", "when exiting", "please see ", "see www", "see a map",
    "please follow these", "we will try", "give us", "tell us", "share your", "nous nous excusons",
    "nous vous prions de nous excuser", "veuillez nous excuser", "merci ", "toutes nos excuses",
    "veuillez pr\u00e9voir", "pr\u00e9voyez", "pour plus d", "plus d'info", "visitez", "consultez",
    "veuillez consulter", "ecoutez", "\u00e9coutez", "restez ", "luister", "raadpleeg", "para m\u00e1s info",
    "por favor visite", "para mais info", "mais info", "saiba mais", "bitte beachten", "for detour info",
)  # fmt: skip
_COURTESY = re.compile(rf"\W*(?:{'|'.join(re.escape(each) for each in _BEGINNINGS)})", re.IGNORECASE)
_RULE = re.compile(r"[\W_]*")
# "Route: 7B Peninsula Inbound", "Ligne : 2": the text's own beginning says that.
_ROUTE_LABEL = re.compile(r"(?:routes?|lines?|lignes?|linhas?)\s*:\s", re.IGNORECASE)


def is_courtesy(sentence: str) -> bool:
    """Whether a rider at the stop misses nothing without it."""
    return bool(_COURTESY.match(sentence) or _RULE.fullmatch(sentence) or _ROUTE_LABEL.match(sentence))
