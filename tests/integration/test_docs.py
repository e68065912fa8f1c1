"""The documents lead somewhere: their links, and the commands, files and settings that they name."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.configuration import configuration_page

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/**/*.md")])
COMPOSES_OWN = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text(encoding="utf-8")))
# Arguments of `make`, what tests read, and what stands for a header's name.
ARGUMENTS = {"FEED", "FULL", "GTFS", "MINUTES", "PARTS", "PYTHON", "SEED", "SPEED", "ZONE"}
OTHERS = {"REAL_FEEDS", "TWILIO_STANDIN", "NAME"}


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


every_page = pytest.mark.parametrize("page", [pytest.param(each, id=page_id(each)) for each in PAGES])


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def without_code(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)


def code_of(page: Path) -> str:
    """What is written as code on a page: blocks without their comments, and words between backquotes."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```[a-z]*\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    code = re.sub(r"(^|\s)# .*$", "", "\n".join(blocks), flags=re.MULTILINE)
    return "\n".join([code, *re.findall(r"`([^`\n]+)`", without_code(text))])


def dead_links(page: Path) -> Iterator[str]:
    text = without_code(page.read_text(encoding="utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src(?:set)?="([^"]+)"', text):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(dead_links(page)) == []


@every_page
def test_every_make_target_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|\s)make ([a-z][a-z-]*)", code_of(page)))

    assert named - targets == set()


def commands_of(program: str) -> set[str]:
    """What `python -m program --help` lists."""
    page = subprocess.run(
        [sys.executable, "-m", program, "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return set(re.findall(r"^  ([a-z][a-z-]*)  ", page, re.MULTILINE))


def test_every_command_is_there() -> None:
    named = {
        found
        for page in PAGES
        for found in re.findall(r"-m (bot|notifier|pipeline|sandbox) ([a-z][a-z-]*)", code_of(page))
    }
    known = {(program, command) for program in {first for first, _ in named} for command in commands_of(program)}

    assert named != set()
    assert named - known == set()


@every_page
def test_every_module_that_is_run_is_there(page: Path) -> None:
    modules = set(re.findall(r"python3? -m ([a-z_.]+)", code_of(page))) - {"pytest", "venv"}
    files = {name: ROOT.joinpath(*name.split(".")) for name in modules}

    assert [name for name, file in files.items() if not (file.is_dir() or file.with_suffix(".py").exists())] == []


@every_page
def test_every_setting_is_one(page: Path) -> None:
    known = (
        set(re.findall(r"^\| `([A-Z_]+)` \|", configuration_page(), re.MULTILINE)) | COMPOSES_OWN | ARGUMENTS | OTHERS
    )
    code = code_of(page)
    # NAME=value, and a name with an underscore that stands alone between backquotes.
    named = set(re.findall(r"(?<![\w$.-])([A-Z][A-Z_]{3,})=", code)) | set(
        re.findall(r"^([A-Z]+_[A-Z_]+)$", code, re.MULTILINE)
    )
    tested = {name for name in named if name.startswith("HEADWAY_")}
    libraries = {name for name in named if name.startswith("OTEL_")}

    assert named - tested - libraries - known == set()
    assert {name for name in tested if not is_read_by_a_test(name)} == set()


def is_read_by_a_test(variable: str) -> bool:
    return any(
        variable in file.read_text(encoding="utf-8") for file in ROOT.glob("tests/**/*.py") if file != Path(__file__)
    )


@every_page
def test_every_path_is_there(page: Path) -> None:
    code = code_of(page)
    tops = "bot|benchmarks|deploy|docs|models|notifier|pipeline|requirements|runtime|sandbox|tests"
    # deploy/headway-... is a name on Kubernetes.
    named = re.findall(rf"(?:^|[\s(])(?!deploy/headway-)((?:{tops})/[\w./*-]*)", code, re.MULTILINE)

    assert [name for name in named if not list(ROOT.glob(name.rstrip("/.")))] == []


def test_every_room_stands_in_the_architecture() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    packages = ["bot", "models", "notifier", "pipeline", "runtime", "sandbox"]
    rooms = {file.parent.name for each in packages for file in ROOT.glob(f"{each}/*/__init__.py")}

    assert {room for room in rooms if f"`{room}/`" not in page} == set()


def test_every_collection_stands_in_the_architecture() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    files = ROOT.glob("models/documents/*.py")
    names = {name for file in files for name in re.findall(r'^        name = "(\w+)"$', file.read_text(), re.MULTILINE)}

    assert names != set()
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_every_variable_that_switches_tests_on_is_told_to_contributors() -> None:
    page = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
    files = [file for file in ROOT.glob("tests/**/*.py") if file != Path(__file__)]
    read = {name for file in files for name in re.findall(r'"(HEADWAY_[A-Z_]+)"', file.read_text(encoding="utf-8"))}

    assert read != set()
    assert {name for name in read if f"`{name}=" not in page} == set()
