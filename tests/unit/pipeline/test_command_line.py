"""What `python -m pipeline` can be asked."""

import pytest

from pipeline.command_line import main


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["release"], id="nothing named"),
        pytest.param(["drop", "x", "--all"], id="one, and all"),
        pytest.param(["requeue"], id="no event"),
        pytest.param(["requeue", "x", "--all"], id="an event, and all"),
    ],
)
def test_a_command_is_about_named_incidents_or_about_all(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
