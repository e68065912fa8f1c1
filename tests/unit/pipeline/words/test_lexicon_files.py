"""The word lists that staff may edit."""

import re
from pathlib import Path

import pytest

from pipeline.words.lexicon import KEYS
from pipeline.words.lexicon_files import FOLDER, read_lexicon, read_lists
from runtime.errors import StartError

FILES = sorted(FOLDER.glob("*.toml"))
ENGLISH = (FOLDER / "en.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_every_language_has_every_list(file: Path) -> None:
    assert tuple(read_lists(file)) == KEYS


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_no_list_says_anything_twice(file: Path) -> None:
    repeated = {
        key: sorted({each for each in lists if lists.count(each) > 1}) for key, lists in read_lists(file).items()
    }

    assert not any(repeated.values()), repeated


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_staff_read_what_each_list_does(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    bare = [
        key for key in KEYS if not re.search(rf"^(?:#.*|\w+bound = .*|both_ways = .*)\n{key} = \[", text, re.MULTILINE)
    ]

    assert bare == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("losses =", "loses =", "loses is unknown", id="a misspelled list"),
        pytest.param("\nshuttle =", "\nlosses =", "is no TOML", id="a list given twice"),
        pytest.param('both_ways = ["both ways"', "both_ways = [7", "both_ways is no list of phrases", id="a number"),
        pytest.param('both_ways = ["both ways"', 'both_ways = [" "', "both_ways is no list of phrases", id="a blank"),
    ],
)
def test_a_wrong_file_is_named_with_its_list(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in ENGLISH
    file = tmp_path / "en.toml"
    file.write_text(ENGLISH.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(StartError, match=f"{re.escape(str(file))}.*{expected}"):
        read_lexicon(tmp_path)


def test_a_list_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text("resumed = []\n", encoding="utf-8")

    with pytest.raises(StartError, match=r"en\.toml: access is missing"):
        read_lexicon(tmp_path)


def test_a_folder_without_lists_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="holds no word list"):
        read_lexicon(tmp_path)
