"""The hours in which a rider travels, in the agency's zone."""

from dataclasses import dataclass

from models.route import Heading

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Window:
    """Hours on some days, and which way the rider goes then.

    `days` are 0 (Monday) to 6: those on which the window starts. `start_minute` counts from midnight (0 to 1439),
    `end_minute` too (1 to 1440, exclusive); one that is not after the start lies on the next day. Without `heading`
    and `direction_id` both directions count; GTFS's direction_id is known only where static GTFS tells it.
    """

    days: tuple[int, ...] = EVERY_DAY
    start_minute: int = 0
    end_minute: int = DAY_MINUTES
    heading: Heading | None = None
    direction_id: int | None = None
