"""`python -m sandbox text PHONE "WORDS"`: be a rider at a running simulator."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

import httpx

SIMULATOR_URL = "http://127.0.0.1:8088"
WAIT_S, EVERY_S = 5.0, 0.3
PATIENCE_S = 30.0  # the webhook's own limit, and its repetitions
SPEAKERS = {"keyword": "Twilio", "reply": "bot", "sms": "alert"}


def main(arguments: Sequence[str]) -> int:
    """0 = the bot heard the text, 1 = it did not, or no simulator answers."""
    parser = argparse.ArgumentParser(prog="python -m sandbox text", description=__doc__)
    parser.add_argument("phone", help="the rider's number, +14165550100")
    parser.add_argument("words", nargs="?", help="what the rider writes; nothing: only look at the phone")
    parser.add_argument("--wait", type=float, default=WAIT_S, help="seconds to wait for texts that follow")
    parser.add_argument("--watch", action="store_true", help="go on showing texts until Ctrl-C")
    parser.add_argument("--url", default=os.environ.get("SIMULATOR_URL") or SIMULATOR_URL)
    asked = parser.parse_args(arguments)
    try:
        with httpx.Client(base_url=asked.url, timeout=PATIENCE_S) as client:
            return _converse(Phone(client, asked.phone), asked.words, wait_s=None if asked.watch else asked.wait)
    except httpx.HTTPError as error:
        sys.stderr.write(f"no simulator answers at {asked.url} ({error}): is it running? SIMULATOR_URL names another\n")
        return 1
    except KeyboardInterrupt:
        return 0


class Phone:
    """A rider's phone at the simulator; each text is shown once."""

    def __init__(self, client: httpx.Client, number: str) -> None:
        self._client = client
        self._number = number
        self._shown = 0

    def skip_old(self) -> None:
        self._shown = len(self._inbox()["inbox"])

    def text(self, words: str) -> int | None:
        """Text the bot; the status of its answer."""
        answer = self._client.post("/sandbox/texts", json={"from": self._number, "body": words})
        status: int | None = answer.raise_for_status().json()["webhook_status"]
        return status

    def show_new(self) -> None:
        for text in self._inbox()["inbox"]:
            self._shown += 1
            print(f"{SPEAKERS[text['kind']]:>6}: {text['body']}", flush=True)

    def _inbox(self) -> dict[str, Any]:
        answer = self._client.get(f"/sandbox/phones/{self._number}", params={"after": self._shown})
        inbox: dict[str, Any] = answer.raise_for_status().json()
        # A simulator that was started anew has forgotten everything.
        self._shown = min(self._shown, inbox["total"])
        return inbox


def _converse(phone: Phone, words: str | None, *, wait_s: float | None) -> int:
    status: int | None = 200
    if words is not None:
        phone.skip_old()
        status = phone.text(words)
    if status != 200:
        print(f"The bot did not take the text: {'no answer' if status is None else status}", flush=True)
    until = time.monotonic() + (0 if words is None and wait_s else wait_s or 0)
    phone.show_new()
    while wait_s is None or time.monotonic() < until:
        time.sleep(EVERY_S)
        phone.show_new()
    return 0 if status == 200 else 1
