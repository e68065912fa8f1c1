"""What we say to riders, in one language: replies and the words around an alert."""

from collections.abc import Mapping

from models.segments import thrifty

DEFAULT_LANGUAGE = "en"


class Wording:
    """The texts of one language, by section and name."""

    def __init__(self, language: str, texts: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self._texts = texts

    def say(self, name: str, /, **facts: object) -> str:
        """The text `section.name`, filled in."""
        section, _, key = name.partition(".")
        return thrifty(self._texts[section][key].format(**facts))


class Wordings:
    """The wording of every language that we speak."""

    def __init__(self, wordings: Mapping[str, Wording]) -> None:
        self._wordings = wordings

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self._wordings)

    def of(self, language: str) -> Wording:
        """The wording of that language, else English."""
        return self._wordings.get(language) or self._wordings[DEFAULT_LANGUAGE]
