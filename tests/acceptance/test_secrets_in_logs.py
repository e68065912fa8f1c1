"""No token, no password, no whole number and no word of a rider's in any log, whatever happens."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sandbox.ports import free_port
from sandbox.stack import SENDER, Stack, open_stack
from sandbox.twilio_simulator.faults import Fault
from tests.acceptance.test_main_job import run

ANNA, BEN, CLEO = "+14165559871", "+14165559872", "+14165559873"
CANARY, SECRET = "xanadu", "5ecretPa55word"
NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
ORDERS = ("504", "LIST", "504 7-9am", "pause 2h", "resume", "START", "504", "forget me", "no")
TALK = ("subscribe 504 {}", "status {}", "{}?", "elevators {}", "stop {}", "please stop {}", "{} " * 99)
TEXTS = (*ORDERS, *(each.replace("{}", CANARY) for each in TALK))
ENV = {
    "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": SECRET,
    "TWILIO_SENDER": SENDER,
    "PUBLIC_BASE_URL": "http://127.0.0.1:9",
    "MONGODB_URI": f"mongodb://headway:{SECRET}@127.0.0.1:1/?replicaSet=rs0",
    "CONSENT_HASH_KEY": SECRET,
    "START_PATIENCE_S": "0.5",
    "LOG_LEVEL": "DEBUG",
}


async def live(stack: Stack) -> None:
    """Riders write all sorts of things; Twilio fails in every way; processes die."""
    simulator = stack.simulator
    for words in TEXTS:
        await simulator.text(ANNA, words)
    for phone in (ANNA, BEN, CLEO):
        await simulator.text(phone, "START")
        await simulator.text(phone, "SUBSCRIBE 504")
    simulator.faults.next(Fault.HTTP_429, Fault.HTTP_500_AFTER_ACCEPT, Fault.UNDELIVERED)
    alert = stack.board.raise_alert(["504"], NO_SERVICE)
    await asyncio.sleep(2)
    simulator.faults.outage = True
    stack.board.change(alert, "No service between Broadview Station and Spadina Ave. Shuttles run.")
    await asyncio.sleep(1.5)
    os.kill(stack.processes["notifier"].pid, signal.SIGKILL)
    simulator.faults.outage = False
    await stack.start("notifier", "notifier-2", TWILIO_AUTH_TOKEN="another" + SECRET)  # which Twilio refuses
    await stack.wait_until_healthy("notifier-2")
    stack.board.clear(alert)
    await asyncio.sleep(2)


@pytest.mark.skipif("HEADWAY_HOSTILE" not in os.environ, reason="HEADWAY_HOSTILE is not set: takes a while")
async def test_a_whole_life_leaves_no_secret_in_any_log(tmp_path: Path) -> None:
    overrides = {"LOG_LEVEL": "DEBUG", "CONSENT_HASH_KEY": SECRET, "TWILIO_AUTH_TOKEN_SECONDARY": "second" + SECRET}
    async with open_stack(tmp_path, overrides=overrides) as stack:
        await live(stack)
        token = stack.env["TWILIO_AUTH_TOKEN"]
        attempts = len(stack.simulator.attempts)
    logs = {each.name: each.read_text(encoding="utf-8") for each in tmp_path.glob("*.log")}
    ours = {
        name: text for name, text in logs.items() if name.split(".")[0].split("-")[0] in {"bot", "pipeline", "notifier"}
    }

    assert set(ours) == {"bot.log", "pipeline.log", "notifier.log", "notifier-2.log"}
    assert attempts >= 3
    assert "+1416***9871" in ours["bot.log"]
    secrets = (token, SECRET, CANARY, CANARY.upper(), *(each[2:] for each in (ANNA, BEN, CLEO)))
    assert [line for text in ours.values() for line in text.splitlines() if any(each in line for each in secrets)] == []


def feeds_file(folder: Path, line: str) -> str:
    file = folder / "feeds.toml"
    file.write_text(
        f'[[feeds]]\nid = "ttc"\nalert_url = "https://feeds.example/?key={SECRET}"\nstatic_gtfs = "x"\n{line}\n',
        encoding="utf-8",
    )
    return str(file)


@pytest.mark.parametrize(
    ("kind", "env"),
    [
        pytest.param("bot", {}, id="a database that is away"),
        pytest.param("bot", {"MONGODB_URI": f"mongodb://headway:{SECRET}/@x:y/"}, id="a slash in the password"),
        pytest.param("pipeline", {"FEEDS": f'headers = {{Key = ["{SECRET}"]}}'}, id="a feed's key of a wrong kind"),
        pytest.param("pipeline", {"FEEDS": f'headers = "{SECRET}"'}, id="a feed's key in a wrong place"),
        pytest.param("pipeline", {"FEEDS": f"headers = {SECRET}"}, id="no TOML"),
    ],
)
async def test_who_cannot_start_tells_why_and_no_secret(tmp_path: Path, kind: str, env: Mapping[str, str]) -> None:
    env = {**ENV, "INTERNAL_PORT": str(free_port()), **env}
    env["FEEDS_FILE"] = feeds_file(tmp_path, env.pop("FEEDS", ""))
    code, out, err = await run(sys.executable, "-m", kind, env=env)

    assert (code, err.count("\n"), err.startswith("cannot start: ")) == (1, 1, True), err
    assert SECRET not in out + err
