"""The words that riders use, as sets: Twilio's own, those that mean the same, and those that mean nothing."""

# Whole texts that Twilio answers by itself; REVOKE and OPTOUT joined in May 2025, "OPT OUT" is none of them.
OPT_OUT = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
OPT_IN = frozenset({"START", "YES", "UNSTOP"})
HELP = frozenset({"HELP", "INFO"})

SUBSCRIBE = frozenset({"SUBSCRIBE", "SUB", "ADD", "START", "SABONNER", "ABONNER", "AJOUTER"})
# 47 CFR 64.1200(a)(10): any reasonable wording ends it, so what Twilio does not match is for us to see.
STOP = OPT_OUT | {"STOPP", "UNSUB", "ARRET", "ARRETE", "ARRETER", "ARRETEZ", "DESABONNER", "DESABONNEMENT"}
UNSUBSCRIBE = STOP | {"REMOVE", "DELETE", "RETIRER"}
LIST = frozenset({"LIST", "ROUTES", "LISTE", "SUBSCRIPTIONS"})
STATUS = frozenset({"STATUS", "STATE", "STATUT", "ETAT", "INFO"})
COMMANDS = frozenset({"COMMANDS", "COMMAND", "MENU", "HELP", "AIDE", "COMMANDES"})
AND = frozenset({"AND", "ET", "PLUS"})

# Around an order these change nothing: "please stop sending me alerts for 504".
FILLERS = frozenset(
    """
    A ALERT ALERTS ALL ANY ANYMORE BOTHERING CALLING CONTACTING DU DES EVERYTHING FOR FROM GET GETTING I IT ID JE LA LE
    LES LIKE ME MESSAGE MESSAGES MESSAGING MOI MORE MY NEED NOTIFICATIONS NOW OF OFF OUT PLEASE PLS PLZ POUR RECEIVING
    SENDING SERVICE SMS SVP TEXT TEXTING TEXTS THANK THANKS THE THESE THIS TO TOUS TOUT U US VEUX VOULOIR WANT WISH
    WOULD YOU YOUR
    """.split()  # noqa: SIM905 (as a list it would fill seventy lines)
)
# Whole texts that are a wish to end, too.
STOP_PHRASES = frozenset(
    {
        "DELETE ME",
        "DO NOT TEXT ME",
        "DO NOT TEXT ME ANYMORE",
        "DONT TEXT ME",
        "DONT TEXT ME ANYMORE",
        "LEAVE ME ALONE",
        "NO MORE",
        "NO MORE MESSAGES",
        "NO MORE TEXTS",
        "REMOVE ME",
        "TAKE ME OFF",
    }
)
# After a word that ends one subscription, these mean every one of them.
EVERYTHING = frozenset({"ALL", "EVERYTHING", "ROUTES", "SUBSCRIPTIONS", "ALERTS", "ALL ALERTS", "LINES"})
