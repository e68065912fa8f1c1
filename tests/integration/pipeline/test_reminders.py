"""Reminders of planned work, over restarts: out of the incidents alone, and never twice."""

from datetime import datetime, timedelta

from models.documents.incident import IncidentDocument
from runtime.mongo import Database, collection_of
from tests.builders import after, make_alert
from tests.integration.pipeline.polling import City, stored_events

TOMORROW = [(after(hours=30), after(hours=36))]  # 18:00 to midnight, in Toronto
CLOSURE = make_alert("1", effect="MODIFIED_SERVICE", periods=TOMORROW)
EVENING = after(hours=6)  # 18:00


async def changes() -> list[str]:
    return [f"{each['change']} {each['service_date']}" for each in await stored_events()]


async def restarted(city: City, holder: str) -> City:
    await city.lease.release()
    other = City(holder)
    assert await other.lease.acquire()
    return other


async def test_a_reminder_is_due_at_six_in_the_evening_before(database: Database) -> None:
    city = await City().start()
    await city.poll([CLOSURE], seconds=20)
    due = city.poller.next_moment(after(seconds=20))
    early = await city.poller.keep_time(EVENING - timedelta(seconds=1))
    on_time = await city.poller.keep_time(EVENING)

    assert (due, early, [event.event_id.rpartition("/")[2] for event in on_time]) == (EVENING, (), ["2026-08-06"])
    assert [event.alert.active_periods for event in on_time] == [CLOSURE.active_periods]
    assert city.records.changes[1:] == [f"upcoming {on_time[0].incident} 1"]


async def test_a_reminder_is_never_made_twice(database: Database) -> None:
    city = await City().start()
    await city.poll([CLOSURE], seconds=20)
    await city.poller.keep_time(EVENING)
    again = await city.poller.keep_time(EVENING)
    other = await restarted(city, "b")
    moments = [EVENING + timedelta(minutes=each) for each in range(0, 120, 20)]
    after_restart = [await other.poller.keep_time(each) for each in moments]

    assert (again, [each for each in after_restart if each]) == ((), [])
    assert await changes() == ["opened None", "upcoming 2026-08-06"]


async def test_a_reminder_of_the_hours_when_everything_was_down_is_late_but_helps(database: Database) -> None:
    city = await City().start()
    await city.poll([CLOSURE], seconds=20)
    other = await restarted(city, "b")
    seconds = (EVENING + timedelta(hours=3) - after()).total_seconds()
    await other.poll([CLOSURE], seconds=seconds)

    assert await changes() == ["opened None", "upcoming 2026-08-06"]


async def test_a_reminder_wakes_nobody_and_comes_in_the_morning(database: Database) -> None:
    city = await City().start()
    await city.poll([CLOSURE], seconds=20)
    other = await restarted(city, "b")
    night, morning = EVENING + timedelta(hours=5), EVENING + timedelta(hours=13)
    at_night = await other.poller.keep_time(night)
    due = other.poller.next_moment(night)
    in_the_morning = await other.poller.keep_time(morning)

    assert (at_night, due, len(in_the_morning)) == ((), morning, 1)


async def test_what_has_begun_needs_no_reminder(database: Database) -> None:
    city = await City().start()
    await city.poll([CLOSURE], seconds=20)
    other = await restarted(city, "b")

    assert await other.poller.keep_time(after(hours=30)) == ()


async def test_a_reminder_does_not_raise_the_revision(database: Database) -> None:
    city = await City().start()
    await city.poll([CLOSURE], seconds=20)
    await city.poller.keep_time(EVENING)
    row = await collection_of(IncidentDocument).find_one({}) or {}

    assert (row["revision"], row["version"], row["reminded"]) == (1, 2, ["2026-08-06"])


async def test_the_clock_tells_though_the_feed_is_away(database: Database) -> None:
    city = await City().start()
    await city.poll([CLOSURE], seconds=20)
    city.feed.failure = "timeout"
    hours: list[datetime] = [after(hours=each) for each in range(1, 7)]
    outcomes = [(await city.poll_again(each)).outcome for each in hours]
    told = await city.poller.keep_time(EVENING)

    assert (set(outcomes), len(told)) == ({"timeout"}, 1)
