"""Spans are made where a collector is named; elsewhere nothing of OpenTelemetry is even imported."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from runtime.errors import StartError
from runtime.tracing import configure_tracing, current_span, parent_in, span, trace_headers

ALL_PROCESSES = """
import sys
import bot.__main__, notifier.__main__, pipeline.__main__
from runtime.tracing import configure_tracing, span
configure_tracing("bot", None)
with span("poll", feed="ttc"):
    pass
print([name for name in sys.modules if name.startswith("opentelemetry")])
"""


def test_without_a_collector_nothing_of_it_is_imported() -> None:
    if find_spec("opentelemetry") is None:
        pytest.skip("OpenTelemetry is not installed: nothing could be imported")
    done = subprocess.run([sys.executable, "-c", ALL_PROCESSES], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_without_a_collector_there_is_no_span_to_hand_on() -> None:
    with span("poll", feed="ttc"):
        assert current_span() is None
        assert trace_headers() is None


def test_a_collector_without_the_packages_keeps_a_process_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.tracing.find_spec", lambda _name: None)

    with pytest.raises(StartError, match=r"headway\[otel\]"):
        configure_tracing("bot", "http://127.0.0.1:4318")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param([], None, id="a producer that makes no spans"),
        pytest.param([("other", b"x"), ("traceparent", b"00-a-b-01")], "00-a-b-01", id="one that does"),
        pytest.param([("traceparent", b"\xff")], "\ufffd", id="bytes that are no span are not believed later"),
    ],
)
def test_a_record_may_name_the_span_that_published_it(headers: list[tuple[str, bytes]], expected: str | None) -> None:
    assert parent_in(headers) == expected
