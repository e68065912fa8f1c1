"""No log line holds a whole number."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from runtime.logs import configure_logs
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


@pytest.fixture
def configured() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    configure_logs("test", log_format="json", level="INFO")
    yield
    logging.root.handlers[:], logging.root.level = handlers, level
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("is_ours", [pytest.param(True, id="ours"), pytest.param(False, id="a library's")])
def test_a_traceback_quotes_no_number(capsys: pytest.CaptureFixture[str], is_ours: bool) -> None:
    logger = structlog.get_logger() if is_ours else logging.getLogger("library")
    try:
        int("+14165550123 is no amount")
    except ValueError:
        logger.exception("surprised by +14165550123")
    line = json.loads(capsys.readouterr().out)

    assert (line["event"], line["process"]) == ("surprised by +1416***0123", "test")
    assert line["exception"].endswith("'+1416***0123 is no amount'")
