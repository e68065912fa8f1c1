"""What one poll changes in another."""

from collections.abc import Sequence

import pytest

from models.alert import Alert
from sandbox.poll_changes import changes_between
from tests.builders import make_alert

KING, QUEEN = make_alert("1"), make_alert("2", "501 Queen: Detour", routes=("501",))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param([KING], [KING], "no change", id="nothing"),
        pytest.param([KING], [KING, QUEEN], "+1 alert (501)", id="one more"),
        pytest.param([KING, QUEEN], [], "-2 alerts", id="all gone"),
        pytest.param([KING], [make_alert("1", "504 King: Delays")], "~1 alert (504)", id="another text"),
        pytest.param([KING], [QUEEN], "+1 -1 alerts (501)", id="one for another"),
        pytest.param([KING, QUEEN], [make_alert("2"), QUEEN], "no change", id="one id moved"),
        pytest.param([KING], [KING, make_alert("7")], "+1 alert (504)", id="the same once more"),
        pytest.param(
            [],
            [make_alert(routes=[str(each) for each in range(10, 19)])],
            "+1 alert (10, 11, 12, 13, 14, 15, 16, 17, ...)",
            id="many routes",
        ),
    ],
)
def test_the_difference_is_counted_in_alerts(before: Sequence[Alert], after: Sequence[Alert], said: str) -> None:
    assert str(changes_between(before, after)) == said
