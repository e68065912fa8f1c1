"""What an operator is told who suppresses a number, or lifts that."""

import pytest

from bot.operating.suppressing import Verdict, main, said
from bot.operating.suppression import Changed


@pytest.mark.parametrize(
    ("verdict", "done", "words"),
    [
        pytest.param("suppress", Changed(known=1, changed=1, stopped=0), "is suppressed: no text", id="done"),
        pytest.param("suppress", Changed(known=1, changed=0, stopped=0), "is suppressed already", id="it was before"),
        pytest.param("unsuppress", Changed(known=2, changed=1, stopped=0), "is texted again", id="lifted"),
        pytest.param("unsuppress", Changed(known=1, changed=0, stopped=0), "was not suppressed", id="nothing to lift"),
        pytest.param("unsuppress", Changed(known=1, changed=1, stopped=1), "has sent STOP", id="who has sent STOP"),
    ],
)
def test_the_operator_is_told_what_holds_now(verdict: Verdict, done: Changed, words: str) -> None:
    assert words in said(verdict, "+1416***0123", done)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["416", "x"], "no number in E.164", id="no number"),
        pytest.param(["+14165550101"], "why", id="no reason"),
    ],
)
def test_what_is_asked_wrongly_is_refused(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main("suppress", arguments)

    assert (ended.value.code, words in capsys.readouterr().err) == (2, True)
