"""How `python -m bot consent` may be asked."""

import pytest

from bot.operating.consent import main


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["416"], 2, "no number in E.164", id="no number"),
        pytest.param([], 2, "name the phone, or say --all", id="nothing"),
        pytest.param(["+14165550123", "--all"], 2, "name the phone, or say --all", id="one, and all"),
        pytest.param(["--all"], 2, "--all needs --why", id="all, without a reason"),
        pytest.param(["--help"], 0, "python -m bot consent +14165550123", id="help with an example"),
    ],
)
def test_usage(arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    shown = capsys.readouterr()

    assert (ended.value.code, said in shown.out + shown.err) == (code, True)
