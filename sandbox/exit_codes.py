"""How a demonstration ends: 0, 1 with the place of the logs, or 3 with what the machine lacks."""

import asyncio
import shutil
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from sandbox.embedded.errors import EnvironmentLacksError
from sandbox.stack import StackError

FAILED, LACKING, INTERRUPTED = 1, 3, 130


def run_demonstration(demonstration: Coroutine[Any, Any, int], logs: Path) -> int:
    """Run it to its end; the logs go with it where all went well."""
    code = run_and_keep_logs(demonstration, logs)
    if code in {0, INTERRUPTED}:
        shutil.rmtree(logs, ignore_errors=True)
    return code


def run_and_keep_logs(demonstration: Coroutine[Any, Any, int], logs: Path) -> int:
    """Run it to its end; the logs stay where they are."""
    # Asked to end by another program, it ends as by Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(demonstration, logs)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(demonstration: Coroutine[Any, Any, int], logs: Path) -> int:
    code = FAILED
    try:
        code = asyncio.run(demonstration)
    except* EnvironmentLacksError as group:
        print(_innermost(group), file=sys.stderr)
        code = LACKING
    except* StackError as group:
        print(f"{_innermost(group)}\nlogs: {logs}", file=sys.stderr)
    return code


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
