"""What all operator's commands have in common."""

from collections.abc import Callable, Sequence

import pytest

from bot.operating import command_line as of_bot
from notifier import command_line as of_notifier
from pipeline import command_line as of_pipeline
from runtime.operator_commands import DONE, WRONG_USAGE

Main = Callable[[Sequence[str]], int]
LINES = {"bot": of_bot, "notifier": of_notifier, "pipeline": of_pipeline}
EVERY_COMMAND = [
    pytest.param(process, line.main, command, id=f"{process} {command}")
    for process, line in LINES.items()
    for command in line.COMMANDS
]
EVERY_PROCESS = [pytest.param(line.main, list(line.COMMANDS), id=process) for process, line in LINES.items()]


@pytest.mark.parametrize(("main", "commands"), EVERY_PROCESS)
def test_help_names_every_command(main: Main, commands: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == DONE
    shown = capsys.readouterr().out
    assert [each for each in commands if f"\n  {each} " not in shown] == []


@pytest.mark.parametrize(("main", "commands"), EVERY_PROCESS)
def test_an_unknown_command_is_wrong_usage(main: Main, commands: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"{commands[0]}x"]) == WRONG_USAGE
    assert capsys.readouterr().err.startswith("usage: ")


@pytest.mark.parametrize(("process", "main", "command"), EVERY_COMMAND)
def test_every_command_has_help_with_an_example_of_itself(
    process: str, main: Main, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    shown = capsys.readouterr().out

    assert ended.value.code == DONE
    assert f"usage: python -m {process} {command}" in shown
    assert f"python -m {process} {command}" in shown.split("\nexample")[1]


@pytest.mark.parametrize(("process", "main", "command"), EVERY_COMMAND)
def test_every_command_calls_an_unknown_option_wrong_usage(process: str, main: Main, command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--no-such-option"])

    assert ended.value.code == WRONG_USAGE
