"""Prometheus and its promtool, where the machine has them."""

import os
import shutil

import pytest


def program(name: str) -> str:
    """Where it is; a machine that was meant to have it fails, another skips."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("HEADWAY_OBSERVABILITY"):
            pytest.fail(f"HEADWAY_OBSERVABILITY is set, and there is no {name}")
        pytest.skip(f"there is no {name} here: Debian's package prometheus has it (HEADWAY_OBSERVABILITY)")
    return found


@pytest.fixture(scope="session")
def promtool() -> str:
    return program("promtool")


@pytest.fixture(scope="session")
def patience() -> None:
    """For whoever wants to wait for the whole product being watched."""
    if not os.environ.get("HEADWAY_OBSERVABILITY"):
        pytest.skip("watching the whole product takes its time: HEADWAY_OBSERVABILITY=1")


@pytest.fixture(scope="session")
def prometheus(patience: None) -> str:
    return program("prometheus")
