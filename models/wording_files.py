"""Reads the wording: a data file per language that a transit agency's staff can edit."""

import tomllib
from importlib.resources import files

from models.wording import Wording, Wordings

_SUFFIX = ".toml"


def load_wordings() -> Wordings:
    """The wording of every language that has a file."""
    folder = files("models").joinpath("wording")
    languages = sorted(each.name.removesuffix(_SUFFIX) for each in folder.iterdir() if each.name.endswith(_SUFFIX))
    return Wordings({each: load_wording(each) for each in languages})


def load_wording(language: str = "en") -> Wording:
    text = files("models").joinpath("wording", f"{language}{_SUFFIX}").read_text(encoding="utf-8")
    return Wording(language, tomllib.loads(text))
