"""A mutant counts as noticed only where the run failed for the reason that was to be found."""

import json
import shutil
import subprocess

import pytest

from tests.chaos.harness.mutants import FOUND_BY, PATCHES, ROOT, verdict_on

NOTHING = {"lost": 0, "doubled": 0, "after_stop": 0, "unasked": 0}


@pytest.mark.parametrize(
    ("code", "output", "expected"),
    [
        pytest.param(1, json.dumps(NOTHING | {"doubled": 3}), True, id="doubled texts were found"),
        pytest.param(1, json.dumps(NOTHING | {"lost": 3}), False, id="it failed for something else"),
        pytest.param(0, json.dumps(NOTHING), False, id="nothing was found"),
        pytest.param(1, "", False, id="it did not run"),
    ],
)
def test_whether_a_mutant_was_noticed(code: int, output: str, expected: bool) -> None:
    assert verdict_on("claim", code, output).is_noticed is expected


def test_there_is_a_patch_for_each_reason() -> None:
    assert {each.stem for each in PATCHES.glob("*.patch")} == set(FOUND_BY)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("name", sorted(FOUND_BY))
def test_the_patch_still_applies(name: str) -> None:
    patch = PATCHES / f"{name}.patch"
    found = subprocess.run(
        ["git", "apply", "--check", str(patch)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (found.returncode, found.stderr) == (0, "")
