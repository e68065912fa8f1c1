"""How `python -m notifier show` may be asked."""

import pytest

from notifier.showing.command import main


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["i", "--numbers", " "], "--numbers needs a reason", id="whole numbers without a reason"),
        pytest.param(["i", "--most", "-1"], "invalid", id="less than none"),
        pytest.param([], "INCIDENT", id="nothing"),
    ],
)
def test_what_is_asked_wrongly_is_refused(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert (ended.value.code, said in capsys.readouterr().err) == (2, True)
