"""Whose feed it is: the name and the time zone in a static GTFS."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from sandbox.watched import UnplayableError


@dataclass(frozen=True, slots=True)
class Agency:
    """Empty where agency.txt does not say it."""

    name: str = ""
    zone: str = ""


def agency_of(gtfs: Path) -> Agency:
    """What agency.txt in a folder or zip says of its first agency.

    Raises:
        UnplayableError: it is no static GTFS.
    """
    try:
        if not _read(gtfs, "routes.txt"):
            raise UnplayableError(f"GTFS: there is no routes.txt in {gtfs}")
        first = _first_row(_read(gtfs, "agency.txt"))
    except (OSError, zipfile.BadZipFile, csv.Error) as error:
        raise UnplayableError(f"GTFS: {gtfs} is no folder or zip of a static GTFS: {error}") from error
    return Agency((first.get("agency_name") or "").strip(), (first.get("agency_timezone") or "").strip())


def _first_row(content: bytes) -> dict[str, str]:
    # Some agencies still write Latin-1; a name with a wrong accent is better than none.
    text = content.decode("utf-8-sig", errors="replace")
    return next(iter(csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)), {})


def _read(gtfs: Path, name: str) -> bytes:
    """The file's bytes; empty where it is missing."""
    if gtfs.is_dir():
        file = gtfs / name
        return file.read_bytes() if file.exists() else b""
    with zipfile.ZipFile(gtfs) as archive:
        # Some zips hold a folder that holds the files.
        found = [each for each in archive.namelist() if each.rpartition("/")[2] == name]
        return archive.read(min(found, key=len)) if found else b""
