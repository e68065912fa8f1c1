"""Does the harness notice? Claim, look, reconciler and outbox are broken, each in a copy of the tree."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATCHES = ROOT / "tests" / "chaos" / "mutations"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "*.pyc", ".hypothesis")
PLAN = ("--minutes", "1.5", "--seed", "504", "--patience", "30", "--drain", "60")
LIMIT_S = 900
# What each of them must at least be found out by.
FOUND_BY = {"claim": "doubled", "look": "after_stop", "reconciler": "doubled", "outbox": "lost"}


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the harness said of one mutant."""

    name: str
    is_noticed: bool
    said: str


def main(names: Sequence[str]) -> int:
    """0 = every mutant was found out, 1 = one was not, or its patch does not apply any more."""
    noticed = [try_mutant(name) for name in names or sorted(FOUND_BY)]
    for each in noticed:
        print(f"{'ok  ' if each.is_noticed else 'FAIL'} {each.name}: {each.said}", flush=True)  # noqa: T201  # the result
    return 0 if all(each.is_noticed for each in noticed) else 1


def try_mutant(name: str) -> Noticed:
    """Break one part in a copy of the tree, and put that under fire."""
    with tempfile.TemporaryDirectory(prefix="headway-mutant-") as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        patch = subprocess.run(
            ["git", "apply", str(PATCHES / f"{name}.patch")], cwd=copy, capture_output=True, text=True, check=False
        )
        if patch.returncode:
            return Noticed(name, is_noticed=False, said=f"the patch does not apply: {patch.stderr.strip()}")
        run = subprocess.run(
            [sys.executable, "-m", "tests.chaos", *PLAN],
            cwd=copy,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        return verdict_on(name, run.returncode, run.stdout)


def verdict_on(name: str, code: int, output: str) -> Noticed:
    """Whether the run failed, and for the reason that was to be found."""
    lines = output.strip().splitlines()
    if not lines:
        return Noticed(name, is_noticed=False, said=f"no result, exit code {code}")
    result = json.loads(lines[-1])
    found = {each: result[each] for each in ("lost", "doubled", "after_stop", "unasked")}
    return Noticed(name, is_noticed=code == 1 and found[FOUND_BY[name]] > 0, said=json.dumps(found))
