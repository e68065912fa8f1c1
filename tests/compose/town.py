"""Riders and an agency around the composed product, through its published ports."""

import itertools
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from typing import Any

from tests.compose.project import wait_until

SIMULATOR = f"http://127.0.0.1:{os.environ.get('TEST_SIMULATOR_PORT', '18088')}"
FEED = f"http://127.0.0.1:{os.environ.get('TEST_FEED_PORT', '18089')}"
KING = ("+14165550101", "+14165550102", "+14165550103")
QUEEN = "+14165550201"
TOLD_S = 120
# Alerts of one route that name the same street would be one incident that comes and goes.
STREETS = tuple(
    f"{tree} {kind}"
    for kind in ("St", "Ave", "Rd")
    for tree in (
        *("Ash", "Beech", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Linden"),
        *("Maple", "Oak", "Pine", "Poplar", "Rowan", "Spruce", "Tamarack", "Walnut", "Willow", "Yew"),
    )
)
QUIET_S = 2.0  # a second text that must not come would come within this time


class NotSoError(Exception):
    """What was seen instead of what should have been."""


class Town:
    """Three riders of 504 King and one of 501 Queen."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._streets = itertools.cycle(STREETS)
        self._raised_at = 0.0

    def say(self, phone: str, words: str, expected: str) -> str:
        """Text until the answer comes, as people do; the answer."""
        answers: list[str] = []

        def is_answered() -> bool:
            answers[:] = _find_replies(phone, words)
            return any(expected in answer for answer in answers)

        try:
            wait_until(is_answered, f"an answer to {words} with {expected!r}", timeout_s=60)
        except TimeoutError as error:
            raise NotSoError(f"{error}; the last answer: {answers}") from None
        return answers[0]

    def say_keyword(self, phone: str, word: str) -> None:
        """STOP and START: Twilio answers.

        Raises:
            NotSoError: the bot did not hear it.
        """
        heard = ask(f"{SIMULATOR}/sandbox/texts", "POST", {"from": phone, "body": word})
        if heard["webhook_status"] != 200 or heard["replies"]:
            raise NotSoError(f"{word}: webhook {heard['webhook_status']}, replies {heard['replies']}")

    def count(self, phone: str, words: str) -> int:
        """How many texts with these words came."""
        return len(_texts(phone, words))

    def raise_alert(self) -> tuple[str, str]:
        """Something new on 504 King; its id and its words."""
        words = f"Detour via {next(self._streets)}, fire number {next(self._numbers)}"
        self._raised_at = time.monotonic()
        body = {"routes": ["504"], "text": f"504 King: {words}.", "effect": "DETOUR"}
        return ask(f"{FEED}/sandbox/alerts", "POST", body)["alert"], words

    def change(self, alert: str, words: str) -> None:
        ask(f"{FEED}/sandbox/alerts/{alert}", "PUT", {"text": f"504 King: {words}."})

    def clear(self, alert: str) -> None:
        ask(f"{FEED}/sandbox/alerts/{alert}", "DELETE")

    def wait_until_told(self, *words: str) -> float:
        """Wait until each rider of 504 has a text with these words; the seconds that took."""
        return self.wait_until_told_some(KING, *words)

    def wait_until_told_some(self, phones: Iterable[str], *words: str) -> float:
        """The same of some riders."""
        waiting = tuple(phones)

        def are_told() -> bool:
            try:
                return all(_texts(phone, *words) for phone in waiting)
            except OSError:
                return False

        return wait_until(are_told, f"a text with {words} to each of {len(waiting)} riders", timeout_s=TOLD_S)

    def expect_one_each(self, *words: str) -> None:
        """One text with these words to each rider of 504, none to others, after a pause.

        Raises:
            NotSoError: somebody got another number of them.
        """
        time.sleep(QUIET_S)
        counts = [len(_texts(phone, *words)) for phone in KING]
        attempts = [each for each in all_attempts() if all(word in each["body"] for word in words)]
        if counts != [1] * len(KING) or _texts(QUEEN, *words) or len(attempts) != len(KING):
            raise NotSoError(f"{counts} texts with {words}, {len(attempts)} tries")

    def round(self) -> float:
        """An alert comes and goes: one text each of both; the seconds until the first was there."""
        alert, words = self.raise_alert()
        return self.finish(alert, words)

    def finish(self, alert: str, words: str) -> float:
        """Each rider is told once of the latest alert, and once that it is over; the seconds until all were told."""
        self.wait_until_told(words)
        took_s = time.monotonic() - self._raised_at
        self.expect_one_each(words)
        self.clear(alert)
        self.wait_until_told("Clear: ", words.split(",", maxsplit=1)[0])
        return took_s


def all_attempts() -> list[dict[str, Any]]:
    """Every try to create a message since the simulator was started."""
    found: list[dict[str, Any]] = ask(f"{SIMULATOR}/sandbox/attempts")["attempts"]
    return found


def ask(url: str, method: str = "GET", body: object = None) -> dict[str, Any]:
    """Ask a control API.

    Raises:
        OSError: it does not answer, or refuses.
    """
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:  # our own services on loopback
        answered: dict[str, Any] = json.loads(answer.read() or b"{}")
        return answered


def _find_replies(phone: str, words: str) -> list[str]:
    try:
        return list(ask(f"{SIMULATOR}/sandbox/texts", "POST", {"from": phone, "body": words})["replies"])
    except OSError:
        return []


def _texts(phone: str, *words: str) -> list[str]:
    inbox = ask(f"{SIMULATOR}/sandbox/phones/{phone}")["inbox"]
    bodies = [text["body"] for text in inbox if text["kind"] == "sms"]
    return [body for body in bodies if all(word in body for word in words)]


def webhook_status(url: str) -> int:
    """What the bot's published port says to somebody who is not Twilio."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    request = urllib.request.Request(f"{url}/twilio/inbound", b"From=1", form)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
