"""FORGET ME, on a real database: of the number and its words nothing is left but the consent log under a hash."""

import json
from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.__main__ import build
from bot.conversation.outcome import Effect, Outcome, Situation, answered
from bot.hearing.message import Seen
from bot.operating.consent import find_consents
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from bot.stores.consent_hash import ConsentKeys, hash_phone
from bot.stores.forgetting import MongoForgetting
from bot.stores.inbound_log import MongoInboundLog
from bot.stores.riders import MongoRiders
from bot.wiring import build_tidying
from models.incident import encode_incident
from models.rider import Rider, RiderStatus, decode_rider
from runtime.mongo import Database, Row
from tests.fakes.bot_client import Twilio
from tests.fakes.bot_world import NOW, PHONE, SENDER, make_inbound, make_incident, make_sid

BYE = "Everything about your number is deleted."
OTHER = "+14165550102"


@pytest.fixture
async def twilio(imported: Database, bot_settings: BotSettings) -> Twilio:
    """Somebody who has subscribed, was told something, asked, and came back after a STOP."""
    await imported["incidents"].insert_one(encode_incident(make_incident()) | {"events": []})
    directory = KeptDirectory(imported)
    await directory.refresh()
    twilio = Twilio(build(bot_settings, imported, directory))
    for number, words in enumerate(["SUBSCRIBE 504", "canary words", "STOP", "START", "LIST"], start=1):
        await twilio.text(words, number)
    await twilio.text("SUBSCRIBE 501", 6, From=OTHER)
    return twilio


async def decide_to_forget(database: Database) -> Rider:
    """What a conversation stores when it has ended with SURE."""
    row = await database["subscribers"].find_one({"phone": PHONE, "sender": SENDER})
    assert row is not None
    seen = decode_rider(row)
    outcome = Outcome(seen, BYE, Effect.FORGOTTEN, is_forgotten=True)
    await MongoInboundLog(database).record(make_inbound("SURE", 9), outcome, Seen(Situation(NOW), seen))
    rider = replace(answered(outcome, make_sid(9))[0], status=RiderStatus.FORGOTTEN)
    assert await MongoRiders(database).replace(seen, rider)
    return rider


async def everything(database: Database) -> str:
    names = await database.list_collection_names()
    return json.dumps([await database[name].find({}).to_list() for name in names], default=str)


async def test_nothing_of_the_number_is_left_in_any_collection(twilio: Twilio, imported: Database) -> None:
    before = await everything(imported)
    rider = await decide_to_forget(imported)
    said = await twilio.text("SURE", 9)
    after = await everything(imported)

    assert said == [BYE]
    assert all(each in before for each in (PHONE, "canary words", rider.id, "SUBSCRIBE 504"))
    assert PHONE not in after
    assert PHONE.removeprefix("+") not in after
    assert "canary words" not in after
    assert await imported["deliveries"].count_documents({"subscriber": rider.id}) == 0
    # Nobody else is touched.
    assert await imported["subscribers"].distinct("phone") == [OTHER]
    assert OTHER in after


async def test_consent_stays_and_is_found_by_the_number(twilio: Twilio, imported: Database) -> None:
    keys = ConsentKeys(imported, None)
    before = [(row["_id"], row["words"]) for row in await find_consents(imported, keys, PHONE)]
    await decide_to_forget(imported)
    await twilio.text("SURE", 9)
    after = await find_consents(imported, keys, PHONE)

    assert before == [(make_sid(1), "SUBSCRIBE 504"), (make_sid(3), "STOP"), (make_sid(4), "START")]
    assert sorted((row["_id"], row["words"]) for row in after) == sorted([*before, (make_sid(9), "SURE")])
    assert not any("phone" in row for row in after)


async def test_a_rider_says_so_in_two_texts(twilio: Twilio, imported: Database) -> None:
    asked = await twilio.text("FORGET ME", 7)
    [said] = await twilio.text("SURE", 8)

    assert "SURE" in asked[0]
    assert PHONE not in await everything(imported)
    assert await imported["subscribers"].distinct("phone") == [OTHER]
    assert await twilio.text("SURE", 8) == [said]
    # Twilio has no part in it, so that the number may be answered, as a stranger's.
    assert await twilio.text("LIST", 10) != []


