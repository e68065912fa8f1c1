"""What reports on one text make of it, in any order and company."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from models.delivery import DeliveryState
from models.provider_codes import provider_codes
from models.reports import OnceMore, Receipt, Reported, fold

NOON = datetime(2026, 8, 5, 12, tzinfo=UTC)
ONCE_MORE = OnceMore(provider_codes(), timedelta(minutes=5), NOON)
TEXT = Reported("d", 1, DeliveryState.SENDING, useful_until=NOON + timedelta(hours=1))
QUEUED, SENT = (Receipt("d", 1, "SM1", state, None) for state in (DeliveryState.ACCEPTED, DeliveryState.SENT))
DELIVERED = Receipt("d", 1, "SM1", DeliveryState.DELIVERED, None)
LANDLINE = Receipt("d", 1, "SM1", DeliveryState.UNDELIVERED, 30005)
OFF = Receipt("d", 1, "SM1", DeliveryState.UNDELIVERED, 30003)


@pytest.mark.parametrize("end", [DELIVERED, LANDLINE])
def test_any_order_comes_to_the_same(end: Receipt) -> None:
    reports = [QUEUED, SENT, SENT, end, end]
    for order in set(itertools.permutations(reports)):
        after, _news = fold(TEXT, order, ONCE_MORE)

        assert (after.state, after.error_code, after.sid, after.attempt) == (end.state, end.error_code, "SM1", 1)


def test_a_batch_is_as_good_as_one_by_one() -> None:
    for order in set(itertools.permutations([QUEUED, SENT, LANDLINE, LANDLINE])):
        whole = fold(TEXT, order, ONCE_MORE)
        text, news = TEXT, []
        for receipt in order:
            text, told = fold(text, [receipt], ONCE_MORE)
            news += told

        assert (text, news) == whole


def test_a_phone_that_is_off_is_tried_once_more_whatever_comes_late() -> None:
    for order in set(itertools.permutations([QUEUED, SENT, OFF, OFF])):
        after, _news = fold(TEXT, order, ONCE_MORE)

        assert (after.state, after.attempt, after.sid) == (DeliveryState.RETRY, 2, None)
        assert (after.undone_sids, after.not_before) == (("SM1",), NOON + timedelta(minutes=5))


def test_it_is_tried_no_third_time() -> None:
    again, _news = fold(TEXT, [OFF], ONCE_MORE)
    posted = Reported("d", 3, DeliveryState.ACCEPTED, "SM2", useful_until=again.useful_until, again_for=again.again_for)
    after, _news = fold(posted, [Receipt("d", 3, "SM2", DeliveryState.UNDELIVERED, 30003)], ONCE_MORE)

    assert (after.state, after.attempt) == (DeliveryState.UNDELIVERED, 3)


@pytest.mark.parametrize(
    "receipt",
    [
        pytest.param(Receipt("d", 2, "SM1", DeliveryState.SENT, None), id="an attempt that was not made"),
        pytest.param(Receipt("d", 0, "SM1", DeliveryState.SENT, None), id="an older attempt"),
        pytest.param(Receipt("d", 1, "SM2", DeliveryState.SENT, None), id="another message"),
    ],
)
def test_a_report_on_something_else_tells_nothing(receipt: Receipt) -> None:
    known, _news = fold(TEXT, [QUEUED], ONCE_MORE)

    assert fold(known, [receipt], ONCE_MORE) == (known, [])
