"""Where an incident stands now, as far as it decides who may be told, and when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from models.incident import AlertClass, IncidentState
from models.time_range import TimeRange
from models.timetable import periods_of


@dataclass(frozen=True, slots=True)
class Standing:
    """An incident's present state; `periods` are those of all its entities, none where one of them has none.

    `direction_ids` and `headings` are empty for every direction. Of what `is_halted` by the operator nothing is told.
    """

    revision: int
    state: IncidentState
    alert_class: AlertClass = AlertClass.URGENT
    zone: str = "UTC"
    periods: tuple[TimeRange, ...] = ()
    direction_ids: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    is_halted: bool = False

    @property
    def is_urgent(self) -> bool:
        return self.alert_class is AlertClass.URGENT

    def has_ended(self, now: datetime) -> bool:
        """Whether every period lies in the past; without periods it never ends by itself."""
        return bool(self.periods) and all(each.end is not None and each.end <= now for each in self.periods)

    def periods_of(self, service_date: date) -> tuple[TimeRange, ...]:
        """The periods that start on that day."""
        return periods_of(self.periods, service_date, self.zone)

    def day_began(self, moment: datetime) -> datetime:
        """When the day of that moment began, where the agency is."""
        local = moment.astimezone(ZoneInfo(self.zone))
        return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)
