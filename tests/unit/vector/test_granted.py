import json

import pytest
from shapely.geometry import box

from missionplanner.errors import InputError
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.read import check_granted, read_zones
from tests.english import english

POLYGON = box(111.99, 37.8, 112.0, 37.81).__geo_interface__
VOLUME = {"uomDimensions": "M", "upperLimit": 120, "horizontalProjection": POLYGON}


@pytest.fixture
def file(tmp_path):
    def make(**restrictions):
        path = tmp_path / "zones.json"
        zones = [
            {"identifier": f"id-{name}", "name": name, "restriction": word, "geometry": [VOLUME]}
            for name, word in restrictions.items()
        ]
        path.write_text(json.dumps({"features": zones}), encoding="utf-8")
        return path

    return make


@pytest.mark.parametrize("word", ["REQ_AUTHORISATION", "CONDITIONAL", "req_authorisation"])
@pytest.mark.parametrize("name", ["Alp", "alp ", "ID-Alp"])
def test_a_granted_zone_is_passed_over_and_told(file, word, name):
    got = read_zones(file(Alp=word, Bern="PROHIBITED"), ReadChoices(granted=(name,)))
    assert [zone.name for zone in got.threats.zones] == ["Bern"]
    (over,) = got.report.passed_over
    assert (english(over.what), english(over.why), over.count) == ("Alp", "marked as granted", 1)
    check_granted((name,), [got])


def test_an_avoided_one_names_the_way(file):
    got = read_zones(file(Alp="REQ_AUTHORISATION"))
    assert len(got.threats.zones) == 1
    assert "--granted" in english(got.report.told)[0]


def test_a_file_of_granted_zones_alone_is_no_error(file):
    got = read_zones(file(Alp="REQ_AUTHORISATION"), ReadChoices(granted=("Alp",)))
    assert not got.threats.zones and got.report.passed_over


@pytest.mark.parametrize("name", ["Bern", "nowhere"])
def test_what_cannot_be_granted_is_an_error_that_names_what_can(file, name):
    got = read_zones(file(Alp="REQ_AUTHORISATION", Bern="PROHIBITED"), ReadChoices(granted=(name,)))
    assert len(got.threats.zones) == 2
    with pytest.raises(InputError, match=f"'{name}'.*Alp") as told:
        check_granted((name,), [got])
    assert "Bern" not in told.value.remedy
    with pytest.raises(InputError, match="no zone of the files needs one"):
        check_granted((name,), [])
