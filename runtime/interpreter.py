"""Sets up Python so that neither its garbage collector nor a thread that computes holds up all other work."""

import gc
import sys

# Python's own 5 ms are what every answer of a server costs while a huge feed is decoded in a thread.
SWITCH_S = 0.0005
# Our values have no cycles: looking through all of them (0.2 s with 5,000 alerts, a quarter of the processor's time of
# a notifier that sends) finds nothing, and need not be often.
COLLECT_AFTER = (5_000, 5, 1_000)


def prepare_interpreter() -> None:
    """Call it once everything is imported."""
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
