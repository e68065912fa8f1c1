"""Whose feed it is."""

import zipfile
from pathlib import Path

import pytest

from sandbox.agencies import Agency, agency_of
from sandbox.watched import UnplayableError

TTC = "agency_id,agency_name,agency_url,agency_timezone\n1,TTC,https://www.ttc.ca,America/Toronto\n"
ROUTES = "route_id\n504\n"


def folder_of(place: Path, **files: bytes | str) -> Path:
    for name, content in files.items():
        (place / f"{name}.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        pytest.param(TTC, Agency("TTC", "America/Toronto"), id="both are said"),
        pytest.param("\ufeff" + TTC, Agency("TTC", "America/Toronto"), id="written on Windows"),
        pytest.param("agency_name\nTTC\n", Agency("TTC", ""), id="no zone"),
        pytest.param("agency_name\n", Agency(), id="no agency"),
        pytest.param("agency_name\nMontréal\n".encode("latin-1"), Agency("Montr\ufffdal", ""), id="Latin-1"),
    ],
)
def test_agency_txt_says_name_and_zone(tmp_path: Path, agency: bytes | str, expected: Agency) -> None:
    assert agency_of(folder_of(tmp_path, agency=agency, routes=ROUTES)) == expected


def test_without_agency_txt_nothing_is_said(tmp_path: Path) -> None:
    assert agency_of(folder_of(tmp_path, routes=ROUTES)) == Agency()


def test_a_zip_may_hold_a_folder_that_holds_the_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "gtfs.zip", "w") as archive:
        archive.writestr("ttc/agency.txt", TTC)
        archive.writestr("ttc/routes.txt", ROUTES)

    assert agency_of(tmp_path / "gtfs.zip") == Agency("TTC", "America/Toronto")


def test_what_is_no_static_gtfs_is_named(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no zip")
    for place in (tmp_path, text, tmp_path / "nowhere"):
        with pytest.raises(UnplayableError, match=f"^GTFS: .*{place.name}"):
            agency_of(place)
