"""What `python -m pipeline` can be asked."""

import pytest

from pipeline.command_line import main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(each in shown for each in ("check", "held", "release", "drop", "migrate"))


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2
    assert capsys.readouterr().err.startswith("usage: ")


@pytest.mark.parametrize("command", ["check", "held", "release", "drop"])
def test_every_command_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert (ended.value.code, "example" in capsys.readouterr().out) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [pytest.param(["release"], id="nothing named"), pytest.param(["drop", "x", "--all"], id="one, and all")],
)
def test_a_verdict_is_on_named_incidents_or_on_all(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
