"""What the bot says, from a data file per language that a transit agency's staff can edit."""

import tomllib
from importlib.resources import files

from models.segments import thrifty


class Wording:
    """The replies of one language, by section and name."""

    def __init__(self, texts: dict[str, dict[str, str]]) -> None:
        self._texts = texts

    def say(self, name: str, /, **facts: object) -> str:
        """The reply `section.name`, filled in."""
        section, _, key = name.partition(".")
        return thrifty(self._texts[section][key].format(**facts))


def load_wording(language: str = "en") -> Wording:
    return Wording(tomllib.loads(files("bot").joinpath("wording", f"{language}.toml").read_text(encoding="utf-8")))
