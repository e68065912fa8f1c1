"""Files that settings name: passwords and certificates."""

from pathlib import Path

from runtime.errors import StartError


def read_text(variable: str, file: Path) -> str:
    """What the file holds.

    Raises:
        StartError: it cannot be read; the message names the variable and the file.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(f"cannot read {variable}={file}: {getattr(error, 'strerror', 'it is no text')}") from error
