"""What is said of a broker that was not reached."""

import logging

import pytest

from runtime.kafka_reasons import kept_reasons, reason_of

ERROR = ConnectionError("Unable to bootstrap")
REFUSED = "[Error 58] SaslAuthenticationFailed: Invalid username or password"
CLOSED = "Connection at 127.0.0.1:9092 closed"


@pytest.mark.parametrize(
    ("error", "said", "reason"),
    [
        pytest.param(ERROR, ["another broker is away", REFUSED], REFUSED, id="what was said last"),
        pytest.param(ERROR, [], "Unable to bootstrap", id="nothing was said"),
        pytest.param(TimeoutError(), [], "TimeoutError", id="nor by the error"),
        pytest.param(
            ERROR,
            [CLOSED],
            f"{CLOSED}: does it want another KAFKA_SECURITY_PROTOCOL than PLAINTEXT?",
            id="it hung up at once",
        ),
    ],
)
def test_the_reason_is_what_aiokafka_said(error: Exception, said: list[str], reason: str) -> None:
    assert reason_of(error, said, security_protocol="PLAINTEXT") == reason


def test_only_what_is_said_meanwhile_is_kept() -> None:
    log = logging.getLogger("aiokafka.conn")
    with kept_reasons() as said:
        log.error("broker %s", "away")
        log.debug("nothing of importance")
    log.error("later")

    assert said == ["broker away"]
