"""Prometheus and its promtool, where the machine has them."""

import os
import shutil

import pytest


def program(name: str) -> str:
    """Where it is; a machine that was meant to have it fails, another skips."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("HEADWAY_PROMETHEUS"):
            pytest.fail(f"HEADWAY_PROMETHEUS is set, and there is no {name}")
        pytest.skip(f"there is no {name} here: Debian's package prometheus has it (HEADWAY_PROMETHEUS)")
    return found


@pytest.fixture(scope="session")
def promtool() -> str:
    return program("promtool")


@pytest.fixture(scope="session")
def prometheus() -> str:
    """The server, for whoever wants to wait for it."""
    if not os.environ.get("HEADWAY_PROMETHEUS"):
        pytest.skip("a Prometheus that watches the whole product takes its time: HEADWAY_PROMETHEUS=1")
    return program("prometheus")
