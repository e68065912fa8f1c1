"""When texts that nobody waits for may go out: by day, and a few in a minute."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Daytime:
    """From one hour to another of the agency's day, so many a minute."""

    from_hour: int = 9
    until_hour: int = 21
    per_minute: float = 25

    def moments(self, now: datetime, zone: str) -> Iterator[datetime]:
        """A moment for each text, the first as soon as it is day."""
        moment = now
        while True:
            moment = self._by_day(moment, ZoneInfo(zone))
            yield moment
            moment += timedelta(minutes=1 / self.per_minute)

    def _by_day(self, moment: datetime, zone: ZoneInfo) -> datetime:
        local = moment.astimezone(zone)
        if self.from_hour <= local.hour < self.until_hour:
            return moment
        day = local.date() if local.hour < self.from_hour else local.date() + timedelta(days=1)
        return datetime.combine(day, time(self.from_hour), zone).astimezone(moment.tzinfo)
