"""What the page asks for, as JSON."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_BODY = 1600  # what Twilio takes
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_BODY)]
RouteId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Effect = Literal["NO_SERVICE", "SIGNIFICANT_DELAYS", "DETOUR", "MODIFIED_SERVICE"]


class Asked(BaseModel):
    """What is not named here is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextAsked(Asked):
    """A rider texts the bot."""

    rider: Literal["A", "B", "C"]
    words: Words


class AlertAsked(Asked):
    """An alert is raised."""

    routes: Annotated[tuple[RouteId, ...], Field(min_length=1, max_length=50)]
    text: Words
    effect: Effect = "NO_SERVICE"


class ChangeAsked(Asked):
    """An alert's text is replaced."""

    text: Words


class DayAsked(Asked):
    """The recorded day is played, held, moved on by a poll, or played at another speed."""

    action: Literal["play", "hold", "next", "hurry"]
    speed: float | None = None
