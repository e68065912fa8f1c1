"""The list of messages, filtered and in pages, newest first."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from sandbox.twilio_simulator.account import Account
from sandbox.twilio_simulator.message import API_VERSION, Message

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 1000


def list_page(account: Account, query: Mapping[str, str]) -> dict[str, object]:
    """Return one page in Twilio's envelope."""
    size = min(max(int(query.get("PageSize", DEFAULT_PAGE_SIZE)), 1), MAX_PAGE_SIZE)
    page = max(int(query.get("Page", 0)), 0)
    found = _find(account, query)
    first = page * size
    shown = found[first : first + size]

    def uri(number: int) -> str:
        asked = {**query, "PageSize": str(size), "Page": str(number)}
        return f"/{API_VERSION}/Accounts/{account.sid}/Messages.json?{urlencode(asked)}"

    return {
        "first_page_uri": uri(0),
        "next_page_uri": uri(page + 1) if first + size < len(found) else None,
        "previous_page_uri": uri(page - 1) if page else None,
        "uri": uri(page),
        "page": page,
        "page_size": size,
        "start": first,
        "end": max(first + len(shown) - 1, 0),
        "messages": [message.resource() for message in shown],
    }


def _find(account: Account, query: Mapping[str, str]) -> list[Message]:
    receiver, sender = query.get("To"), query.get("From")
    candidates: Iterable[Message] = account.sent_to(receiver) if receiver else account.messages.values()
    found = [message for message in candidates if sender in {None, message.from_} and _is_in_dates(message, query)]
    return found[::-1]


def _is_in_dates(message: Message, query: Mapping[str, str]) -> bool:
    return all(
        _holds(message, name[len("DateSent") :], value) for name, value in query.items() if name.startswith("DateSent")
    )


def _holds(message: Message, comparison: str, value: str) -> bool:
    # date_sent is null until a message is sent: no filter by it finds that message.
    if message.sent is None:
        return False
    sent, bound = _comparable(message.sent, value)
    match comparison:
        case "<":
            return sent <= bound
        case ">":
            return sent >= bound
        case _:
            return sent == bound


def _comparable(moment: float, value: str) -> tuple[float, float]:
    sent = datetime.fromtimestamp(int(moment), UTC)
    if "T" in value:
        bound = datetime.fromisoformat(value)
        return sent.timestamp(), (bound if bound.tzinfo else bound.replace(tzinfo=UTC)).timestamp()
    return sent.date().toordinal(), date.fromisoformat(value).toordinal()
