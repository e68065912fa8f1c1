"""Names of routes, lines, stations and modes."""

import pytest

from bot.commands.command import Named
from bot.commands.names import Mention, read_name
from tests.unit.bot.commands.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504 king", Mention("504 KING", has_number=True), id="number and name"),
        pytest.param("504 501", Mention("504", has_number=True), id="one number is one name"),
        pytest.param("king 7-9am", Mention("KING"), id="a time is no number"),
        pytest.param("line 1 7-9am", Mention("LINE 1", has_number=True, is_sure=True), id="a line and a time"),
        pytest.param("line two", Mention("LINE 2", has_number=True, is_sure=True), id="a number in a word"),
        pytest.param("yonge line", Mention("YONGE LINE", is_sure=True), id="a line by name"),
        pytest.param("wilson station", Mention("WILSON", Named.STATION, is_sure=True), id="station after"),
        pytest.param("station wilson", Mention("WILSON", Named.STATION, is_sure=True), id="station before"),
        pytest.param("bloor-yonge station", Mention("BLOOR YONGE", Named.STATION, is_sure=True), id="a dash in a name"),
        pytest.param("north york centre", Mention("NORTH YORK CENTRE"), id="a compass point begins a name"),
        pytest.param("111 east mall", Mention("111 EAST MALL", has_number=True), id="a compass point after the number"),
        pytest.param("finch west", Mention("FINCH WEST"), id="a compass point ends a name"),
        pytest.param("queen at spadina", Mention("QUEEN AT SPADINA"), id="a crossing"),
        pytest.param("subway", Mention("subway", Named.MODE, is_sure=True), id="a mode"),
        pytest.param("bus 36", Mention("BUS 36", has_number=True, is_sure=True), id="a bus"),
        pytest.param("weekdays", None, id="days are no name"),
        pytest.param("line", None, id="which line"),
    ],
)
def test_a_name_is_read(text: str, expected: Mention | None) -> None:
    assert read(read_name, text)[0] == expected
