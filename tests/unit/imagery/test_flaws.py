"""Each flaw of a photo is named, and those that show nothing do not count."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.imagery.cameras import recognised
from missionplanner.imagery.flaws import Flaw, flaws_of, turned_deg, with_heights
from missionplanner.imagery.folder import Seized
from missionplanner.imagery.matching import Triggers, matched
from missionplanner.imagery.placing import placed
from missionplanner.imagery.sharpness import PixelCheck
from missionplanner.model.photo import Attitude, Photo, RtkSolution
from missionplanner.model.places import Altitude, Datum
from missionplanner.terrain.ground import Terrain

FRAME = SiteFrame(32649)
X0, Y0 = 500_000.0, 4_180_000.0
GROUND = Terrain(FRAME, X0, Y0, 10.0, np.full((101, 101), 600.0))
XT2 = sensor("xt2")
APART_M = 20.0
NOW = datetime.now(UTC)
SHARP = PixelCheck(1.0, 1.0, 0.0, 0.0)


def photo(k: int, **changes) -> Seized:
    """The k-th of a line that is flown north, 100 m above ground."""
    x, y = changes.pop("xy", (X0 + 500.0, Y0 + 200.0 + APART_M * k))
    z = changes.pop("z", 700.0)
    look = changes.pop("look", SHARP)
    lon, lat = (float(v) for v in FRAME.inverse(x, y))
    told = {
        "path": Path(f"DJI_{k:04d}.JPG"), "files": (), "make": "DJI", "model": "XT2",
        "width_px": 640, "height_px": 512, "focal_mm": 13.0, "lon_deg": lon, "lat_deg": lat,
        "taken": (NOW + timedelta(seconds=3 * k)).replace(tzinfo=None, microsecond=0),
        "altitude": Altitude(value_m=float(to_ellipsoid_m(z, lon, lat)), datum=Datum.ELLIPSOID),
        "attitude": Attitude(0.0, -90.0, 0.0), "rtk": RtkSolution.FIXED,
    }  # fmt: skip
    return Seized(Photo(**{**told, **changes}), look)


def judged(*seized: Seized):
    photos = placed(seized, XT2.camera, FRAME, 600.0)
    flaws = flaws_of(photos, GROUND, APART_M, NOW)
    y = Y0 + 200.0 + APART_M * np.arange(10)
    places = np.column_stack((np.full(10, X0 + 500.0), y, np.full(10, 700.0)))
    ahead, zeros = np.tile([0.0, 1.0], (10, 1)), np.zeros(10, np.int32)
    triggers = Triggers(places, ahead, zeros, zeros, APART_M)
    double = flaws.masks[Flaw.DUPLICATE]
    pairs = matched(photos, triggers, flaws.sees | double, double)
    return with_heights(flaws, photos, pairs, triggers, GROUND), pairs


def line(**of_fifth) -> list[Seized]:
    return [photo(k, **(of_fifth if k == 5 else {})) for k in range(10)]


def test_a_good_line_has_no_flaw_and_is_the_plans() -> None:
    flaws, pairs = judged(*line())
    assert [flaws.of(k) for k in range(10)] == [()] * 10
    assert pairs.trigger.tolist() == list(range(10)) and not pairs.lines.any()


@pytest.mark.parametrize(
    ("flaw", "changes"),
    [
        (Flaw.ELSEWHERE, {"xy": (X0 + 9000.0, Y0)}),
        (Flaw.NO_HEIGHT, {"altitude": None}),
        (Flaw.NO_HEIGHT, {"z": 590.0}),
        (Flaw.BLURRED, {"look": PixelCheck(0.02, 1.0, 0.0, 0.0)}),
        (Flaw.EXPOSURE, {"look": PixelCheck(None, 0.0, 0.8, 0.0)}),
        (Flaw.DUPLICATE, {"xy": (X0 + 500.2, Y0 + 200.0 + 4 * APART_M)}),
    ],
)
def test_what_shows_nothing_is_missing(flaw, changes) -> None:
    flaws, pairs = judged(*line(**changes))
    assert flaws.of(5) == (flaw,) and not flaws.sees[5]
    assert pairs.photo[5] == -1 and (np.delete(pairs.photo, 5) >= 0).all()


@pytest.mark.parametrize(
    ("flaw", "changes"),
    [
        (Flaw.HORIZON, {"attitude": Attitude(0.0, -10.0, 0.0)}),
        (Flaw.HEIGHT, {"z": 730.0}),
        (Flaw.CLOCK, {"satellite_time": NOW + timedelta(seconds=15, minutes=7)}),
        (Flaw.CLOCK, {"satellite_time": NOW - timedelta(days=1)}),
        (Flaw.CLOCK, {"taken": datetime(2019, 1, 1)}),
    ],
)
def test_what_is_told_and_counts_all_the_same(flaw, changes) -> None:
    flaws, pairs = judged(*line(**changes))
    named = [k for k in range(10) if flaw in flaws.of(k)]
    (k,) = named
    assert flaws.sees[k] and (pairs.trigger[k] >= 0)


def test_a_clock_of_another_zone_is_right() -> None:
    taken = (NOW + timedelta(hours=8, seconds=15)).replace(tzinfo=None, microsecond=0)
    flaws, _ = judged(photo(5, taken=taken, satellite_time=NOW + timedelta(seconds=15)))
    assert flaws.of(0) == ()


def test_a_barometer_counts_from_the_take_off_place() -> None:
    one = photo(0, rtk=RtkSolution.UNTOLD, above_home_m=80.0)
    assert placed([one], XT2.camera, FRAME, 610.0).places_m[0, 2] == pytest.approx(690.0)


def test_a_line_crossed_is_not_the_photos_line() -> None:
    across = [photo(k, xy=(X0 + 430.0 + 20.0 * k, Y0 + 300.0)) for k in range(8)]
    _, pairs = judged(*across)
    assert (pairs.trigger == -1).all() and (pairs.lines > 0).all()


def test_cameras_are_known_by_size_and_lens() -> None:
    sensors = [sensor(key) for key in ("h20t-thermal", "xt2", "p1-35", "p1-50")]
    assert recognised(photo(0).photo, sensors).sensor.key == "xt2"
    other = recognised(photo(0, focal_mm=13.5).photo, [sensor("xt2")], sensors)
    assert other.sensor.key == "h20t-thermal"
    large = {"width_px": 8192, "height_px": 5460}
    found = recognised(photo(0, focal_mm=50.0, **large).photo, sensors)
    assert found.sensor.key == "p1-50" and not found.other_lens
    # A lens that is in no catalogue is the planned camera's, with the focal length of the photo.
    long = recognised(photo(0, focal_mm=19.0).photo, [sensor("xt2")], sensors)
    assert long.sensor.key == "xt2"
    assert long.other_lens and long.camera.focal_mm == 19.0
    assert recognised(photo(0, width_px=1000, height_px=999).photo, sensors) is None


def test_a_camera_that_hangs_turned_is_told() -> None:
    straight = placed(line(), XT2.camera, FRAME, 600.0)
    assert turned_deg(straight) < 2.0
    beside = [photo(k, attitude=Attitude(90.0, -90.0, 0.0)) for k in range(10)]
    assert turned_deg(placed(beside, XT2.camera, FRAME, 600.0)) > 85.0
    none = [photo(k, attitude=None) for k in range(10)]
    assert np.isnan(turned_deg(placed(none, XT2.camera, FRAME, 600.0)))


def test_photos_that_look_elsewhere_from_the_same_place_are_of_other_strips() -> None:
    # One line, planned twice: looking down, and ahead on the way back; and one 15 m above it. The
    # first was not flown.
    aslant = [
        photo(19 - k, xy=(X0 + 500.0, Y0 + 200.0 + APART_M * k), attitude=Attitude(0.0, -45.0, 0.0))
        for k in range(10)
    ]
    above = [photo(20 + k, xy=(X0 + 500.0, Y0 + 200.0 + APART_M * k), z=715.0) for k in range(10)]
    photos = placed([*aslant[::-1], *above], XT2.camera, FRAME, 600.0)
    y = Y0 + 200.0 + APART_M * np.arange(10)
    places = np.column_stack((np.full(10, X0 + 500.0), y, np.full(10, 700.0)))
    all_places = np.vstack((places, places, np.add(places, (0.0, 0.0, 15.0))))
    straight, ahead = (0.0, 0.0, -1.0), (0.0, np.sqrt(0.5), -np.sqrt(0.5))
    views = np.repeat([straight, ahead, straight], 10, axis=0)
    zeros = np.zeros(30, np.int32)
    triggers = Triggers(
        all_places, np.tile([0.0, 1.0], (30, 1)), zeros, zeros, APART_M, np.asarray(views)
    )
    pairs = matched(photos, triggers, np.ones(20, np.bool_))
    assert pairs.trigger.tolist() == [*range(19, 9, -1), *range(20, 30)]
