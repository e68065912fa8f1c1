"""Whom a text is about, said once: our name of the route or station in front, the agency's own taken out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.route import Route
from models.station import Station

MOST_NAME_WORDS = 4  # beside its number, in the name of a route
MOST_NUMBERS = 3
# So near to the beginning a rider finds the route named by the agency.
_NEAR, _NEAR_PLACE = 60, 35
_STREET = r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Dr|Drive|Line|platform|entrance)\b"
_DASH = "-\u2013\u2014"
_HEADING = r"(?:North|South|East|West)(?:bound)?\b"
_BETWEEN = r"(?:\w+(?:, | & | and | e | et | y |/))*"
_AS_ROUTE = rf"(?:^|\[|\b(?:routes?|lines?|lignes?|linhas?|l|buses|bus)(?: (?:no\.? )?|(?=\d)){_BETWEEN})"


def in_language(route: Route, language: str) -> Route:
    """The route under its name in that language, where the catalogue has one."""
    name = dict(route.names).get(language)
    return replace(route, long_name=name) if name else route


def name_of(station: Station, language: str) -> str:
    return dict(station.names).get(language) or station.name


def label_of(routes: Sequence[Route]) -> str:
    """`504 King`; `504 King, 501`; `504, 501, 506 +3`."""
    if not routes:
        return ""
    first, *others = routes
    if len(routes) < MOST_NUMBERS:
        return ", ".join([first.label, *(each.number for each in others)])
    more = f" +{len(routes) - MOST_NUMBERS}" if len(routes) > MOST_NUMBERS else ""
    return ", ".join(each.number for each in routes[:MOST_NUMBERS]) + more


def names_itself(said: str, routes: Sequence[Route]) -> bool:
    """Whether the words begin with the one route, and better than by the number that is all we know of it."""
    if len(routes) != 1 or routes[0].long_name:
        return False
    number = re.escape(routes[0].number)
    named = rf"{_AS_ROUTE}{number}(?![\w:%]|-\w| ?min| ?m\b)"
    return re.search(named, said[:_NEAR], re.IGNORECASE) is not None


def says_place(said: str, name: str) -> bool:
    """Whether the place is named where the words begin."""
    place = re.escape(name.removesuffix(" Station"))
    # "Wellesley St entrance" does not name Wellesley Station.
    found = re.search(rf"\b{place}\b(?! {_STREET})", said[: _NEAR + len(name)], re.IGNORECASE)
    return found is not None and found.start() < _NEAR_PLACE


def is_route_name(header: str) -> bool:
    """Whether it only names a route: "17 Hurontario" is the whole header of many an alert in Mississauga."""
    number, *words = header.split() or [""]
    return number[:1].isdigit() and len(words) < MOST_NAME_WORDS and all(word[:1].isupper() for word in words)


def without_place(said: str, name: str) -> str:
    """`said` without the place's own name in front: "Wilson: Elevator ..." for Wilson Station."""
    bare = re.escape(name.removesuffix(" Station"))
    return re.sub(rf"^{bare}(?: Station| Stn)?\s*(?::|[{_DASH}] )\s*(?=\S)", "", said, flags=re.IGNORECASE)


def without_route(said: str, route: Route) -> str:
    """`said` without the route's own name in front of it: the label says that already."""
    long = re.escape(route.long_name.removesuffix(" Line")) if route.long_name else ""
    short = re.escape(route.number)
    # "5:30 pm bus", "5-10 min delays" do not begin with a route 5.
    if re.match(rf"{short}(?::\d|[{_DASH}]\d|\s[{_DASH}]\s\d+ ?min)", said):
        return said
    name = rf"(?:(?:Line|Route) )?{short}(?:\s+{long}(?: Line)?)?" if long else short
    if long and re.fullmatch(name, said, flags=re.IGNORECASE):
        return ""
    # "504 King and 501 Queen: ...": the other routes of the same alert are in front, too.
    # Possessive digits: "10, 11, 12, ..." must not be read in two ways for each of its routes.
    other = rf"\d++\w?(?!\s+{_HEADING}\s*[{_DASH}])(?:\s+[A-Z][\w.'-]*){{0,3}}"
    others = rf"(?:\s*(?:,|/|&|and)\s*{other})*"
    stripped = re.sub(rf"^(?:{name}{others})?\s*[{_DASH}:]\s*", "", said, flags=re.IGNORECASE)
    if not long:
        # Of this route we know the number alone: the agency's own words name it better, where they say more than that.
        says_no_more = rf"{short}\s*(?::\s|(?<=\s)[{_DASH}]\s(?!\d))|[{_DASH}:]"
        return stripped if re.match(says_no_more, said, flags=re.IGNORECASE) else said
    if stripped != said:
        return stripped
    # "72 Pape Regular service has resumed", "504A King Regular ...", "17 South - Stop 1912 is closed".
    stripped = re.sub(rf"^(?:(?:Line|Route) )?{short}\s+{long}(?: Line)?,?\s+(?=[A-Z])", "", said)
    stripped = re.sub(rf"^({short}[A-Z])\s+{long}(?:,?\s+(?=[A-Z])|\s*[{_DASH}:]\s*)", r"\1: ", stripped)
    stripped = re.sub(rf"^Line {short}\s+(?=[A-Z])", "", stripped)
    return re.sub(rf"^{short}(?:/{short}?[A-Z])*\s+(?={_HEADING})", "", stripped)
