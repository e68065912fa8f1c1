"""Programs that nobody here wrote, as judges of what we send and answer."""

import os
from pathlib import Path

import pytest

from tests.edges.standin import Standin, install


@pytest.fixture(scope="session")
def standin(pytestconfig: pytest.Config) -> Standin:
    """Twilio's description and programs, installed from the folder that TWILIO_STANDIN names."""
    folder = os.environ.get("TWILIO_STANDIN")
    if not folder:
        pytest.skip("TWILIO_STANDIN names no folder with the Twilio stand-in")
    assert pytestconfig.cache is not None
    return install(Path(folder), pytestconfig.cache.mkdir("twilio-standin"))
