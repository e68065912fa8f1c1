"""Reads the words of the pages: a data file per language that a transit agency's staff can edit."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from bot.pages.words import PageWording

_SUFFIX = ".toml"


def load_page_wordings() -> Mapping[str, PageWording]:
    """The wording of every language that has a file, English first."""
    found = [each for each in files("bot").joinpath("pages", "wording").iterdir() if each.name.endswith(_SUFFIX)]
    texts = {each.name.removesuffix(_SUFFIX): tomllib.loads(each.read_text(encoding="utf-8")) for each in found}
    return {each: PageWording(each, texts[each]) for each in sorted(texts)}
