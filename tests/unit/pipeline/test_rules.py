"""The defaults are the rules."""

from pipeline.rules import Rules


def test_the_defaults_are_the_numbers_of_the_rules() -> None:
    minutes = 60

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
        ahead_s=60 * minutes,
        end_moved_s=30 * minutes,
        end_near_s=24 * 60 * minutes,
        clear_after_polls=3,
        clear_after_s=3 * minutes,
        reopen_s=10 * minutes,
    )
