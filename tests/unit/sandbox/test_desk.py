"""Alerts raised, changed and cleared at the terminal."""

import pytest

from pipeline.reading.decode import decode
from sandbox.alert_board import AlertBoard
from sandbox.desk import Desk
from sandbox.feed_server import FeedServer


class Terminal:
    def __init__(self, *routes: str) -> None:
        self.server = FeedServer()
        self.notes: list[str] = []
        self.desk = Desk(AlertBoard(self.server, standing=()), self.notes.append, routes=routes)

    def type(self, *lines: str) -> list[bool]:
        return [self.desk.obey(line.split(maxsplit=2)) for line in lines]

    def listed(self) -> list[tuple[str, str]]:
        alerts = decode(self.server.body).alerts
        return [(each.entity_id, each.header_text[0].text) for each in alerts]


@pytest.mark.parametrize(
    ("lines", "listed", "note"),
    [
        pytest.param(["/alert 17 Detour"], [("80001", "Detour")], "feed + 80001: Detour", id="raised"),
        pytest.param(
            ["/alert 17 Detour", "/change 80001 No service"],
            [("80001", "No service")],
            "feed ~ 80001: No service",
            id="changed",
        ),
        pytest.param(["/alert 17 Detour", "/clear 80001"], [], "feed - 80001", id="cleared"),
        pytest.param(["/alert 17 Detour", "/alerts"], [("80001", "Detour")], "80001: Detour", id="listed"),
        pytest.param(
            ["/alert 17,99,x Detour"],
            [],
            "There is no route 99, x here. There are: 17, 18",
            id="routes that are not there",
        ),
        pytest.param(["/alert 17,18, Detour"], [("80001", "Detour")], "feed + 80001: Detour", id="a comma too many"),
        pytest.param(["/clear 80001"], [], "There is no alert 80001: /alerts lists them", id="none to clear"),
        pytest.param(
            ["/alert 17 Detour", "/change 80001"],
            [("80001", "Detour")],
            "Say the new text, too: /change 80001 Detour via Queen St",
            id="changed to nothing",
        ),
    ],
)
def test_what_is_typed_is_on_the_feed_and_noted(lines: list[str], listed: list[tuple[str, str]], note: str) -> None:
    terminal = Terminal("17", "18")

    assert all(terminal.type(*lines))
    assert (terminal.listed(), terminal.notes[-1]) == (listed, note)


def test_what_is_none_of_the_desks_is_left_to_others() -> None:
    assert Terminal().type("/next", "/alert", "/alert 17", "SUBSCRIBE 17") == [False] * 4


def test_where_the_routes_are_not_known_each_is_taken() -> None:
    terminal = Terminal()

    assert terminal.type("/alert 99 Detour") == [True]
    assert terminal.listed() == [("80001", "Detour")]
