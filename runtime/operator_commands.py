"""What the operator's commands have in common: few settings, short patience, answers on standard output."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

import structlog
from beanie import Document
from pydantic import Field
from pymongo.errors import PyMongoError

from runtime.errors import StartError
from runtime.mongo import Database, open_database
from runtime.settings import ProcessSettings

# The exit codes of every command; argparse itself ends with the last of them.
DONE, NOT_DONE, WRONG_USAGE = 0, 1, 2
Command = Callable[[Sequence[str]], int]


class OperatorSettings(ProcessSettings):
    """MongoDB's settings are all that is needed; somebody waits at the terminal."""

    internal_port: int = Field(default=0, description="not used")
    start_patience_s: float = Field(default=10, gt=0, description="how long to wait for MongoDB")


def run_command(arguments: Sequence[str], commands: Mapping[str, Command], usage: str) -> int:
    """Run the command that the first argument names; the exit code."""
    match arguments:
        case [name, *rest] if name in commands:
            return commands[name](rest)
        case ["-h" | "--help", *_]:
            sys.stdout.write(usage)
            return DONE
        case _:
            sys.stderr.write(usage)
            return WRONG_USAGE


def make_parser(program: str, description: str, example: str) -> argparse.ArgumentParser:
    """A parser whose help ends with the example as it stands."""
    return argparse.ArgumentParser(
        prog=f"python -m {program}",
        description=description,
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def run_on_database(
    settings: ProcessSettings,
    documents: Sequence[type[Document]],
    schema_version: int,
    work: Callable[[Database], Awaitable[int]],
) -> int:
    """The exit code of `work`; 1, with one line, where MongoDB does not answer or refuses us."""
    # Standard output is for what was asked.
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=sys.stderr))

    async def run() -> int:
        async with open_database(settings, documents, schema_version=schema_version) as database:
            return await work(database)

    try:
        return asyncio.run(run())
    except (StartError, PyMongoError) as error:
        complain(str(error)[:300])
        return NOT_DONE


def say(*lines: str) -> None:
    """What was asked for."""
    _write(sys.stdout.write, lines)


def complain(*lines: str) -> None:
    """What is amiss, or is to be known beside the answer."""
    _write(sys.stderr.write, lines)


def _write(write: Callable[[str], object], lines: Iterable[str]) -> None:
    for line in lines:
        write(f"{line}\n")
