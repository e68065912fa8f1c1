"""What is said of a file that a setting names."""

from pathlib import Path

import pytest

from runtime.errors import StartError
from runtime.secret_files import read_text


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("é word\n", encoding="utf-8")

    assert read_text("PASSWORD_FILE", file) == "é word\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(None, "No such file or directory", id="it is not there"),
        pytest.param(b"\xff\xfe", "it is no text", id="it is no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_setting(content: bytes | None, why: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(StartError, match=f"cannot read PASSWORD_FILE={file}: {why}"):
        read_text("PASSWORD_FILE", file)
