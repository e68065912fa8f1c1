"""The tables of a static GTFS in a folder or a zip, read row by row and as leniently as agencies write them."""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import IO

from models.prose.cleaning import visible

MOST_UNPACKED_BYTES = 3_000_000_000
# The rows of a small table are held in memory at the same time: it gets a tenth.
HELD_SHARE = 10
# No table of the specification has half as many columns, and no line of one is nearly as long: the rest of a longer
# line is another, which fits no table.
MOST_COLUMNS = 100
MOST_LINE = 1_000_000
MOST_NAME = 300  # the longest of a stop that we have seen has 71 characters
# What a damaged, encrypted or strangely packed zip raises, and a folder that cannot be read.
UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
_LATIN_1 = "headway_latin_1"
Row = dict[str, str]
_Found = tuple[int, Callable[[], IO[bytes]]]


class TooLargeError(Exception):
    """A table is larger than it may be: a mistake, or a zip made to fill the disk."""


class StaticFiles:
    """One edition's files while they are read; `skipped` counts rows that were no rows."""

    def __init__(self, place: Path | bytes, *, most_unpacked_bytes: int = MOST_UNPACKED_BYTES) -> None:
        self._place = place
        self._most_bytes = most_unpacked_bytes
        self._archive: zipfile.ZipFile | None = None
        self.skipped = 0

    @contextmanager
    def opened(self) -> Iterator["StaticFiles"]:
        with ExitStack() as stack:
            if not (isinstance(self._place, Path) and self._place.is_dir()):
                source = self._place if isinstance(self._place, Path) else io.BytesIO(self._place)
                self._archive = stack.enter_context(zipfile.ZipFile(source))
            yield self

    def blocks(self, name: str) -> Iterator[bytes]:
        """The file's bytes, piece by piece; none where the edition does not have it."""
        with ExitStack() as stack:
            if file := self._open(name, stack, self._most_bytes):
                while block := file.read(1 << 20):
                    yield block

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table one by one, blanks around values taken off."""
        with ExitStack() as stack:
            file = self._open(name, stack, self._most_bytes // HELD_SHARE)
            table = self._reader(file) if file else iter(())
            header = [column.strip() for column in next(table, [])[:MOST_COLUMNS]]
            yield from (_row(header, values) for values in table if any(values))

    def columns(self, name: str, *wanted: str) -> Iterator[tuple[str, ...]]:
        """Some columns, at least two, of a large table as they are; "" where the table or a row does not have one."""
        with ExitStack() as stack:
            file = self._open(name, stack, self._most_bytes)
            table = self._reader(file) if file else iter(())
            header = [column.strip() for column in next(table, [])[:MOST_COLUMNS]]
            # The last value of every row is one that we append: nothing.
            pick = itemgetter(*(header.index(column) if column in header else -1 for column in wanted))
            for values in table:
                values.append("")
                try:
                    yield pick(values)
                except IndexError:
                    yield pick(values + [""] * len(header))

    def _reader(self, file: IO[bytes]) -> Iterator[list[str]]:
        # Some agencies still write Latin-1: what is no UTF-8 is read as that.
        codecs.register_error(_LATIN_1, _as_latin_1)
        # Exports of Windows tools begin with a byte order mark.
        with io.TextIOWrapper(file, encoding="utf-8-sig", errors=_LATIN_1, newline="") as text:
            # Not the file's own lines: one without end would be read as a whole before anybody looks at it.
            reader = csv.reader(iter(partial(text.readline, MOST_LINE), ""), skipinitialspace=True)
            while True:
                try:
                    yield from reader
                except csv.Error:  # a quote that is never closed
                    self.skipped += 1
                else:
                    return

    def _open(self, name: str, stack: ExitStack, most_bytes: int) -> IO[bytes] | None:
        found = self._in_folder(name) if self._archive is None else _in_zip(self._archive, name)
        if found is None:
            return None
        size, opening = found
        # A zip yields no more than it says of itself.
        if size > most_bytes:
            raise TooLargeError(f"{name} unpacks to {size} bytes, more than {most_bytes}")
        return stack.enter_context(opening())

    def _in_folder(self, name: str) -> _Found | None:
        file = Path(str(self._place)) / name
        return (file.stat().st_size, lambda: file.open("rb")) if file.exists() else None


def _in_zip(archive: zipfile.ZipFile, name: str) -> _Found | None:
    # Some zips hold a folder that holds the files.
    found = [each for each in archive.infolist() if each.filename.rpartition("/")[2] == name]
    shortest = min(found, key=lambda each: len(each.filename), default=None)
    return (shortest.file_size, lambda: archive.open(shortest)) if shortest else None


def _row(header: Sequence[str], values: Sequence[str]) -> Row:
    # A line may be too short or too long.
    return dict.fromkeys(header, "") | {name: _value(name, value) for name, value in zip(header, values, strict=False)}


def _value(column: str, value: str) -> str:
    """The value without blanks around it; names, which riders read, without what nobody sees. Ids stay as they are."""
    is_read = column.endswith("_name") or column in {"translation", "field_value"}
    return visible(value.strip()[:MOST_NAME]) if is_read else value.strip()


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end
