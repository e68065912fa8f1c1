"""The interpreter's own pauses are kept short."""

import gc
import sys
from collections.abc import Iterator

import pytest

from runtime.interpreter import COLLECT_AFTER, SWITCH_S, prepare_interpreter


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    switch_s, threshold = sys.getswitchinterval(), gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    sys.setswitchinterval(switch_s)


def test_what_is_there_at_the_start_is_not_looked_through_again() -> None:
    prepare_interpreter()

    assert (gc.get_threshold(), gc.get_freeze_count() > 0) == (COLLECT_AFTER, True)
    assert sys.getswitchinterval() == pytest.approx(SWITCH_S)
