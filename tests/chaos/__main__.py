"""`make chaos`: the whole product, killed and disturbed for some minutes while riders and an agency go on.

Prints one line of JSON, the last on stdout; exits 1 where a text was lost, doubled, or sent after a STOP or to
somebody who had not asked for it. The evidence is on stderr, the logs are in a folder that it names.
"""

import argparse
import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog

from sandbox.exit_codes import run_and_keep_logs, run_demonstration
from tests.chaos.harness import mutants
from tests.chaos.harness.fire import run
from tests.chaos.harness.plan import Plan

PLAIN = Plan()
BROKERS = {"embedded": "tansu", "apache": "apache"}


def main(arguments: Sequence[str]) -> int:
    """0 = all held, 1 = something did not, 3 = this machine lacks something."""
    if arguments[:1] == ["mutations"]:
        return mutants.main(arguments[1:])
    given = _parser().parse_args(arguments)
    os.environ["HEADWAY_TEST_BROKER"] = BROKERS[given.broker]
    folder = given.logs or Path(tempfile.mkdtemp(prefix="headway-chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "harness.log").open("w", encoding="utf-8") as log:
        structlog.configure(
            processors=[structlog.processors.TimeStamper(fmt="iso"), structlog.processors.JSONRenderer(default=str)],
            logger_factory=structlog.WriteLoggerFactory(log),
        )
        run_it = run_and_keep_logs if given.logs else run_demonstration
        return run_it(run(_plan(given), folder), folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=PLAIN.minutes, help="how long all goes wrong")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="draws the same again")
    parser.add_argument("--broker", choices=BROKERS, default=PLAIN.broker)
    parser.add_argument("--riders", type=int, default=PLAIN.riders)
    parser.add_argument("--patience", dest="patience_s", type=float, default=PLAIN.patience_s, metavar="SECONDS")
    parser.add_argument("--drain", dest="drain_s", type=float, default=PLAIN.drain_s, metavar="SECONDS")
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="where logs stay; else they go where all held")
    return parser


def _plan(given: argparse.Namespace) -> Plan:
    return Plan(**{name: value for name, value in vars(given).items() if name != "logs"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
