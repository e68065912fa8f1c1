"""Where an error that nobody foresaw came from, without its words: they may be a rider's."""

import traceback


def place_of(error: BaseException) -> str:
    """The innermost frame, as `answering.py:123 _answer`."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno} {frames[-1].name}" if frames else "nowhere"
