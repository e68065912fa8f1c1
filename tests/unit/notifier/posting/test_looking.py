"""What a batch of claimed texts comes to, and which of its riders' day each is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from models.delivery import Kind, Slot
from models.incident import AlertClass
from models.rider import Rider
from notifier.deciding.caps import Caps
from notifier.deciding.last_look import LookRules, Send, Skip
from notifier.deciding.standing import Standing
from notifier.deciding.texts import OutboundMessage
from notifier.deciding.timing import Hours
from notifier.posting.looking import Looks
from tests.fakes.facts import FakeFacts
from tests.unit.notifier.events import KING, NOON, STANDING, at, make_rider

RULES = LookRules(hours=Hours(), caps=Caps(), useful_for=timedelta(hours=1))
TEXT = OutboundMessage(
    "d1", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, at(13), targets=(KING.target,)
)
CALM = replace(STANDING, alert_class=AlertClass.PLANNED)
MIDNIGHT = at(0)


def facts_of(
    claimed: Sequence[datetime] = (), *, riders: Mapping[str, Rider] | None = None, **standings: Standing
) -> FakeFacts:
    """One rider, an urgent incident and a calm one, unless other ones are named."""
    return FakeFacts(
        {"a": make_rider()} if riders is None else riders, {"i": STANDING, "calm": CALM, **standings}, claimed
    )


async def verdicts(*texts: OutboundMessage, facts: FakeFacts) -> list[str | int]:
    """The reason of a skip, or the number of what goes out."""
    looked = await Looks(facts=facts, rules=RULES, now=lambda: NOON).first(texts, claimed_at=NOON, since_s=0)
    return [each.verdict.reason if isinstance(each.verdict, Skip) else each.number for each in looked]


def today(count: int) -> FakeFacts:
    return facts_of([MIDNIGHT + timedelta(minutes=number) for number in range(count)])


def named(name: str, **fields: object) -> OutboundMessage:
    return replace(TEXT, delivery=name, **fields)  # type: ignore[arg-type]  # tests name the fields


async def test_texts_are_numbered_by_the_day_where_the_agency_is() -> None:
    facts = facts_of([MIDNIGHT - timedelta(minutes=1), MIDNIGHT, NOON])

    assert await verdicts(TEXT, facts=facts) == [2]


async def test_each_text_of_a_batch_has_its_own_number() -> None:
    assert await verdicts(TEXT, named("d2"), facts=today(6)) == [7, 8]


async def test_what_is_over_takes_no_number_from_what_goes_on() -> None:
    over = [named(f"over{number}", revision=0) for number in range(20)]

    assert (await verdicts(*over, named("d2", incident="calm"), facts=today(7)))[-1] == 8


async def test_what_is_beyond_the_cap_takes_no_number_from_what_is_urgent() -> None:
    calm = named("d2", incident="calm")

    assert await verdicts(calm, TEXT, facts=today(8)) == ["daily-cap", 9]


async def test_a_rider_who_is_gone_is_looked_at_like_the_others() -> None:
    assert await verdicts(TEXT, facts=facts_of(riders={})) == ["rider-gone"]


async def test_a_text_that_cannot_be_looked_at_does_not_end_the_others() -> None:
    facts = facts_of(nowhere=replace(STANDING, zone="Nowhere/At_all"))
    looks = Looks(facts=facts, rules=RULES, now=lambda: NOON)
    looked = await looks.first([named("d0", incident="nowhere"), TEXT], claimed_at=NOON, since_s=0)

    assert [each.text.delivery for each in looked] == ["d1"]


async def test_a_second_look_sees_what_has_changed_and_keeps_the_number() -> None:
    facts = today(7)
    looks = Looks(facts=facts, rules=RULES, now=lambda: NOON)
    [first] = await looks.first([TEXT], claimed_at=NOON, since_s=0)
    [again] = await looks.again([first])
    facts.riders = {}
    [gone] = await looks.again([again])

    assert isinstance(again.verdict, Send)
    assert (again.number, again.verdict.ending, gone.verdict) == (8, "cap.urgent_only", Skip("rider-gone"))
