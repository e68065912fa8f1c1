"""What stands on a rider's phone."""

import pytest

from sandbox.phone_page.threads import MOST_SHOWN, Mark, Writer, thread_of
from sandbox.twilio_simulator.account import Account
from sandbox.twilio_simulator.inbound import InboundResult

SENDER, ANNA, BEN = "+14165550199", "+14165550101", "+14165550102"


@pytest.fixture
def account() -> Account:
    return Account("AC" + "0" * 32, "token", [SENDER])


def answered(sid: str, status: int | None) -> InboundResult:
    return InboundResult(sid, ANNA, "LIST", 1, 2, status, 1, (), (), None, None)


def text(account: Account, to: str, body: str, now: float) -> str:
    return account.create({"To": to, "From": SENDER, "Body": body}, now=now).sid


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        pytest.param([], Mark.SENT, id="on its way"),
        pytest.param([200], Mark.DELIVERED, id="the bot has heard it"),
        pytest.param([500], Mark.FAILED, id="the bot failed"),
        pytest.param([None], Mark.FAILED, id="nobody answered"),
    ],
)
def test_a_riders_own_text_says_how_far_it_got(account: Account, statuses: list[int | None], expected: Mark) -> None:
    message, _answer = account.receive(ANNA, SENDER, "LIST", now=1)
    (bubble,) = thread_of(account, ANNA, [answered(message.sid, status) for status in statuses])

    assert (bubble.writer, bubble.body, bubble.mark) == (Writer.RIDER, "LIST", expected)


def test_texts_stand_in_the_order_of_their_making_each_with_its_writer(account: Account) -> None:
    text(account, ANNA, "504 King: Detour", 3)
    account.receive(ANNA, SENDER, "STATUS", now=1)
    account.reply("Nothing.", SENDER, ANNA, now=2)
    account.receive(ANNA, SENDER, "HELP", now=4)

    assert [(each.writer, each.body[:8]) for each in thread_of(account, ANNA, [])] == [
        (Writer.RIDER, "STATUS"),
        (Writer.BOT, "Nothing."),
        (Writer.ALERT, "504 King"),
        (Writer.RIDER, "HELP"),
        (Writer.TWILIO, "Reply ST"),
    ]


def test_a_text_is_delivered_once_twilio_says_so(account: Account) -> None:
    sid = text(account, ANNA, "504 King: Detour", 1)
    before = thread_of(account, ANNA, [])
    account.messages[sid].report("delivered", now=2)

    assert [each.mark for each in (*before, *thread_of(account, ANNA, []))] == [Mark.SENT, Mark.DELIVERED]


def test_other_phones_texts_are_theirs(account: Account) -> None:
    account.receive(BEN, SENDER, "LIST", now=1)
    text(account, BEN, "504 King: Detour", 2)

    assert thread_of(account, ANNA, []) == ()


def test_a_long_text_says_its_segments(account: Account) -> None:
    text(account, ANNA, "x" * 161, 1)

    assert thread_of(account, ANNA, [])[0].segments == 2


def test_of_very_many_texts_the_latest_are_shown(account: Account) -> None:
    for number in range(MOST_SHOWN + 5):
        text(account, ANNA, str(number), number)
    bodies = [each.body for each in thread_of(account, ANNA, [])]

    assert (len(bodies), bodies[-1]) == (MOST_SHOWN, str(MOST_SHOWN + 4))
