"""The account's rules: who may be texted, what is refused, which words Twilio answers."""

import pytest

from sandbox.twilio_simulator.account import Account
from sandbox.twilio_simulator.errors import ApiError
from sandbox.twilio_simulator.keywords import Keyword, find_keyword
from sandbox.twilio_simulator.listing import list_page

SENDER, RIDER, SERVICE, NOW = "+14375550100", "+14165550123", "MG" + "1" * 32, 1_790_000_000.25


def new_account() -> Account:
    return Account("AC" + "0" * 32, "token", [SENDER], SERVICE)


def form(**changed: str) -> dict[str, str]:
    return {"To": RIDER, "From": SENDER, "Body": "504 King: delays"} | changed


def to_service() -> dict[str, str]:
    return {"To": RIDER, "MessagingServiceSid": SERVICE, "Body": "504 King: delays"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("STOP", Keyword.OPT_OUT),
        ("sToP", Keyword.OPT_OUT),
        ("optout", Keyword.OPT_OUT),
        ("Yes", Keyword.OPT_IN),
        ("info", Keyword.HELP),
        ("STOP 504", None),
        ("Stop please", None),
        ("OPT OUT", None),
        ("SUBSCRIBE 504", None),
    ],
)
def test_only_a_keyword_alone_is_twilios_business(body: str, expected: Keyword | None) -> None:
    assert find_keyword(body) is expected


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"To": ""}, 21604, id="no receiver"),
        pytest.param({"To": "4165550123"}, 21211, id="receiver is not E.164"),
        pytest.param({"From": ""}, 21603, id="no sender"),
        pytest.param({"Body": ""}, 21602, id="no body"),
        pytest.param({"Body": "x" * 1601}, 21617, id="too long"),
        pytest.param({"From": "+14375550199"}, 21606, id="somebody else's number"),
        pytest.param({"ValidityPeriod": "0"}, 20001, id="valid for no time"),
        pytest.param({"StatusCallback": "http://my_bot/status"}, 21609, id="underscore in the callback's host"),
    ],
)
def test_a_request_that_twilio_would_refuse_is_refused(changed: dict[str, str], code: int) -> None:
    with pytest.raises(ApiError) as refusal:
        new_account().create(form(**changed), now=NOW)

    assert refusal.value.code == code


def test_stop_is_answered_once_and_blocks_every_later_text() -> None:
    account = new_account()

    answers = [account.receive(RIDER, SENDER, word, now=NOW)[1] for word in ("Stop", "STOP", "HELP")]

    assert answers == [Keyword.OPT_OUT.answer, None, None]
    with pytest.raises(ApiError, match="21610"):
        account.create(form(), now=NOW)


def test_start_lifts_the_block() -> None:
    account = new_account()
    account.receive(RIDER, SENDER, "STOP", now=NOW)

    _, answer = account.receive(RIDER, SENDER, "START", now=NOW)

    assert answer == Keyword.OPT_IN.answer
    assert account.create(form(), now=NOW).status == "queued"


def test_a_stop_holds_for_one_sender_only() -> None:
    account = new_account()
    account.senders.append("+14375550111")

    account.receive(RIDER, SENDER, "STOP", now=NOW)

    assert account.create(form(From="+14375550111"), now=NOW).doom is None


def test_a_service_accepts_a_text_to_an_opted_out_rider_and_dooms_it() -> None:
    account = new_account()
    account.receive(RIDER, SENDER, "STOP", now=NOW)

    message = account.create(to_service(), now=NOW)

    assert (message.status, message.doom) == ("accepted", 21610)
    assert [text.kind for text in account.phone(RIDER).inbox] == ["keyword"]


def test_a_reply_to_an_opted_out_rider_is_refused_and_noted() -> None:
    account = new_account()
    account.receive(RIDER, SENDER, "STOP", now=NOW)

    assert not account.reply("Sorry to see you go", SENDER, RIDER, now=NOW)
    assert [(refused.body, refused.outcome) for refused in account.refused_replies] == [
        ("Sorry to see you go", "21610")
    ]


def test_the_resource_has_twilios_shape() -> None:
    account = new_account()

    resource = account.create(form(), now=NOW).resource()

    assert resource["date_created"] == "Mon, 21 Sep 2026 14:13:20 +0000"
    assert resource | {"sid": "", "uri": "", "subresource_uris": {}} == {
        "account_sid": account.sid,
        "api_version": "2010-04-01",
        "body": "504 King: delays",
        "date_created": resource["date_created"],
        "date_sent": None,
        "date_updated": resource["date_created"],
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": SENDER,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "USD",
        "sid": "",
        "status": "queued",
        "subresource_uris": {},
        "to": RIDER,
        "uri": "",
    }


def test_a_service_has_neither_chosen_a_number_nor_counted_segments_at_first() -> None:
    resource = new_account().create(to_service(), now=NOW).resource()

    assert (resource["status"], resource["from"], resource["num_segments"]) == ("accepted", None, "0")


def test_a_status_never_goes_back() -> None:
    message = new_account().create(form(), now=NOW)

    for status in ("delivered", "sent", "queued"):
        message.report(status, now=NOW + 1)

    assert message.status == "delivered"


def test_the_list_is_filtered_paged_and_newest_first() -> None:
    account = new_account()
    for number in range(5):
        account.create(form(Body=f"text {number}"), now=NOW + number)
    account.create(form(To="+14165550199"), now=NOW)

    page = list_page(account, {"To": RIDER, "PageSize": "2", "Page": "1"})

    messages = page["messages"]
    assert isinstance(messages, list)
    assert [message["body"] for message in messages] == ["text 2", "text 1"]
    assert page["next_page_uri"] == (
        f"/2010-04-01/Accounts/{account.sid}/Messages.json?To=%2B14165550123&PageSize=2&Page=2"
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"DateSent>": "2026-09-21"}, 1, id="a day"),
        pytest.param({"DateSent>": "2026-09-21T14:13:21Z"}, 0, id="a moment after"),
        pytest.param({"DateSent<": "2026-09-20"}, 0, id="up to the day before"),
        pytest.param({"DateSent": "2026-09-21"}, 1, id="that day"),
        pytest.param({}, 2, id="no filter"),
    ],
)
def test_a_filter_by_date_finds_only_what_was_sent(query: dict[str, str], found: int) -> None:
    account = new_account()
    account.create(form(), now=NOW).report("sent", now=NOW)
    account.create(form(), now=NOW)

    messages = list_page(account, query)["messages"]

    assert isinstance(messages, list)
    assert len(messages) == found
