"""What reports on one text, in whatever order they come, make of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.delivery import DeliveryState, states_below
from models.provider_codes import ONCE_MORE, ProviderCodes

FAILED = frozenset({DeliveryState.UNDELIVERED, DeliveryState.FAILED})


@dataclass(frozen=True, slots=True)
class Receipt:
    """One report on one attempt of one delivery."""

    delivery: str
    attempt: int
    sid: str
    state: DeliveryState
    error_code: int | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A delivery as far as reports change it; `again_for` is the code for which it goes once more."""

    delivery: str
    attempt: int
    state: DeliveryState
    sid: str | None = None
    error_code: int | None = None
    useful_until: datetime | None = None
    not_before: datetime | None = None
    again_for: int | None = None
    undone_sids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnceMore:
    """When a text that did not arrive goes once more: after `wait`, while it is of use then."""

    codes: ProviderCodes
    wait: timedelta
    now: datetime

    def is_due(self, text: Reported) -> bool:
        return (
            text.state in FAILED
            and text.error_code is not None
            and self.codes.reaction_of(text.error_code) in ONCE_MORE
            and text.again_for is None
            and text.useful_until is not None
            and text.useful_until > self.now + self.wait
        )


def fold(text: Reported, receipts: Iterable[Receipt], once_more: OnceMore) -> tuple[Reported, list[Receipt]]:
    """The text after these reports, and those among them that told anything new."""
    news = []
    for receipt in receipts:
        if not _tells(receipt, text):
            continue
        news.append(receipt)
        sid = receipt.sid or text.sid
        code = text.error_code if receipt.error_code is None else receipt.error_code
        text = replace(text, state=receipt.state, sid=sid, error_code=code)
        if once_more.is_due(text):
            text = _to_go_again(text, once_more)
    return text, news


def _tells(receipt: Receipt, text: Reported) -> bool:
    is_ours = receipt.attempt == text.attempt and text.sid in {None, receipt.sid}
    return is_ours and text.state in states_below(receipt.state)


def _to_go_again(text: Reported, once_more: OnceMore) -> Reported:
    """One attempt further already: what comes late about the one before tells nothing any more."""
    return replace(
        text,
        state=DeliveryState.RETRY,
        attempt=text.attempt + 1,
        sid=None,
        not_before=once_more.now + once_more.wait,
        again_for=text.error_code,
        undone_sids=(*text.undone_sids, *([text.sid] if text.sid else [])),
    )
