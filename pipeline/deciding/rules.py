"""Every duration and threshold of the pipeline's rules, with the rule's own number as default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """One table, so that the demo and the tests can shrink what takes minutes; durations in seconds."""

    # Which polls are believed.
    stamp_ahead_s: float = 120
    stale_after_s: float = 600
    older_polls: int = 3
    older_s: float = 300

    # A sudden emptiness holds every clear.
    drop_from_alerts: int = 5
    drop_share: float = 0.30
    drop_polls: int = 3
    drop_s: float = 300
    empty_s: float = 900

    # A sudden crowd of new alerts is held.
    crowd_alerts: int = 10
    crowd_share: float = 0.25
    crowd_polls: int = 3

    # The first poll of a feed tells nobody, except of what has just begun.
    baseline_urgent_s: float = 900

    # Whether two entities tell of one incident.
    same_start_s: float = 60
    same_text: float = 0.60
    same_routes: float = 0.50
    moved_ids: float = 0.25
    moved_id_s: float = 7 * 86400
    merge_selectors: int = 20_000
    parent_s: float = 86400

    # Which class an alert is of, and which changes are worth a text.
    ahead_s: float = 3600
    slip_from_s: float = 41400
    slip_to_s: float = 45000
    end_moved_s: float = 1800
    end_near_s: float = 86400
    end_creeps_s: float = 300
    update_gap_s: float = 600
    updates_a_day: int = 3
    events_a_day: int = 20

    # When an incident is over, and when it was not.
    clear_after_polls: int = 3
    clear_after_s: float = 180
    reopen_s: float = 600
    resumed_s: float = 6 * 3600
    resumed_places: float = 0.25
    forgotten_s: float = 36 * 3600

    # When riders hear of planned work; hours of the agency's day.
    remind_from_hour: int = 18
    late_from_hour: int = 7
    late_until_hour: int = 22
    remind_days: int = 7