async def test_every_message_of_theirs_is_remembered_by_its_bare_sid(twilio: Twilio, imported: Database) -> None:
    await decide_to_forget(imported)
    await twilio.text("SURE", 9)
    bare = await imported["inbound_messages"].find_one({"_id": make_sid(2)})

    assert bare is not None
    assert set(bare) == {"_id", "subscriber", "consent", "seen_version", "is_spent"}
    assert [await twilio.text("START", 4), await twilio.text("SUBSCRIBE 504", 1)] == [[], []]
    assert await imported["subscribers"].count_documents({"phone": PHONE}) == 0


async def test_whoever_was_forgotten_is_a_stranger(twilio: Twilio, imported: Database) -> None:
    await decide_to_forget(imported)
    await twilio.text("SURE", 9)
    [welcome] = await twilio.text("501", 10)
    [row] = [row async for row in imported["subscribers"].find({"phone": PHONE})]

    assert "STOP ends" in welcome
    assert [each["label"] for each in row["subscriptions"]] == ["501 Queen"]
    assert await twilio.text("SURE", 9) == [BYE]


async def test_a_bot_that_died_over_it_is_finished_by_the_next_one(
    twilio: Twilio, imported: Database, bot_settings: BotSettings
) -> None:
    await decide_to_forget(imported)
    await build_tidying(bot_settings, imported).run()

    assert PHONE not in await everything(imported)
    assert await twilio.text("SURE", 9) == [BYE]


async def test_the_same_number_at_another_sender_is_forgotten_too(twilio: Twilio, imported: Database) -> None:
    await twilio.text("SUBSCRIBE 501", 20, To="+14165550777")
    assert await imported["subscribers"].count_documents({"phone": PHONE}) == 2
    await decide_to_forget(imported)
    await twilio.text("SURE", 9)

    assert PHONE not in await everything(imported)


async def test_a_key_of_the_setting_hides_the_number_from_whoever_has_the_database(
    twilio: Twilio, imported: Database
) -> None:
    rider = await decide_to_forget(imported)
    keys = ConsentKeys(imported, SecretStr("of our own"))
    await MongoForgetting(imported, keys).forget(rider)

    assert await imported["inbound_messages"].distinct("phone_hash") == [hash_phone(PHONE, "of our own")]
    assert await imported["consent_keys"].count_documents({}) == 0
    assert len(await find_consents(imported, keys, PHONE)) == 4


async def test_rows_from_before_the_phone_was_logged_count_too(twilio: Twilio, imported: Database) -> None:
    await imported["inbound_messages"].update_many({}, {"$unset": {"phone": "", "sender": ""}})
    keys = ConsentKeys(imported, None)
    before = await find_consents(imported, keys, PHONE)
    rider = await decide_to_forget(imported)
    await MongoForgetting(imported, keys).forget(rider)

    assert len(before) == 3
    assert len(await find_consents(imported, keys, PHONE)) == 4


@pytest.mark.parametrize(
    ("collection", "query"),
    [
        pytest.param("deliveries", {"subscriber": "r1"}, id="a rider's texts"),
        pytest.param("inbound_messages", {"subscriber": "r1", "consent": False}, id="a rider's messages"),
        pytest.param("inbound_messages", {"phone": PHONE}, id="a number's consent"),
        pytest.param("inbound_messages", {"phone_hash": {"$in": ["0af1"]}}, id="a forgotten number's consent"),
        pytest.param("subscribers", {"phone": PHONE}, id="a number's riders"),
        pytest.param("subscribers", {"sender": "+1", "status": "forgotten"}, id="riders who are being forgotten"),
    ],
)
async def test_what_is_forgotten_is_found_by_an_index(database: Database, collection: str, query: Row) -> None:
    rows = [
        {"subscriber": f"x{each}", "phone": f"+1{each}", "sender": "+2", "status": "active", "phone_hash": f"{each}"}
        for each in range(300)
    ]
    await database[collection].insert_many(rows)
    explained = await database.command(
        {"explain": {"find": collection, "filter": query}, "verbosity": "executionStats"}
    )

    assert explained["executionStats"]["totalDocsExamined"] == 0
    assert explained["executionStats"]["totalKeysExamined"] <= 1
