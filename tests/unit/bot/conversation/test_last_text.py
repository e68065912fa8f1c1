"""WHY and MUTE: about the last text."""

from dataclasses import replace

import pytest

from bot.conversation.last_text import MOST_MUTED
from bot.conversation.outcome import LastText
from models.rider import Rider
from models.segments import count_segments
from models.station import Device, device_target
from tests.fakes.bot_world import KING, NEW, NOW, make_incident, make_outage
from tests.fakes.phone import Phone

SENTENCES = [f"Sentence {number} tells of the work at the corner of Queen St and Church St." for number in range(12)]
LONG = make_incident(text=f"No service between Broadview Station and Parliament St. {' '.join(SENTENCES)}")
OUTAGE = make_outage()
LIFTS = device_target(OUTAGE.stations[0], Device.ELEVATOR)


def phone_of(*texts: str, last: LastText | None) -> Phone:
    phone = Phone(last_text=last, incidents=[last.incident] if last else [])
    if texts:
        phone.writes(*texts)
    return phone


@pytest.mark.parametrize(
    ("texts", "last", "reply"),
    [
        pytest.param((), None, "You have had no alert yet. LIST shows what you get.", id="no text yet"),
        pytest.param(
            ("504 weekdays 7-9am",),
            LastText(make_incident(), NOW, (KING,)),
            "You get alerts for 504 King weekdays 7-9a. 504 King: No service between Broadview Station and Parliament "
            "St due to a collision.",
            id="the subscription, then the alert in full",
        ),
        pytest.param(
            ("501",),
            LastText(make_incident(), NOW, (KING,)),
            "That text was for 504 King. 504 King: No service between Broadview Station and Parliament St due to a "
            "collision.",
            id="not subscribed any more",
        ),
        pytest.param(
            ("elevators wilson",),
            LastText(OUTAGE, NOW, (LIFTS,)),
            "You get alerts for elevators at Wilson Station. Wilson Station: Elevator out of service between the "
            "concourse and the platform.",
            id="elevators",
        ),
    ],
)
def test_why_names_the_subscription_and_the_alert(texts: tuple[str, ...], last: LastText | None, reply: str) -> None:
    assert phone_of(*texts, last=last).reads("why") == reply


@pytest.mark.parametrize("before", ["504", "abonner 504", "501"])
def test_more_goes_on_with_a_long_alert_without_losing_a_word(before: str) -> None:
    phone = phone_of(before, last=LastText(LONG, NOW, (KING,)))
    more = "SUITE" if phone.rider.language == "fr" else "MORE"
    pages = [phone.reads("why")]
    while more in pages[-1]:
        pages.append(phone.reads("more"))
    said = " ".join(page.removesuffix(f" Reply {more}.").removesuffix(f" Répondez {more}.") for page in pages)

    assert len(pages) > 2
    assert max(map(count_segments, pages)) == 2
    assert all(sentence in said for sentence in SENTENCES)
    assert "no more to show" in phone.reads("english", "more")


def test_more_of_a_long_alert_that_was_dropped_says_that_there_is_no_more() -> None:
    phone = phone_of("504", last=LastText(LONG, NOW, (KING,)))
    phone.writes("why")
    phone.incidents = []

    assert phone.reads("more") == "There is no more to show. STATUS shows what goes on now."


@pytest.mark.parametrize(
    ("texts", "last", "reply"),
    [
        pytest.param((), None, "There is no text to mute yet. PAUSE stops all texts for a while.", id="no text yet"),
        pytest.param(
            ("504",),
            LastText(make_incident(), NOW, (KING,)),
            "No more about that. You still get other alerts for 504 King.",
            id="the route stays",
        ),
        pytest.param((), LastText(make_incident(), NOW, (KING,)), "No more about that.", id="unsubscribed meanwhile"),
    ],
)
def test_mute_says_what_stays(texts: tuple[str, ...], last: LastText | None, reply: str) -> None:
    assert phone_of(*texts, last=last).reads("mute") == reply


def test_mute_is_about_one_incident_and_the_subscription_stays() -> None:
    phone = phone_of("504", last=LastText(make_incident(), NOW, (KING,)))
    phone.writes("mute", "mute")

    assert phone.rider.muted == (make_incident().id,)
    assert phone.has() == ["504 King"]


def test_mute_is_about_all_that_the_text_told() -> None:
    phone = phone_of("elevators wilson", last=LastText(OUTAGE, NOW, (LIFTS,), others=("second", "third")))
    phone.writes("mute")

    assert phone.rider.muted == (OUTAGE.id, "second", "third")


def test_what_is_muted_is_shown_to_who_asks_but_not_counted_as_told() -> None:
    phone = phone_of("504", last=LastText(make_incident(), NOW, (KING,)))
    outcome = phone.writes("mute", "status")

    assert "No service" in (outcome.reply or "")
    assert outcome.told == ()


def test_the_oldest_of_many_muted_incidents_are_let_go() -> None:
    muted: Rider = replace(NEW, muted=tuple(str(number) for number in range(MOST_MUTED)))
    phone = Phone(muted, last_text=LastText(make_incident(), NOW, (KING,)))
    phone.writes("mute")

    assert phone.rider.muted == (*muted.muted[1:], make_incident().id)
