"""What the pages say, in one language: a wording that may use every letter, because no text message carries it."""

from collections.abc import Mapping

from models.wording import Wording


class PageWording(Wording):
    """The texts of one language, by section and name."""

    def __init__(self, language: str, texts: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(language, texts)
        self._written = texts

    def say(self, name: str, /, **facts: object) -> str:
        """The text `section.name`, filled in."""
        section, _, key = name.partition(".")
        return self._written[section][key].format(**facts)

    def lines(self, name: str, /, **facts: object) -> list[str]:
        """The lines of `section.name`, filled in."""
        return [line for line in self.say(name, **facts).splitlines() if line.strip()]
