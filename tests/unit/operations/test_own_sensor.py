"""A sensor of one's own is kept, read back, and offered where it can be flown."""

from pathlib import Path

import pytest

from missionplanner.aircraft import catalogue
from missionplanner.aircraft.catalogue import aircraft, mount_refusal, readable_sensors, sensor
from missionplanner.errors import InputError
from missionplanner.operations.own_sensor import (
    SensorForm,
    faults_of,
    form_of,
    save_own_sensor,
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogue, "user_folder", lambda name: tmp_path / name)
    catalogue.forget()
    yield tmp_path / "sensors"
    catalogue.forget()


def form(**changed: object) -> SensorForm:
    fields = form_of(sensor("p1-35"), "Phase One iXM-100")
    return SensorForm.model_validate({**fields, **changed})


def test_what_is_typed_is_kept_and_read_back(own: Path) -> None:
    key = save_own_sensor("p1-35", form(focal_mm=50.5, mass_kg=1.2, agl_m=150.0), own)
    made = sensor(key)
    assert key == "own-phase-one-ixm-100" and made.name == "Phase One iXM-100"
    assert (made.camera.focal_mm, made.mass_kg) == (50.5, 1.2)
    assert made.acquisition.agl_m == made.acquisition.agl_max_m == 150.0
    assert made.acquisition.shutter_s == sensor("p1-35").acquisition.shutter_s
    assert made.wpml == sensor("p1-35").wpml
    assert "camera" in catalogue.unverified(made)


@pytest.mark.parametrize("name", ['A "quoted" \\ name', "测绘相机", "new\nline", "a = [1]\x7f"])
def test_any_name_is_kept_as_it_is(own: Path, name: str) -> None:
    key = save_own_sensor("p1-35", form(name=name), own)
    assert sensor(key).name == name


def test_two_of_one_name_are_refused(own: Path) -> None:
    save_own_sensor("p1-35", form(), own)
    with pytest.raises(InputError) as caught:
        save_own_sensor("p1-35", form(), own)
    assert caught.value.code == "aircraft.there_already"


def test_all_faults_are_told_at_once_beside_their_fields() -> None:
    fields = {**form_of(sensor("p1-35"), ""), "focal_mm": 0, "width_px": "many"}
    assert set(faults_of(fields)) == {"name", "focal_mm", "width_px"}
    assert not faults_of(form_of(sensor("p1-35"), "Mine"))


def test_what_cannot_be_flown_says_why() -> None:
    m300 = aircraft("m300-rtk")
    assert mount_refusal(sensor("p1-35"), m300) is None
    built_in = mount_refusal(sensor("m3m-rgb"), m300)
    assert built_in is not None and built_in.code == "aircraft.built_in"
    benchmark = mount_refusal(sensor("generic"), m300)
    assert benchmark is not None and benchmark.code == "aircraft.for_benchmarks"


def test_a_damaged_file_of_ones_own_hides_no_other(own: Path) -> None:
    own.mkdir()
    (own / "broken.toml").write_text("key = ")
    (own / "other.toml").write_text('key = "else"\n')
    found, unread = readable_sensors()
    assert "p1-35" in [one.key for one in found]
    assert len(unread) == 2 and all("sensors" in str(error) for error in unread)
