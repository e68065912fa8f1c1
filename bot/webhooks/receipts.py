"""The report in a status callback."""

import re
from collections.abc import Mapping

from models.delivery import reported_state
from models.reports import Receipt

_DELIVERY = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[0-9]{1,9}")


def find_receipt(query: Mapping[str, str], form: Mapping[str, str]) -> Receipt | None:
    """The report in a status callback; None where it is on no delivery of ours."""
    delivery, attempt, error = query.get("d", ""), query.get("a", ""), form.get("ErrorCode", "")
    if not _DELIVERY.fullmatch(delivery) or not _NUMBER.fullmatch(attempt):
        return None
    state = reported_state(form.get("MessageStatus") or form.get("SmsStatus") or "")
    return Receipt(delivery, int(attempt), form.get("MessageSid", ""), state, _code(error))


def _code(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None
