"""compose.yaml, Dockerfile and .env.example agree with each other and with the settings."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def test_image_and_label_have_the_programs_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert set(re.findall(r"image: headway\S*:(\S+)", COMPOSE)) == {version}
    assert f"ARG VERSION={version}\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_every_variable_of_compose_is_in_the_example() -> None:
    used = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert {name for name in used if not re.search(f"^#?{name}=", example, re.MULTILINE)} == set()


def test_every_service_rotates_its_logs() -> None:
    services = COMPOSE.split("\nservices:\n")[1].split("\nvolumes:\n")[0]
    blocks = re.split(r"\n  (?=[a-z]+:\n)", services)

    assert [block for block in blocks if "*process" not in block and "logging: *logging" not in block] == []
