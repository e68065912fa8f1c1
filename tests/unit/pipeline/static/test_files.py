"""Tables as agencies write them."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.static.files import MOST_COLUMNS, MOST_LINE, StaticFiles, TooLargeError

LONG = 3 * MOST_LINE


def zipped(**tables: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(f"{name}.txt", text)
    return content.getvalue()


def columns(table: str, *wanted: str) -> list[tuple[str, ...]]:
    with StaticFiles(zipped(t=table)).opened() as files:
        return list(files.columns("t.txt", *wanted))


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param("a,b\n1,2\n", [("2", "1")], id="in the order that is asked for"),
        pytest.param("a\n1\n", [("", "1")], id="a column that is missing"),
        pytest.param("a,x,b\n1\n", [("", "1")], id="a row that is too short"),
        pytest.param("a,b\n1,2,3\n", [("2", "1")], id="a row that is too long"),
        pytest.param("\ufeffa,b\r\n1,2\r\n", [("2", "1")], id="Windows"),
        pytest.param('a,b\n"1, 1","say ""2"""\n', [('say "2"', "1, 1")], id="quotes"),
        pytest.param("", [], id="an empty file"),
    ],
)
def test_columns_are_read_as_they_come(table: str, rows: list[tuple[str, ...]]) -> None:
    assert columns(table, "b", "a") == rows


def test_a_table_that_is_missing_has_no_rows() -> None:
    with StaticFiles(zipped()).opened() as files:
        assert (list(files.rows("t.txt")), list(files.columns("t.txt", "a", "b")), list(files.blocks("t.txt"))) == (
            [],
            [],
            [],
        )


def test_a_quote_that_is_never_closed_spoils_no_more_than_itself() -> None:
    rows = "".join(f"{number},x\n" for number in range(50_000))
    with StaticFiles(zipped(t=f'a,b\n1,2\n3,"4\n{rows}')).opened() as files:
        found = list(files.columns("t.txt", "a", "b"))

    assert (found[0], found[-1], files.skipped) == (("1", "2"), ("49999", "x"), 1)


def test_what_is_no_utf_8_is_latin_1(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("a,b\nMontréal,1\n".encode("latin-1"))
    with StaticFiles(tmp_path).opened() as files:
        assert list(files.rows("t.txt")) == [{"a": "Montréal", "b": "1"}]


def test_a_zip_made_to_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(t="a,b\n" + "0" * 5_000_000)
    assert len(bomb) < 20_000

    with (
        StaticFiles(bomb, most_unpacked_bytes=1_000_000).opened() as files,
        pytest.raises(TooLargeError, match=r"t\.txt unpacks to 5000004 bytes, more than 1000000"),
    ):
        list(files.columns("t.txt", "a", "b"))


def test_a_table_that_is_held_in_memory_may_be_a_tenth_as_large() -> None:
    with StaticFiles(zipped(t="a,b\n" + "1,2\n" * 100), most_unpacked_bytes=2_000).opened() as files:
        assert len(list(files.columns("t.txt", "a", "b"))) == 100
        with pytest.raises(TooLargeError, match="more than 200"):
            list(files.rows("t.txt"))


def test_names_hold_nothing_that_nobody_sees_and_ids_stay_as_they_are() -> None:
    table = "route_id,route_long_name\n1\u200b,King\u202e\x07 St\u00a0West\n2,\u200c\u0642\u0637\n"
    with StaticFiles(zipped(t=table)).opened() as files:
        rows = list(files.rows("t.txt"))

    assert [tuple(each.values()) for each in rows] == [("1\u200b", "King St West"), ("2", "\u200c\u0642\u0637")]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        pytest.param(
            "a,b\n1,2\n" + "0" * (3 * MOST_LINE) + "\n3,4\n", [("1", "2"), ("3", "4")], id="a line without end"
        ),
        pytest.param(
            "a,b\n1,2\n" + "," * (3 * MOST_LINE) + "\n3,4\n", [("1", "2"), ("3", "4")], id="blanks without end"
        ),
        pytest.param("a,b," + "," * (3 * MOST_LINE) + "\n1,2\n", [("1", "2")], id="a header without end"),
    ],
)
def test_what_is_far_too_long_spoils_no_more_than_itself(table: str, found: list[tuple[str, str]]) -> None:
    read = [each for each in columns(table, "a", "b") if any(each)]

    assert read == found


def test_a_table_of_a_thousand_columns_has_a_hundred() -> None:
    table = ",".join(f"c{number}" for number in range(1000)) + "\n" + "x," * 1000 + "\n"
    with StaticFiles(zipped(t=table)).opened() as files:
        [row] = files.rows("t.txt")

    assert (len(row), row["c99"]) == (MOST_COLUMNS, "x")


def test_only_the_table_itself_is_read_of_a_zip_and_nothing_is_unpacked(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../../../tmp/t.txt", "a,b\nout,side\n")
        archive.writestr("/etc/passwd", "root")
        archive.writestr("inner.zip", zipped(t="a,b\nin,side\n"))
    before = set(tmp_path.parent.rglob("*"))
    with StaticFiles(content.getvalue()).opened() as files:
        rows = list(files.columns("t.txt", "a", "b"))

    assert rows == [("out", "side")]
    assert set(tmp_path.parent.rglob("*")) == before
