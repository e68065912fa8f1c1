"""How `python -m notifier text` may be asked."""

import pytest

from notifier.trying_out.command import main


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["416"], "no number in E.164", id="no number"),
        pytest.param(["+14165550001", "x" * 400], "it takes 3 segments", id="too long"),
    ],
)
def test_what_cannot_be_sent_is_wrong_usage(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert (ended.value.code, said in capsys.readouterr().err) == (2, True)
