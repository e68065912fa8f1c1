"""Names of places become targets."""

import pytest

from models.station import Device, Station, StationKind, decode_station, device_target, name_key, station_target

WILSON = Station("ttc/station/wilson", "ttc", "13840", "Wilson Station")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("St Clair West Station", id="as most write it"),
        pytest.param("St.Clair West Station", id="without a blank"),
        pytest.param("ST. CLAIR WEST", id="shouted, and without Station"),
    ],
)
def test_every_spelling_of_a_station_is_one_target(name: str) -> None:
    assert station_target("ttc", name) == "ttc/station/st clair west"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("Queen's Park", "queens park", id="an apostrophe"),
        pytest.param("Queen\u2019s Park", "queens park", id="a typographer's apostrophe"),
        pytest.param("Préfontaine", "prefontaine", id="accents"),
        pytest.param("Sheppard-Yonge", "sheppard yonge", id="a hyphen"),
        pytest.param("東京", "東京", id="another script"),
    ],
)
def test_punctuation_and_accents_do_not_count(name: str, key: str) -> None:
    assert name_key(name) == key


def test_a_name_of_nothing_but_signs_is_a_target_too() -> None:
    assert station_target("ttc", "***") == "ttc/station/***"


def test_those_who_need_elevators_have_a_target_of_their_own() -> None:
    assert device_target(WILSON, Device.ESCALATOR) == "ttc/station/wilson/escalators"
    assert device_target(WILSON, None) == device_target(WILSON, Device.ELEVATOR) == "ttc/station/wilson/elevators"


def test_a_document_becomes_a_station() -> None:
    document = {"target": "t", "feed": "f", "station_id": "1", "name": "n", "kind": "stop", "names": [["fr", "m"]]}

    assert decode_station(document) == Station("t", "f", "1", "n", StationKind.STOP, (("fr", "m"),))
