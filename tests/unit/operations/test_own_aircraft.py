"""An aircraft of one's own is kept, read back, and its batteries last as long as was told."""

import os
from pathlib import Path

import pytest

from missionplanner.aircraft import catalogue
from missionplanner.aircraft.catalogue import aircraft
from missionplanner.errors import InputError
from missionplanner.operations.own_aircraft import (
    AircraftForm,
    faults_of,
    form_of,
    save_own_aircraft,
)
from missionplanner.operations.own_entry import drop_entry


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogue, "user_folder", lambda name: tmp_path / name)
    catalogue.forget()
    yield tmp_path / "aircraft"
    catalogue.forget()


def form(**changed: object) -> AircraftForm:
    fields = form_of(aircraft("m300-rtk"), "Hexa 12")
    return AircraftForm.model_validate({**fields, **changed})


def test_what_is_typed_is_kept_and_read_back(own: Path) -> None:
    typed = form(mass_kg=9.5, max_takeoff_mass_kg=15.0, reference_endurance_min=40.0)
    made = aircraft(save_own_aircraft("m300-rtk", typed, own))
    assert (made.key, made.name, made.mass_kg) == ("own-hexa-12", "Hexa 12", 9.5)
    assert made.power.reference_endurance_s == 2400.0
    assert made.max_wind_mps == aircraft("m300-rtk").max_wind_mps


def test_a_slow_climber_also_takes_off_slowly(own: Path) -> None:
    made = aircraft(save_own_aircraft("m300-rtk", form(max_ascent_mps=1.5), own))
    assert made.takeoff_mps == 1.5


def test_an_airspeed_left_empty_is_not_known_and_one_too_small_is_refused(own: Path) -> None:
    unknown = form(max_airspeed_mps="")
    assert aircraft(save_own_aircraft("m300-rtk", unknown, own)).max_airspeed_mps is None
    slow = {**form_of(aircraft("m300-rtk"), "Slow"), "max_airspeed_mps": 13.0}
    assert {n: t.code for n, t in faults_of(slow).items()} == {
        "max_airspeed_mps": "aircraft.no_headway"
    }
    with pytest.raises(InputError, match=r"must be 13\.5 m/s or more"):
        save_own_aircraft("m300-rtk", form(name="Slow", max_airspeed_mps=13.0), own)


def test_faults_are_told_beside_their_fields_and_names_are_taken_once(own: Path) -> None:
    fields = {**form_of(aircraft("m300-rtk"), ""), "mass_kg": -1, "max_wind_mps": "gale"}
    assert set(faults_of(fields)) == {"name", "mass_kg", "max_wind_mps"}
    save_own_aircraft("m300-rtk", form(), own)
    with pytest.raises(InputError) as caught:
        save_own_aircraft("m300-rtk", form(), own)
    assert caught.value.code == "aircraft.there_already"


def test_an_aircraft_heavier_than_it_may_take_off_is_no_aircraft() -> None:
    fields = {**form_of(aircraft("m300-rtk"), "Hexa 12"), "mass_kg": 12.0}
    assert faults_of(fields)["mass_kg"].code == "aircraft.heavier_than_take_off"
    assert not faults_of({**fields, "max_takeoff_mass_kg": 12.0})
    assert set(faults_of({**fields, "max_takeoff_mass_kg": "heavy"})) == {"max_takeoff_mass_kg"}


def test_one_that_another_process_wrote_anew_is_read_anew(own: Path) -> None:
    key = save_own_aircraft("m300-rtk", form(max_wind_mps=9), own)
    assert aircraft(key).max_wind_mps == 9
    path = own / f"{key}.toml"
    path.write_text(path.read_text().replace("max_wind_mps = 9.0", "max_wind_mps = 8.0"))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    assert aircraft(key).max_wind_mps == 8


def test_only_ones_own_is_made_anew_or_deleted(own: Path) -> None:
    key = save_own_aircraft("m300-rtk", form(), own)
    save_own_aircraft(key, form(mass_kg=7.0), own)
    assert aircraft(key).mass_kg == 7.0
    for shipped in ("m300-rtk", "../own-hexa-12"):
        drop_entry("aircraft", shipped, own)
    assert {key, "m300-rtk"} <= set(catalogue.aircraft_keys())
    drop_entry("aircraft", key, own)
    assert key not in catalogue.aircraft_keys()
