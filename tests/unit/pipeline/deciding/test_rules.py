"""The defaults are the rules."""

from pipeline.deciding.rules import Rules


def test_the_defaults_are_the_numbers_of_the_rules() -> None:
    minutes, hours, days = 60, 3600, 86400

    assert Rules() == Rules(
        stamp_ahead_s=2 * minutes,
        stale_after_s=10 * minutes,
        older_polls=3,
        older_s=5 * minutes,
        drop_from_alerts=5,
        drop_share=0.30,
        drop_polls=3,
        drop_s=5 * minutes,
        empty_s=15 * minutes,
        crowd_alerts=10,
        crowd_share=0.25,
        crowd_polls=3,
        baseline_urgent_s=15 * minutes,
        same_start_s=60,
        same_text=0.60,
        same_routes=0.50,
        moved_ids=0.25,
        moved_id_s=7 * days,
        merge_selectors=20_000,
        parent_s=24 * hours,
        ahead_s=60 * minutes,
        slip_from_s=11.5 * hours,
        slip_to_s=12.5 * hours,
        end_moved_s=30 * minutes,
        end_near_s=24 * hours,
        end_creeps_s=5 * minutes,
        update_gap_s=10 * minutes,
        updates_a_day=3,
        events_a_day=20,
        clear_after_polls=3,
        clear_after_s=3 * minutes,
        reopen_s=10 * minutes,
        resumed_s=6 * hours,
        resumed_places=0.25,
        forgotten_s=36 * hours,
        remind_from_hour=18,
        late_from_hour=7,
        late_until_hour=22,
        remind_days=7,
    )
