"""What a batch of claimed texts comes to, and which of its riders' day each is."""

from dataclasses import replace
from datetime import timedelta

from models.delivery import Kind, Slot
from models.incident import AlertClass
from notifier.caps import Caps
from notifier.last_look import LookRules, Send, Skip, Verdict
from notifier.looking import places_of, verdicts_of
from notifier.texts import OutboundMessage, Place
from notifier.timing import Hours
from tests.unit.notifier.events import KING, NOON, STANDING, at, make_rider

TODAY = "2026-03-11"
RULES = LookRules(hours=Hours(), caps=Caps(), useful_for=timedelta(hours=1))
TEXT = OutboundMessage(
    "d1", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, at(13), targets=(KING.target,)
)
CALM = replace(STANDING, alert_class=AlertClass.PLANNED)


def verdicts(*texts: OutboundMessage, texts_today: int = 0) -> list[str | Place | None]:
    """The reason of a skip, or the place of what goes out."""
    rider = replace(make_rider(), texts_today=texts_today, counted_day=TODAY)
    standings = {"i": STANDING, "calm": CALM}
    found = verdicts_of(texts, {"a": rider}, standings, now=NOON, rules=RULES)
    return [_shown(found[each.delivery]) for each in texts]


def _shown(verdict: Verdict) -> str | Place | None:
    match verdict:
        case Send(text):
            return text.place
        case Skip(reason):
            return reason
    return None


def named(name: str, **fields: object) -> OutboundMessage:
    return replace(TEXT, delivery=name, **fields)  # type: ignore[arg-type]  # tests name the fields


def test_each_text_of_a_batch_has_its_own_place() -> None:
    assert verdicts(TEXT, named("d2"), texts_today=6) == [Place(7, TODAY), Place(8, TODAY)]


def test_what_is_over_takes_no_place_from_what_goes_on() -> None:
    over = [named(f"over{number}", revision=0) for number in range(20)]

    assert verdicts(*over, named("d2", incident="calm"), texts_today=7)[-1] == Place(8, TODAY)


def test_what_is_beyond_the_cap_takes_no_place_from_what_is_urgent() -> None:
    calm = named("d2", incident="calm")

    assert verdicts(calm, TEXT, texts_today=8) == ["daily-cap", Place(9, TODAY)]


def test_an_end_goes_out_without_a_place() -> None:
    assert verdicts(named("d2", kind=Kind.NOTE), texts_today=12) == [None]


def test_a_rider_who_is_gone_is_looked_at_like_the_others() -> None:
    assert isinstance(verdicts_of([TEXT], {}, {"i": STANDING}, now=NOON, rules=RULES)["d1"], Skip)


def test_a_text_that_cannot_be_looked_at_does_not_end_the_others() -> None:
    standings = {"i": STANDING, "nowhere": replace(STANDING, zone="Nowhere/At_all")}
    texts = [named("d0", incident="nowhere"), TEXT]

    assert list(verdicts_of(texts, {"a": make_rider()}, standings, now=NOON, rules=RULES)) == ["d1"]


def test_only_what_goes_out_is_counted() -> None:
    text = replace(TEXT, place=Place(3, TODAY))
    note = replace(TEXT, delivery="d2", kind=Kind.NOTE)

    assert places_of([Send(text, make_rider()), Send(note, make_rider()), Skip("over")]) == {"a": [Place(3, TODAY)]}
