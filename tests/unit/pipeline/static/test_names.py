"""Names in other languages."""

import pytest

from pipeline.static.names import Names

KING = {"table_name": "routes", "field_name": "route_long_name", "language": "fr", "translation": "Roi"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([KING | {"record_id": "504"}], (("fr", "Roi"),), id="of the record"),
        pytest.param([KING | {"field_value": "King"}], (("fr", "Roi"),), id="of the text"),
        pytest.param(
            [KING | {"record_id": "504"}, KING | {"field_value": "King", "translation": "King (rue)"}],
            (("fr", "Roi"),),
            id="the record's goes before the text's",
        ),
        pytest.param(
            [KING | {"record_id": "504"}, KING | {"record_id": "504", "language": "es", "translation": "Rey"}],
            (("es", "Rey"), ("fr", "Roi")),
            id="two languages",
        ),
        pytest.param([KING | {"record_id": "501"}], (), id="of another record"),
        pytest.param([KING | {"record_id": "504", "translation": ""}], (), id="no translation"),
        pytest.param([KING | {"record_id": "504", "language": ""}], (), id="no language"),
        pytest.param([KING | {"record_id": "504", "field_name": "route_desc"}], (), id="of another column"),
        pytest.param([KING | {"record_id": "504", "table_name": "stops"}], (), id="of another table"),
        pytest.param([{"trans_id": "King", "lang": "fr", "translation": "Roi"}], (("fr", "Roi"),), id="the old format"),
        pytest.param([{}], (), id="an empty row"),
    ],
)
def test_a_route_has_the_names_that_are_meant_for_it(
    rows: list[dict[str, str]], expected: tuple[tuple[str, str], ...]
) -> None:
    assert Names(rows).of("routes", "504", "King") == expected
