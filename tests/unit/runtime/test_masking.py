"""No log line holds a whole number."""

import json
import subprocess
import sys

import pytest

from runtime.masking import mask_numbers


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("+14165550123", "+1416***0123", id="a number"),
        pytest.param("to +14165550123, +33612345678.", "to +1416***0123, +3361***5678.", id="two of them"),
        pytest.param("/Messages?To=%2B14165550123&a=1", "/Messages?To=%2B1416***0123&a=1", id="in an address"),
        pytest.param(["+14165550123"], ["+1416***0123"], id="in a list"),
        pytest.param({"to": ("+14165550123",)}, {"to": ["+1416***0123"]}, id="further in"),
        pytest.param("+1416***0123", "+1416***0123", id="masked already"),
        pytest.param("2026-08-05T12:12:00+00:00", "2026-08-05T12:12:00+00:00", id="a time"),
        pytest.param("SM" + "1" * 32, "SM" + "1" * 32, id="a message's sid"),
        pytest.param(14165550123, 14165550123, id="an amount"),
    ],
)
def test_numbers_are_masked_wherever_they_stand(value: object, expected: object) -> None:
    assert mask_numbers(None, "info", {"event": "x", "fact": value}) == {"event": "x", "fact": expected}


# In a process of its own: whoever configures the logs takes them away from the test's own listeners.
PROGRAM = """
import logging, sys
import structlog
from runtime.logs import configure_logs
configure_logs("test", log_format="json", level="INFO")
log = structlog.get_logger() if sys.argv[1] == "ours" else logging.getLogger("library")
try:
    int("+14165550123 is no amount")
except ValueError:
    log.exception("surprised by +14165550123")
"""


@pytest.mark.parametrize("whose", ["ours", "a library's"])
def test_a_traceback_quotes_no_number(whose: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, whose], capture_output=True, text=True, check=True)
    line = json.loads(done.stdout)

    assert (line["event"], line["process"], done.stderr) == ("surprised by +1416***0123", "test", "")
    assert line["exception"].endswith("'+1416***0123 is no amount'")
