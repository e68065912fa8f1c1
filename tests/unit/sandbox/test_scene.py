"""Whose feed a demonstration shows, and by which routes."""

from pathlib import Path

import pytest

from sandbox.agencies import Agency
from sandbox.scene import ZONE, Asked, agency_for, watched_feed
from sandbox.watched import UnplayableError

HALIFAX = "agency_name,agency_timezone\nHalifax Transit,America/Halifax\n"


@pytest.fixture
def gtfs(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "agency.txt").write_text(HALIFAX)
    (folder / "routes.txt").write_text("route_id\n1\n")
    return folder


def test_without_static_gtfs_the_agency_is_called_as_its_folder(tmp_path: Path) -> None:
    assert agency_for(Asked("polls", tmp_path), name="polls") == Agency("polls", ZONE)


def test_static_gtfs_says_name_and_zone_unless_a_zone_was_asked_for(tmp_path: Path, gtfs: Path) -> None:
    asked = Asked("polls", tmp_path, gtfs=gtfs)
    other = Asked("polls", tmp_path, gtfs=gtfs, zone="UTC")

    assert agency_for(asked, name="polls") == Agency("Halifax Transit", "America/Halifax")
    assert agency_for(other, name="polls") == Agency("Halifax Transit", "UTC")


def test_a_zone_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnplayableError, match=r"^ZONE: Mars"):
        agency_for(Asked("polls", tmp_path, zone="Mars"), name="polls")


def test_routes_are_made_where_no_static_gtfs_says_them(tmp_path: Path, gtfs: Path) -> None:
    agency = Agency("polls", ZONE)
    made = watched_feed(Asked("polls", tmp_path), agency, {"504": 0}, speed=60)
    named = watched_feed(Asked("polls", tmp_path, gtfs=gtfs), agency, {"504": 0}, speed=60)

    assert "504" in (Path(made.static_gtfs) / "routes.txt").read_text()
    assert named.static_gtfs == str(gtfs)
    assert made.env["RULES_AHEAD_S"] == "60"


def test_without_a_single_route_nobody_could_subscribe(tmp_path: Path) -> None:
    with pytest.raises(UnplayableError, match="GTFS="):
        watched_feed(Asked("polls", tmp_path), Agency("polls", ZONE), {}, speed=60)
