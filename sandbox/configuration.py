"""`python -m sandbox configuration`: every setting of every process, as the table in docs/configuration.md."""

import dataclasses
from collections.abc import Iterator

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from notifier.settings import NotifierSettings
from pipeline.deciding.rules import Rules
from pipeline.settings import PipelineSettings

INTRODUCTION = """\
# Configuration

Every setting is an environment variable, or a line in `.env`. A process that misses one says so and exits 1.
This page is made by `python -m sandbox configuration`; a test keeps it true.

| variable | read by | default | meaning |
|---|---|---|---|
"""
RULES = """
## The rules' numbers

Durations (`_S`, seconds) and thresholds of the rules that the pipeline follows.

| variable | default |
|---|---|
"""
PROCESSES: dict[str, type[BaseSettings]] = {
    "bot": BotSettings,
    "pipeline": PipelineSettings,
    "notifier": NotifierSettings,
}


def configuration_page() -> str:
    """The page, in Markdown."""
    return INTRODUCTION + "".join(_settings()) + RULES + "".join(_rules())


def _settings() -> Iterator[str]:
    names = dict.fromkeys(name for kind in PROCESSES.values() for name in kind.model_fields if name != "rules")
    for name in names:
        fields = {process: kind.model_fields[name] for process, kind in PROCESSES.items() if name in kind.model_fields}
        defaults = dict.fromkeys(_default(each) for each in fields.values())
        meaning = next(iter(fields.values())).description
        yield f"| `{name.upper()}` | {', '.join(fields)} | {' / '.join(defaults)} | {meaning} |\n"


def _default(field: FieldInfo) -> str:
    return "**needed**" if field.is_required() else f"`{field.default}`"


def _rules() -> Iterator[str]:
    for field in dataclasses.fields(Rules):
        yield f"| `RULES_{field.name.upper()}` | `{field.default}` |\n"
