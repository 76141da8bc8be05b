"""Camera geometry against hand-worked figures of the paper and of reference cameras."""

import pytest

from missionplanner.aircraft import camera, catalogue
from missionplanner.aircraft.energy import best_range_mps
from missionplanner.errors import InputError
from tests.english import english

M300 = catalogue.aircraft("m300-rtk")


@pytest.mark.parametrize(
    ("key", "agl", "cm"),
    [("z30", 100, 6.47), ("h20t-wide", 100, 3.51), ("p1-35", 100, 1.26), ("p1-50", 80, 0.70),
     ("rededge-m", 80, 5.56), ("xt2", 65, 8.5), ("l1", 100, 2.74), ("generic", 100, 2.50)],
)  # fmt: skip
def test_gsd(key, agl, cm):
    assert camera.gsd_m(catalogue.sensor(key).camera, agl) * 100 == pytest.approx(cm, abs=0.01)


def test_generic_camera_sees_137_by_91_m():
    across, along = camera.footprint_m(catalogue.sensor("generic").camera, 100.0)
    assert across == pytest.approx(137.0, abs=1e-9)
    assert along == pytest.approx(91.333333, abs=1e-6)


def test_height_for_gsd_inverts_gsd():
    lens = catalogue.sensor("p1-35").camera
    assert camera.gsd_m(lens, camera.agl_for_gsd_m(lens, 0.02)) == pytest.approx(0.02)


def test_settings_of_the_benchmark_camera():
    found = camera.flight_settings(catalogue.sensor("generic"), M300)
    assert found.spacing_m == pytest.approx(41.1)
    assert found.trigger_distance_m == pytest.approx(18.2667, abs=1e-4)
    assert found.speed_mps == 10.0
    assert found.transit_speed_mps == best_range_mps(M300.power, 6.3 + 0.8, 15.0)
    assert found.interval_s == pytest.approx(1.82667, abs=1e-4)
    assert found.blur_px == pytest.approx(10 * 0.001 / (91.33333 / 3648), abs=1e-5)


def test_closer_strips_by_the_spacing_factor():
    plain = camera.flight_settings(catalogue.sensor("generic"), M300)
    close = camera.flight_settings(catalogue.sensor("generic"), M300, spacing_factor=0.92)
    assert close.spacing_m == pytest.approx(0.92 * plain.spacing_m)
    assert close.trigger_distance_m == plain.trigger_distance_m


def test_closer_images_by_the_trigger_factor():
    p1 = catalogue.sensor("p1-35")
    plain = camera.flight_settings(p1, M300, speed_mps=10.0)
    close = camera.flight_settings(p1, M300, trigger_factor=0.8, speed_mps=10.0)
    assert close.trigger_distance_m == pytest.approx(0.8 * plain.trigger_distance_m)
    assert close.interval_s == pytest.approx(0.8 * plain.interval_s)
    assert close.spacing_m == plain.spacing_m
    # An image each 0.7 s at the most: the aircraft slows down for closer ones.
    closest = camera.flight_settings(p1, M300, trigger_factor=0.4, speed_mps=10.0)
    assert closest.interval_s == pytest.approx(0.7) and closest.speed_mps < 10.0


@pytest.mark.parametrize("key", sorted(catalogue.sensor_keys()))
@pytest.mark.parametrize("asked", [None, 3.0, 60.0])
def test_no_setting_breaks_a_limit(key, asked):
    found = catalogue.sensor(key)
    made = camera.flight_settings(found, M300, speed_mps=asked)
    assert made.speed_mps <= M300.max_speed_mps
    assert made.interval_s >= found.min_interval_s - 1e-9
    assert made.interval_s * made.speed_mps <= made.trigger_distance_m + 1e-9
    assert made.blur_px is None or made.blur_px <= found.max_blur_px + 1e-9
    if asked == 3.0:
        assert made.speed_mps == 3.0


def test_which_limit_binds():
    z30, p1, rededge = (catalogue.sensor(key) for key in ("z30", "p1-50", "rededge-m"))
    # interval: 69.77 m along, 20 % of it every 2 s
    assert camera.speed_limit_mps(z30, M300) == pytest.approx(6.977, abs=1e-3)
    # blur: one pixel of 0.879 cm in 1/1000 s, and half of that speed in 1/500 s
    assert camera.speed_limit_mps(p1, M300) == pytest.approx(8.791, abs=1e-3)
    assert camera.speed_limit_mps(p1, M300, cloudy=True) == pytest.approx(4.396, abs=1e-3)
    # a camera that triggers itself once a second: spacing of images over interval
    assert camera.speed_limit_mps(rededge, M300) == pytest.approx(80 * 3.6 / 5.4 * 0.25, abs=1e-9)
    slow = M300.model_copy(update={"max_speed_mps": 5.0})
    assert camera.flight_settings(rededge, slow).transit_speed_mps == 5.0
    assert camera.speed_limit_mps(rededge, slow) == 5.0


def test_z30_says_it_cannot_meet_the_paper_and_who_can():
    told = " | ".join(english(camera.gsd_notes(catalogue.sensor("z30"))))
    assert "6.5 cm at 100 m" in told
    assert "up to 46 m" in told
    assert "below the paper's 80-120 m" in told
    assert "p1-35" in told


def test_h20t_meets_it_lower_within_the_papers_range():
    told = " | ".join(english(camera.gsd_notes(catalogue.sensor("h20t-wide"))))
    assert "3.5 cm at 100 m" in told
    assert "86 m" in told
    assert "below the paper" not in told


@pytest.mark.parametrize("key", ["p1-35", "rededge-m", "xt2", "generic"])
def test_no_note_where_the_gsd_is_met(key):
    assert camera.gsd_notes(catalogue.sensor(key)) == ()


def test_note_without_a_better_sensor():
    alone = catalogue.sensor("z30").model_copy(update={"better": None})
    assert len(camera.gsd_notes(alone)) == 2


@pytest.mark.parametrize(
    "wrong",
    [{"agl_m": 0.0}, {"agl_m": float("nan")}, {"sidelap": 1.0}, {"frontlap": -0.1},
     {"spacing_factor": 0.0}, {"speed_mps": -1.0}],
)  # fmt: skip
def test_impossible_settings_are_refused(wrong):
    with pytest.raises(InputError):
        camera.flight_settings(catalogue.sensor("generic"), M300, **wrong)
