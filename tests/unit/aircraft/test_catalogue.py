"""The catalogues that ship are complete and sourced; a user's own is read or refused in a line."""

import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from missionplanner import assets
from missionplanner.aircraft import catalogue
from missionplanner.errors import InputError
from missionplanner.model.sensor import SensorKind, TriggerMode
from missionplanner.storage.saved import first_complaint
from tests.english import english

SENSORS = {
    "z30", "rededge-m", "xt2", "h20t-wide", "h20t-thermal", "p1-24", "p1-35", "p1-50", "l1",
    "rededge-p", "altum-pt", "altum-pt-thermal", "m3m-rgb", "m3m-ms", "generic",
    "m30-wide", "m30t-wide", "m30t-thermal", "m3e-wide", "m3t-wide", "m3t-thermal", "m4e-wide",
    "m4t-wide", "m4t-thermal",
}  # fmt: skip


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Return a folder that stands for the user's own catalogue of sensors."""
    monkeypatch.setattr(catalogue, "user_folder", lambda name: tmp_path / name)
    (tmp_path / "sensors").mkdir()
    catalogue.forget()
    yield tmp_path / "sensors"
    catalogue.forget()


def test_every_key_of_the_contract_is_there():
    assert set(catalogue.sensor_keys()) >= SENSORS
    assert set(catalogue.aircraft_keys()) >= {
        "m300-rtk", "m350-rtk", "m30", "m30t", "m3e", "m3t", "m3m", "m4e", "m4t", "m400",
    }  # fmt: skip


def test_what_is_part_of_an_aircraft_can_be_flown_on_it():
    names = {catalogue.aircraft(key).name for key in catalogue.aircraft_keys()}
    assert {s.built_into for s in map(catalogue.sensor, SENSORS) if s.built_into} <= names


@pytest.mark.parametrize("key", sorted(SENSORS))
def test_sensor_is_whole(key):
    found = catalogue.sensor(key)
    assert found.key == key
    wide, high = found.camera.sensor_width_mm, found.camera.sensor_height_mm
    assert wide > high
    pitch_across, pitch_along = wide / found.camera.width_px, high / found.camera.height_px
    assert pitch_across == pytest.approx(pitch_along, rel=0.01)
    wanted = found.acquisition
    assert wanted.agl_min_m <= wanted.agl_m <= wanted.agl_max_m
    assert found.better is None or found.better in SENSORS


def _numbers(data: dict, prefix: str = ""):
    for name, value in data.items():
        if name == "sources":
            continue
        if isinstance(value, dict):
            yield from _numbers(value, f"{prefix}{name}.")
        elif isinstance(value, int | float):
            yield f"{prefix}{name}"


