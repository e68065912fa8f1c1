"""A machine that cannot run the embedded servers is told what it lacks, in one sentence."""

import pytest

from sandbox.embedded.errors import EnvironmentLacksError
from sandbox.embedded.platform import find_program, require_platform, why_not_runnable

LOADER = "mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file: No such file"


def test_another_platform_is_refused_with_the_way_out() -> None:
    with pytest.raises(EnvironmentLacksError, match=r"x86-64 Linux only.*docker compose.*MONGODB_URI"):
        require_platform("darwin", "arm64")


def test_a_missing_library_is_named_with_the_line_that_installs_it() -> None:
    reason = why_not_runnable("mongod", LOADER)

    assert reason.startswith("mongod needs libcurl.so.4: `apt-get install -y libcurl4 libssl3`")


@pytest.mark.parametrize("errors", ["", "Illegal instruction"])
def test_any_other_failure_has_a_reason_and_a_way_out(errors: str) -> None:
    assert why_not_runnable("mongod", errors).startswith("mongod does not start here (")


def test_a_missing_wheel_is_named() -> None:
    with pytest.raises(EnvironmentLacksError, match="no-such-wheel is not installed"):
        find_program(("no_such.package", "bin/server", "no-such-wheel"))
