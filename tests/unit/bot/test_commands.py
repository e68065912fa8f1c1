"""The grammar, in riders' words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import (
    Command,
    Commands,
    Help,
    ListRoutes,
    OptIn,
    OptOut,
    Status,
    Subscribe,
    Unknown,
    Unsubscribe,
    WishToStop,
    find_opt_out_type,
    parse,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SUBSCRIBE 504", Subscribe("504")),
        ("subscribe 504", Subscribe("504")),
        ("  Sub 504 ", Subscribe("504")),
        ("sub 504!", Subscribe("504")),
        ("subscribe: 504.", Subscribe("504")),
        ("add 504 and 501", Subscribe("504 AND 501")),
        ("ADD 504, 501", Subscribe("504, 501")),
        ("subscribe king", Subscribe("KING")),
        ("Subscribe to the 504 please", Subscribe("504")),
        ("please subscribe me to 504", Subscribe("504")),
        ("I want to get alerts for 504", Subscribe("504")),
        ("subscribe St. Clair", Subscribe("ST. CLAIR")),
        ("start 504", Subscribe("504")),
        ("S'ABONNER 504", Subscribe("504")),
        ("s\u2019abonner 504", Subscribe("504")),
        ("subscribe", Subscribe("")),
        ("504", Subscribe("504")),
        (" 504. ", Subscribe("504")),
        ("504B", Subscribe("504B")),
        ("\uff15\uff10\uff14", Subscribe("504")),
        ("504 and 501", Subscribe("504 AND 501")),
        ("504, 501 & 510", Subscribe("504, 501 & 510")),
        ("504\n501", Subscribe("504\n501")),
        ("line 1", Subscribe("LINE 1")),
        ("bus 36 please", Subscribe("BUS 36")),
        ("STOP 504", Unsubscribe("504")),
        ("stop 504 please", Unsubscribe("504")),
        ("Please stop the 504", Unsubscribe("504")),
        ("End 504", Unsubscribe("504")),
        ("cancel 504", Unsubscribe("504")),
        ("unsubscribe 504", Unsubscribe("504")),
        ("UNSUBSCRIBE from King", Unsubscribe("KING")),
        ("remove 504", Unsubscribe("504")),
        ("stop sending me alerts for 504", Unsubscribe("504")),
        ("REMOVE ALL", Unsubscribe("ALL")),
        ("delete everything", Unsubscribe("ALL")),
        ("unsubscribe all routes", Unsubscribe("ALL")),
        ("remove", Unsubscribe("")),
        ("LIST", ListRoutes()),
        ("my routes", ListRoutes()),
        ("MY ROUTES?", ListRoutes()),
        ("routes", ListRoutes()),
        ("STATUS", Status("")),
        ("status?", Status("")),
        ("status 504", Status("504")),
        ("Status King", Status("KING")),
        ("status all", Status("")),
        ("504?", Status("504")),
        ("504 ?", Status("504")),
        ("504 status", Status("504")),
        ("INFO 504", Status("504")),
        ("COMMANDS", Commands()),
        ("menu", Commands()),
        ("?", Commands()),
        ("???", Commands()),
        ("help me", Commands()),
        ("aide", Commands()),
        ("STOP", OptOut()),
        ("sToP", OptOut()),
        (" stop \n", OptOut()),
        ("StopAll", OptOut()),
        ("UNSUBSCRIBE", OptOut()),
        ("cancel", OptOut()),
        ("end", OptOut()),
        ("Quit", OptOut()),
        ("revoke", OptOut()),
        ("optout", OptOut()),
        ("START", OptIn()),
        ("yes", OptIn()),
        ("Unstop", OptIn()),
        ("HELP", Help()),
        ("info", Help()),
        ("stop please", WishToStop()),
        ("STOP!!", WishToStop()),
        ("stop.", WishToStop()),
        ("Please stop", WishToStop()),
        ("stop all", WishToStop()),
        ("STOP ALL ALERTS", WishToStop()),
        ("stop stop stop", WishToStop()),
        ("stop texting me", WishToStop()),
        ("opt out", WishToStop()),
        ("please opt me out", WishToStop()),
        ("unsubscribe me", WishToStop()),
        ("unsubscribe all", WishToStop()),
        ("unsub", WishToStop()),
        ("remove me", WishToStop()),
        ("Don't text me", WishToStop()),
        ("no more", WishToStop()),
        ("take me off", WishToStop()),
        ("arr\u00eat", WishToStop()),
        ("ARRET", WishToStop()),
        ("Arr\u00eater svp", WishToStop()),
        ("I want to cancel", WishToStop()),
        ("", Unknown("")),
        ("   ", Unknown("   ")),
        ("hello", Unknown("hello")),
        ("when is the next bus", Unknown("when is the next bus")),
        ("yes please", Unknown("yes please")),
        ("4165550101", Unknown("4165550101")),
        ("504 weekdays 7-9am", Unknown("504 weekdays 7-9am")),
        ("don't stop believing", Unknown("don't stop believing")),
        ("\U0001f68b", Unknown("\U0001f68b")),
    ],
)
def test_a_text_is_understood_as(text: str, expected: Command) -> None:
    assert parse(text) == expected


@given(st.text(st.characters(codec=None), max_size=1700))
def test_parse_never_raises(text: str) -> None:
    parse(text)


@given(st.lists(st.sampled_from(["stop", "504", "all", "?", "end", "king", ",", "and", "status", "é", "\x00"])))
def test_no_text_that_names_a_route_ends_everything(words: list[str]) -> None:
    command = parse(" ".join(words))

    assert not ({"504", "king"} & set(words) and isinstance(command, OptOut | WishToStop))


@pytest.mark.parametrize(
    ("value", "expected"), [("STOP", OptOut()), ("START", OptIn()), ("HELP", Help()), ("", None), ("OTHER", None)]
)
def test_what_twilio_has_answered_is_taken_from_its_form(value: str, expected: Command | None) -> None:
    assert find_opt_out_type(value) == expected
