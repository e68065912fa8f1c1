"""The pages as HTML, made of what is known now; everything that came from a feed is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.pages.board import AgencyBoard
from bot.pages.number import qr_code, text_link, written
from bot.pages.operator import Operator
from bot.pages.words import PageWording


class Page(StrEnum):
    """The pages there are, by the names of their templates."""

    HOME = "home"
    PRIVACY = "privacy"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Now:
    """What the home page shows of this moment; `boards` None where nothing could be read."""

    agencies: str
    boards: Sequence[AgencyBoard] | None = None
    read_at: str = ""
    is_failing: bool = False


class Rendering:
    """Fills the templates in."""

    def __init__(self, operator: Operator, wordings: Mapping[str, PageWording]) -> None:
        self._operator = operator
        self._wordings = wordings
        self._templates = Environment(
            loader=PackageLoader("bot.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.style = self._templates.get_template("style.css").render()
        self._qr = Markup(qr_code(operator.number))  # noqa: S704  # made here, of our own number

    def render(self, page: Page, language: str, now: Now) -> str:
        """One page in one language that there is a wording for."""
        wording = self._wordings[language]
        return self._templates.get_template(f"{page.value}.html").render(
            page=page.value,
            language=language,
            languages=[(each, self._wordings[each].say("language.name")) for each in self._wordings],
            say=wording.say,
            lines=wording.lines,
            operator=self._operator,
            number=written(self._operator.number),
            text_link=lambda words="": text_link(self._operator.number, words),
            qr=self._qr,
            style=Markup(self.style),  # noqa: S704  # a file of ours
            now=now,
        )
