"""Files that DJI's software wrote are accepted; two that others wrote are refused, and why.

Witnesses: the KMZ files of DJI's SDKs and of FlightHub 2 (see the data's SOURCES.md), their
EGM96 heights, and fastkml as a reader that knows nothing of DJI.
"""

import itertools
import zipfile
from pathlib import Path

import numpy as np
import pytest
from fastkml import KML, Placemark
from fastkml.utils import find_all
from lxml import etree

from missionplanner.extensions import formats
from missionplanner.geo.geoid import undulation_m
from missionplanner.model.finding import Severity
from tests.unit.missions.sample import sample_mission

BY_DJI = {
    "psdk_waypoint_v3_test_file.29109dd0.kmz": 14,
    "psdk_waypoint_v3_test_file.f33308c8.kmz": 10,
    "msdk_v5_waypointsample.a955893c.kmz": 4,
    "m30t_mapping3d.kmz": 8,
    "m3d_facade_mapping2d.kmz": 14,
}
MODEL = "psdk_waypoint_v3_test_file.29109dd0.kmz"


def wpml():
    return formats().named("wpml")


def errors(path: Path) -> dict[str, str]:
    return {f.code: f.message for f in wpml().check(path) if f.severity is Severity.ERROR}


@pytest.mark.parametrize("name", BY_DJI)
def test_files_by_dji_are_accepted_and_only_their_names_are_warned_of(data_dir, name):
    found = wpml().check(data_dir / "wpml" / name)
    assert {f.code for f in found if f.severity is not Severity.NOTE} <= {"OSP-110"}
    assert len(wpml().read(data_dir / "wpml" / name)) == BY_DJI[name]


def test_the_file_without_its_folder_is_refused_for_that(data_dir):
    found = errors(data_dir / "wpml" / "dev_kmz_file.kmz")
    assert "wpmz/" in found["OSP-103"]


def test_the_file_with_repeated_groups_and_crowded_points_is_refused(data_dir):
    path = data_dir / "wpml" / "main_route.kmz"
    found = errors(path)
    assert "action group id 2 is used 2 times" in found["OSP-401"]
    assert "OSP-403" in found
    # Its aircraft takes 0.2 m, as FlightHub 2 writes for it; an M300 would not, and that is said.
    (crowded,) = [f for f in wpml().check(path) if f.code == "OSP-301"]
    assert crowded.severity is Severity.WARNING and "0.20 m" in crowded.message


def test_the_crowded_file_is_refused_for_that_too_once_it_names_an_m300(data_dir, tmp_path):
    with zipfile.ZipFile(data_dir / "wpml" / "main_route.kmz") as archive:
        texts = {n: archive.read(n).decode() for n in archive.namelist()}
    path = tmp_path / "x.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text.replace("EnumValue>91<", "EnumValue>60<"))
    assert "needs 0.5 m" in errors(path)["OSP-301"]


@pytest.mark.parametrize("name", ["m30t_mapping3d.kmz", "m3d_facade_mapping2d.kmz"])
def test_our_geoid_is_the_one_dji_used_to_a_millimetre(data_dir, name):
    with zipfile.ZipFile(data_dir / "wpml" / name) as archive:
        root = etree.fromstring(archive.read("wpmz/template.kml"))
    space = f"{{{root.nsmap['wpml']}}}"
    shift = float(next(root.iter(space + "ellipsoidHeight")).text) - float(
        next(root.iter(space + "height")).text
    )
    ring = next(root.iter("{http://www.opengis.net/kml/2.2}coordinates")).text.split()
    lon, lat = (float(word) for word in ring[0].split(",")[:2])
    assert shift == pytest.approx(float(undulation_m(lon, lat)), abs=0.001)


def children(element) -> list[str]:
    return list(dict.fromkeys(etree.QName(c).localname for c in element))


@pytest.mark.parametrize("file", ["template.kml", "waylines.wpml"])
def test_our_elements_stand_in_the_order_of_the_model(data_dir, tmp_path, file):
    (ours,) = wpml().write(sample_mission(), tmp_path)
    orders: list[dict[str, list[str]]] = []
    for path in (ours, data_dir / "wpml" / MODEL):
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read(f"wpmz/{file}"))
        held: dict[str, list[str]] = {}
        for element in root.iter():
            name, inside = etree.QName(element).localname, children(element)
            if len(inside) > len(held.get(name, [])):
                held[name] = inside
        orders.append(held)
    mine, model = orders
    assert {"missionConfig", "Folder", "Placemark", "actionGroup"} <= set(mine) & set(model)
    for name in set(mine) & set(model):
        common = [c for c in mine[name] if c in model[name]]
        assert common == [c for c in model[name] if c in common], name
        if name != "actionActuatorFuncParam":
            extra = set(mine[name]) - set(model[name])
            # Known from other files of DJI: FlightHub 2, and waypoints with values of their own.
            assert extra <= {
                "globalRTHHeight",
                "waypointSpeed",
                "waypointTurnParam",
                "waypointHeadingPathMode",
            }, name


@pytest.mark.parametrize("file", ["template.kml", "waylines.wpml"])
def test_a_reader_that_knows_no_dji_sees_our_points(tmp_path, file):
    mission = sample_mission()
    (path,) = wpml().write(mission, tmp_path)
    with zipfile.ZipFile(path) as archive:
        text = archive.read(f"wpmz/{file}").decode().partition("?>")[2]
    document = KML.from_string(text, strict=False)
    marks = list(find_all(document, of_type=Placemark))
    places = np.array([(m.geometry.x, m.geometry.y) for m in marks])
    assert np.abs(places[:, 0] - mission.waypoints.lon_deg).max() < 1e-9
    assert np.abs(places[:, 1] - mission.waypoints.lat_deg).max() < 1e-9


@pytest.mark.parametrize("name", BY_DJI)
def test_spoilt_files_of_dji_never_make_the_checker_raise(data_dir, tmp_path, name):
    with zipfile.ZipFile(data_dir / "wpml" / name) as archive:
        texts = {n: archive.read(n).decode() for n in archive.namelist()}
    generator = np.random.default_rng(7)
    for file, junk in itertools.product(texts, ("", "x", "nan", "1,2", "-9e99")):
        words = texts[file].split(">")
        for i in generator.choice(np.arange(2, len(words) - 1), 12):
            spoilt = list(words)
            head, _, tail = spoilt[i].partition("<")
            spoilt[i] = f"{junk}<{tail}" if tail else head
            path = tmp_path / "x.kmz"
            with zipfile.ZipFile(path, "w") as archive:
                for other, text in texts.items():
                    archive.writestr(other, ">".join(spoilt) if other == file else text)
            assert isinstance(wpml().check(path), tuple)