FILES = [*assets.resources().glob("aircraft/*.toml"), *assets.resources().glob("sensors/*.toml")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_has_a_source(path: Path):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    free = {"wpml.position"}  # a choice, not a fact
    missing = set(_numbers(data)) - set(data["sources"]) - free
    assert not missing
    assert all(len(source["text"]) > 10 for source in data["sources"].values())


def test_recollections_are_told():
    m300 = catalogue.aircraft("m300-rtk")
    assert "max_wind_mps" in catalogue.unverified(m300)
    assert "mass_kg" not in catalogue.unverified(m300)
    assert m300.max_wind_mps == 12.0  # the cautious one of two figures


@pytest.mark.parametrize(
    ("kind", "agl", "front", "side", "window"),
    [("visible", 100, 0.80, 0.70, "day"), ("multispectral", 80, 0.75, 0.65, "day"),
     ("thermal", 65, 0.60, 0.50, "night")],
)  # fmt: skip
def test_default_acquisition_is_table_2(kind, agl, front, side, window):
    for key in SENSORS:
        found = catalogue.sensor(key)
        if found.kind is SensorKind(kind):
            wanted = found.acquisition
            assert (wanted.agl_m, wanted.frontlap, wanted.sidelap) == (agl, front, side)
            assert wanted.sun_window == window


def test_payloads_as_wpml_numbers_them():
    wpml = {key: catalogue.sensor(key).wpml for key in SENSORS}
    assert {key: w.enum for key, w in wpml.items()} == {
        "z30": 20, "xt2": 26, "h20t-wide": 43, "h20t-thermal": 43, "p1-24": 50, "p1-35": 50,
        "p1-50": 50, "l1": 90742, "rededge-p": 65534, "altum-pt": 65534,
        "altum-pt-thermal": 65534, "m3m-rgb": 68, "m3m-ms": 68, "rededge-m": None,
        "generic": None, "m30-wide": 52, "m30t-wide": 53, "m30t-thermal": 53, "m3e-wide": 66,
        "m3t-wide": 67, "m3t-thermal": 67, "m4e-wide": 88, "m4t-wide": 89, "m4t-thermal": 89,
    }  # fmt: skip
    assert [wpml[f"p1-{f}"].sub_enum for f in (24, 35, 50)] == [0, 1, 2]
    assert catalogue.sensor("rededge-m").trigger is TriggerMode.SELF
    assert wpml["m3m-rgb"].lens == "visable"  # DJI's own spelling


@pytest.mark.parametrize(
    ("asked", "near"), [("p135", "p1-35"), ("XT-2", "xt2"), ("rededge", "rededge-m")]
)
def test_unknown_sensor_names_a_near_one(asked, near):
    with pytest.raises(InputError, match=near):
        catalogue.sensor(asked)


def test_unknown_aircraft_and_paths_are_refused():
    with pytest.raises(InputError, match="m300-rtk"):
        catalogue.aircraft("m300")
    with pytest.raises(InputError, match="no sensor is called"):
        catalogue.sensor("defaults/visible")
    with pytest.raises(InputError, match="known: "):
        catalogue.sensor("")


def test_own_sensor_is_read_and_takes_table_2_for_what_it_omits(own):
    text = (assets.resources() / "sensors" / "p1-35.toml").read_text(encoding="utf-8")
    text = text.replace('"p1-35"', '"mine"') + "\n[acquisition]\nsidelap = 0.6\n"
    (own / "mine.toml").write_text(text, encoding="utf-8")
    found = catalogue.sensor("mine")
    assert "mine" in catalogue.sensor_keys()
    assert (found.acquisition.sidelap, found.acquisition.frontlap) == (0.6, 0.8)


def test_own_sensor_replaces_the_shipped_one(own):
    text = (assets.resources() / "sensors" / "z30.toml").read_text(encoding="utf-8")
    (own / "z30.toml").write_text(text.replace("0.556", "0.6"), encoding="utf-8")
    assert catalogue.sensor("z30").mass_kg == 0.6


@pytest.mark.parametrize(
    ("text", "told"),
    [("key = ", "is not TOML"),
     ("", "differs from the file's name"),
     ('key = "bad"\nkind = "sonar"', "and 6 more"),
     ('key = "bad"\nwpml = 3', "bad.toml"),
     ('key = "bad"\nkind = "visible"\nacquisition = 3', "bad.toml")],
)  # fmt: skip
def test_bad_toml_is_one_line(own, text, told):
    (own / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        catalogue.sensor("bad")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_toml_that_is_not_text(own):
    (own / "bad.toml").write_bytes(b"\xff\xfe\x00key")
    with pytest.raises(InputError, match="not UTF-8"):
        catalogue.sensor("bad")


def test_mount_is_checked():
    m300 = catalogue.aircraft("m300-rtk")
    catalogue.check_mount(catalogue.sensor("xt2"), m300)
    with pytest.raises(InputError, match="is part of the DJI Mavic 3"):
        catalogue.check_mount(catalogue.sensor("m3m-ms"), m300)
    heavy = catalogue.sensor("xt2").model_copy(update={"mass_kg": 2.8})
    with pytest.raises(InputError, match="payload"):
        catalogue.check_mount(heavy, m300)
    with pytest.raises(InputError, match="take-off mass"):
        light = m300.model_copy(update={"max_takeoff_mass_kg": 6.5})
        catalogue.check_mount(catalogue.sensor("xt2"), light)


def test_an_aircraft_lands_no_faster_than_it_descends():
    craft = catalogue.aircraft("m300-rtk")
    assert (craft.takeoff_mps, craft.landing_mps) == (3.0, 2.0)
    assert not craft.sources["landing_mps"].verified
    with pytest.raises(ValidationError) as told:
        type(craft).model_validate(craft.model_dump() | {"max_descent_mps": 1.5})
    assert "landing_mps is over max_descent_mps" in english(first_complaint(told.value))
