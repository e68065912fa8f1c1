"""The documents say what the settings are."""

import re
from pathlib import Path

from sandbox.configuration import configuration_page

ROOT = Path(__file__).parents[3]


def test_the_configuration_page_is_true() -> None:
    assert (ROOT / "docs/configuration.md").read_text(encoding="utf-8") == configuration_page()


def test_every_variable_of_the_example_is_a_setting_or_composes_own() -> None:
    composes_own = {
        "BOT_ADDRESS",
        "SIMULATOR_REPLICAS",
        "PROMETHEUS_ADDRESS",
        "GRAFANA_ADDRESS",
        "PYTHON_IMAGE",
        "MONGO_IMAGE",
        "KAFKA_IMAGE",
        "REQUIREMENTS",
    }
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {line.lstrip("#").split("=")[0] for line in lines if "=" in line and not line.startswith("# ")}

    assert {name for name in named - composes_own if f"`{name}`" not in configuration_page()} == set()


def test_every_setting_is_in_the_example() -> None:
    set_by_compose = {"HOST", "PORT", "INTERNAL_HOST", "INTERNAL_PORT"}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = set(re.findall(r"^\| `([A-Z_]+)` \|", configuration_page(), re.MULTILINE))

    assert {name for name in names - set_by_compose if not re.search(f"^#?{name}=", example, re.MULTILINE)} == set()
