"""The energy model fitted to a log made of it: what was put in comes out, noise and all."""

import csv
import json

import numpy as np
import pytest
from click.testing import CliRunner

from missionplanner.aircraft import catalogue
from missionplanner.aircraft.calibrated import calibration_of
from missionplanner.aircraft.calibrating import fit
from missionplanner.aircraft.energy import Calibration, air_density, power_by, usable_wh
from missionplanner.aircraft.flight_log import read_flight_log
from missionplanner.cli.calibrate_verb import command
from missionplanner.errors import InputError

# Not the catalogue's: a tired motor, and wind towards the east-north-east.
TRUE = Calibration(eta=0.60, kp=260.0)
WIND = (4.0, 1.5)
PAYLOAD_KG = 0.8
HEAD = ["time(s)", "longitude", "latitude", "height_above_takeoff(feet)", "voltage(v)",
        "current(a)", "battery_percent"]  # fmt: skip
# Measured scatter of power in cruise: 33 of 444 W to 55 of 465 W (Rodrigues et al. 2021).
NOISE = 0.08


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "user" / "settings.json"))


def flown(seconds=900, headings=True, fast=True):
    """Ground velocities and climb every second: legs of a minute to all sides, hovers between."""
    t = np.arange(float(seconds))
    leg = (t // 60).astype(int)
    speed = np.where(leg % 4 == 3, 0.0, np.where(leg % 2, 12.0, 7.0) if fast else 8.0)
    heading = leg * 2.4 if headings else 0.0 * leg
    climb = np.where(t < 20, 3.0, 0.0) + np.where((leg % 5 == 2) & (t % 60 < 30), 1.5, 0.0)
    climb -= np.where((leg % 5 == 4) & (t % 60 < 30), 1.5, 0.0)
    return t, speed * np.sin(heading), speed * np.cos(heading), climb


def log_of(path, health=1.0, noise=NOISE, head=HEAD, columns=slice(None), **more):
    t, east, north, climb = flown(**more)
    craft = catalogue.as_catalogued("m300-rtk")
    height = 30.0 + np.cumsum(climb)
    density = np.array([air_density(float(h)) for h in height])
    air = np.hypot(east - WIND[0], north - WIND[1])
    mass = craft.mass_kg + PAYLOAD_KG
    watts = power_by(TRUE, craft.power, mass, air, climb, density)
    watts = watts * (1.0 + noise * np.random.default_rng(1).standard_normal(len(t)))
    used = np.cumsum(watts) / 3600.0 / (craft.battery.energy_wh * health)
    lat = 50.0 + np.cumsum(north) / 111_195.0
    lon = 10.0 + np.cumsum(east) / (111_195.0 * np.cos(np.radians(50.0)))
    rows = zip(
        t, lon, lat, height / 0.3048, np.full(len(t), 46.0), watts / 46.0,
        np.floor(100.0 * (1.0 - used)), strict=True,
    )  # fmt: skip
    with path.open("w", newline="") as out:
        csv.writer(out).writerows([head[columns], *([*row][columns] for row in rows)])
    return path


def fitted(path, **more):
    return fit(read_flight_log(path), catalogue.as_catalogued("m300-rtk"), PAYLOAD_KG, **more)


def power_of(found, speed, climb=0.0):
    craft = catalogue.as_catalogued("m300-rtk")
    return float(power_by(found, craft.power, 7.1, speed, climb))


def test_voltage_and_current_give_the_model_the_wind_and_the_age_of_the_battery(tmp_path):
    found = fitted(log_of(tmp_path / "log.csv", health=0.85)).calibration
    got = Calibration(found.eta, found.kp_w)
    for speed in (0.0, 8.0, 14.0):
        assert power_of(got, speed) == pytest.approx(power_of(TRUE, speed), rel=0.03)
    assert (found.wind_east_mps, found.wind_north_mps) == pytest.approx(WIND, abs=0.7)
    assert found.battery_health == pytest.approx(0.85, abs=0.03)
    assert found.rms_w < 0.6 * found.before_rms_w
    assert abs(found.bias_w) < 10.0
    assert {one.regime for one in found.regimes} == {"hover", "level", "climb", "descent"}
    assert sum(one.n for one in found.regimes) == found.n


def test_the_charge_left_alone_gives_the_power_within_a_few_percent(tmp_path):
    path = log_of(tmp_path / "log.csv", columns=slice(0, 7), seconds=1500)
    rows = [row[:4] + row[6:] for row in csv.reader(path.open())]
    with path.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    found = fitted(path, wind=WIND).calibration
    got = Calibration(found.eta, found.kp_w)
    for speed in (2.0, 8.0, 12.0):
        assert power_of(got, speed) == pytest.approx(power_of(TRUE, speed), rel=0.06)
    assert found.battery_health == 1.0


def test_what_a_log_cannot_tell_is_told(tmp_path):
    told = fitted(log_of(tmp_path / "log.csv", headings=False, fast=False, seconds=300)).told
    codes = {one.code for one in told}
    assert codes == {"aircraft.log.one_way", "aircraft.log.little_used"}


def test_a_kept_calibration_is_what_every_plan_flies_with(tmp_path):
    log = log_of(tmp_path / "flight 7.csv", health=0.8)
    before = catalogue.aircraft("m300-rtk")
    run = CliRunner().invoke(
        command, [str(log), "--aircraft", "m300-rtk", "--payload", "0.8", "--json"]
    )
    assert run.exit_code == 0, run.output
    value = json.loads(run.stdout.splitlines()[-1])["calibration"]
    assert value["files"] and calibration_of("m300-rtk").log == "flight 7.csv"
    after = catalogue.aircraft("m300-rtk")
    assert usable_wh(after, 0.0) == pytest.approx(0.8 * usable_wh(before, 0.0), rel=0.05)
    assert "flight 7.csv" in after.sources["power.reference_endurance_s"].text
    assert catalogue.as_catalogued("m300-rtk") == before


def test_a_dry_run_keeps_nothing(tmp_path):
    log = log_of(tmp_path / "log.csv")
    run = CliRunner().invoke(command, [str(log), "--aircraft", "m300-rtk", "--dry-run", "--json"])
    assert run.exit_code == 0, run.output
    assert calibration_of("m300-rtk") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "aircraft.log.no_table"),
        ("time,lon,lat,height\n1,2,3,4\n", "aircraft.log.lacks"),
        ("time,lon,height,power\n1,2,3,4\n", "aircraft.log.lacks"),
        ("time,lon,lat,height,power\n" + "a,b,c,d,e\n" * 40, "aircraft.log.short"),
        ("time,lon,lat,height,power\n" + "5,10,50,30,900\n" * 40, "aircraft.log.short"),
    ],
)
def test_a_log_of_no_use_says_why(tmp_path, text, code):
    path = tmp_path / "log.csv"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        read_flight_log(path)
    assert refused.value.code == code


def test_a_log_that_stands_on_the_ground_is_no_flight(tmp_path):
    path = tmp_path / "log.csv"
    rows = [[i, 10.0, 50.0, 30.0, 20.0] for i in range(400)]
    with path.open("w", newline="") as out:
        csv.writer(out).writerows([["time", "lon", "lat", "height", "power"], *rows])
    with pytest.raises(InputError) as refused:
        fitted(path)
    assert refused.value.code == "aircraft.log.little"
