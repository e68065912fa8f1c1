"""A service alert as the agency published it, in the words of the GTFS-realtime specification."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.time_range import TimeRange

# One feed of the TTC cuts its headers at 32 characters, and takes the blank away that may be the last of them.
CUT_FROM, CUT_TO = 29, 32


@dataclass(frozen=True, slots=True)
class Translation:
    """One language's version of a text; `language` is a BCP-47 code, None where the feed gives none."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class EntitySelector:
    """What an alert is about: every field that is set must hold (AND)."""

    agency_id: str | None = None
    route_id: str | None = None
    route_type: int | None = None
    direction_id: int | None = None
    trip_id: str | None = None
    stop_id: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One decoded service alert; `entity_id` is the FeedEntity's id and no identity."""

    entity_id: str
    header_text: tuple[Translation, ...] = ()
    description_text: tuple[Translation, ...] = ()
    url: tuple[Translation, ...] = ()
    cause: str = "UNKNOWN_CAUSE"
    effect: str = "UNKNOWN_EFFECT"
    severity_level: str = "UNKNOWN_SEVERITY"
    active_periods: tuple[TimeRange, ...] = ()
    informed_entities: tuple[EntitySelector, ...] = ()

    def is_active(self, now: datetime) -> bool:
        # The spec: an alert without active_period counts as active while it is in the feed.
        return not self.active_periods or any(period.contains(now) for period in self.active_periods)

    def has_ended(self, now: datetime) -> bool:
        """Whether every period lies in the past; an alert without periods never ends by itself."""
        return bool(self.active_periods) and all(
            period.end is not None and period.end <= now for period in self.active_periods
        )

    def starts_after(self, now: datetime) -> bool:
        """Whether every period still lies ahead."""
        return bool(self.active_periods) and all(
            period.start is not None and period.start > now for period in self.active_periods
        )

    def route_ids(self) -> Iterator[str]:
        """The feed's route ids, in the feed's order, each once."""
        return iter(dict.fromkeys(entity.route_id for entity in self.informed_entities if entity.route_id))


def text_in(language: str, translations: tuple[Translation, ...]) -> str:
    """The text for a rider of `language`; "" for none."""
    version = version_in(language, translations)
    return version.text if version else ""


def version_in(language: str, translations: tuple[Translation, ...]) -> Translation | None:
    """The version for a rider of `language`: theirs, else English, else untagged, else the first."""
    if len(translations) == 1:
        # Most feeds speak one language.
        return None if (translations[0].language or "").endswith("-html") else translations[0]
    # MTA New York publishes "en-html" beside "en": markup is never text.
    plain = [each for each in translations if not (each.language or "").endswith("-html")]
    for wanted in (language, "en", None):
        for each in plain:
            if _primary(each.language) == wanted:
                return each
    return plain[0] if plain else None


def is_cut_off(header: str, description: str) -> bool:
    """Whether the description says all that the header began to say."""
    if len(description) <= len(header):
        return False
    if description.startswith(header):
        return True
    # "Museum: Escalator 2Y1E out of se" of "Museum: Escalator out ..."; "Line 1: There i" of "There is no ...".
    _, _, told = header.partition(": ")
    begins = description.startswith(" ".join(header.split()[:2])) or (told and description.startswith(told))
    return CUT_FROM <= len(header) <= CUT_TO and bool(begins)


def _primary(language: str | None) -> str | None:
    """The primary subtag: "en" of "en-CA"; None for unset."""
    return language.split("-")[0].lower() if language else None
