"""What is computed for the map and the charts, without a window."""

from dataclasses import replace

import numpy as np
import pytest

from missionplanner.model.flown import strips_of
from missionplanner.model.plan import LegKind
from missionplanner.ui.charts.charts import ticks
from missionplanner.ui.map.relief import (
    colour_range,
    contour_interval,
    contours,
    draw_relief,
    gaussian,
    ramp_rgba,
)
from missionplanner.ui.plan.flying import rough_course
from missionplanner.ui.plan.layers.routes import arrows, badge_place, runs, split
from missionplanner.ui.plan.layers.zones import heights
from missionplanner.ui.style.tokens import DARK, LIGHT, Tokens
from missionplanner.ui.widgets import numbers as words
from tests.ui import factory


def test_heights_between_cells_are_bilinear() -> None:
    ground = factory.ground()
    x = np.array([factory.X0 + 1005.0, factory.X0 - 1.0])
    y = np.array([factory.Y0 + 1000.0, factory.Y0 + 500.0])
    z = ground.height_m
    found = ground.height_at(x, y)
    assert found[0] == pytest.approx((z[100, 100] + z[100, 101]) / 2, abs=1e-3)
    assert np.isnan(found[1])


def test_nodata_is_transparent_and_makes_no_cliff() -> None:
    ground = factory.ground()
    relief = draw_relief(ground, LIGHT)
    assert (relief.rgba[:3, :, 3] == 0).all()
    assert (relief.rgba[3:, :, 3] == 255).all()
    level = replace(ground, height_m=np.where(np.isnan(ground.height_m), np.nan, 640).astype("f4"))
    rgba = draw_relief(level, LIGHT).rgba[3:]
    assert np.ptp(rgba[..., :3], axis=(0, 1)).max() <= 1, "level ground is lit evenly"


def test_a_slope_to_the_light_is_brighter() -> None:
    ground = factory.ground()
    y, x = np.mgrid[0:50, 0:50] * 10.0
    toward = replace(ground, height_m=(500 + 0.5 * (x - y)).astype("f4"))  # faces north-west
    away = replace(ground, height_m=(500 - 0.5 * (x - y)).astype("f4"))
    light = draw_relief(toward, LIGHT).rgba[25, 25, :3].sum()
    assert light > draw_relief(away, LIGHT).rgba[25, 25, :3].sum() + 30


def test_contours_lie_on_their_height() -> None:
    ground = factory.ground()
    minor, major = contours(ground, 20.0)
    assert minor and major
    on = np.concatenate([ground.height_at(*line.T) for line in minor[:20]])
    assert np.nanmedian(np.abs(on / 20.0 - np.round(on / 20.0))) < 0.1


def test_colours_and_contours_follow_the_relief() -> None:
    z = factory.ground().height_m
    low, high = colour_range(z)
    assert low < np.nanpercentile(z, 5) < np.nanpercentile(z, 95) < high
    assert 6 <= (high - low) / contour_interval(z) <= 16
    assert colour_range(np.full((4, 4), np.nan, "f4")) == (0.0, 10.0)


def test_the_gaussian_keeps_the_sum() -> None:
    z = np.zeros((21, 23), dtype=np.float32)
    z[10, 11] = 1.0
    smoothed = gaussian(z, 1.5)
    assert smoothed.sum() == pytest.approx(1.0, abs=1e-5)
    ratio = smoothed[10, 12] / smoothed[10, 11]
    assert ratio == pytest.approx(np.exp(-0.5 / 1.5**2), rel=1e-4)


def test_a_ramp_leaves_nodata_out() -> None:
    share = np.array([[0.0, 1.0, np.nan]])
    rgba = ramp_rgba(share, ("#000000", "#FF0000"), np.full((1, 3), 200.0))
    assert rgba[0].tolist() == [[0, 0, 0, 200], [255, 0, 0, 200], [0, 0, 0, 0]]


def test_a_route_falls_into_strips_turns_and_transit() -> None:
    waypoints = factory.waypoints(1)
    stretches = runs(waypoints)
    assert [s for *_, s in stretches] == [False] + [True, False] * 6
    assert stretches[0][0] == 0 and stretches[-1][1] == len(waypoints) - 1
    solid, dashed = split(waypoints)
    assert len(solid) == 1, "strips joined by short turns are one line"
    assert len(dashed) == 2, "from home and back"
    assert len(solid[0]) == 12, "points along a straight strip are not drawn"
    assert waypoints.leg[1] == LegKind.SURVEY


def test_arrows_point_along_the_flight() -> None:
    found = arrows(factory.waypoints(1))
    assert found
    first = found[0]
    assert first[2] == pytest.approx(0.0, abs=1e-6), "the first strip goes east"


def test_badges_step_along_their_route_not_to_cover_each_other() -> None:
    line = np.array([[0.0, 0.0], [500.0, 0.0]])
    assert badge_place(line, [], 50) == (0, 0)
    x, y = badge_place(line, [(0, 0), (40, 0)], 50)
    assert y == 0 and 90 <= x <= 105
    crowd = [(k * 10.0, 0.0) for k in range(60)]
    assert badge_place(line, crowd, 50) == (0, 0), "no room: better covered than far off"


def test_a_rough_course_follows_route_and_ground() -> None:
    sortie = factory.sortie(2)
    found = rough_course(sortie, factory.ground(), 500.0)
    assert found.along_m[0] == 0
    assert np.diff(found.along_m).min() > 0
    first = found.at_way(0.0)
    assert (first.x_m, first.y_m) == (sortie.waypoints.x_m[0], sortie.waypoints.y_m[0])
    assert first.agl_m == pytest.approx(100, abs=0.1)
    assert found.at_way(1e9).x_m == sortie.waypoints.x_m[-1]
    assert not found.measured
    assert [s.number for s in strips_of(found)] == list(range(6))


def test_ticks_are_round_and_few() -> None:
    assert ticks(21.2, 28.9, 4) == [22, 24, 26, 28]
    assert ticks(0, 10_000, 4) == [0, 5000, 10_000]
    assert ticks(5, 5) == [5]


def test_zone_heights_name_a_datum_that_is_not_above_ground() -> None:
    assert heights(factory.agl(0), factory.agl(95)) == "0–95 m"
    assert heights(None, None) == "≥ 0 m"
    high = factory.agl(0).model_copy(update={"datum": "egm96", "value_m": 900.0})
    assert "EGM96" in heights(factory.agl(0), high)


def test_words_for_numbers() -> None:
    assert words.number(-1234.5, 1) == "−1,234.5"
    assert words.percent(0.99999) == "99.9"
    assert words.percent(1.0) == "100.0"
    assert words.clock(1280) == "21:20"
    assert words.kilometres(940) == "940 m"
    assert words.degrees(-117.5, 39.9) == "117.50000° W   39.90000° N"


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        lin = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(theme: Tokens) -> None:
    for ink in ("text", "muted", "link", "ok", "warn", "error"):
        for paper in ("surface", "chrome", "raised", "tint"):
            assert contrast(getattr(theme, ink), getattr(theme, paper)) >= 4.5, (ink, paper)
    assert contrast(theme.accent, theme.on_accent) >= 4.5
    assert contrast(theme.surface, theme.control) >= 3
    assert all(contrast(hue, theme.surface) >= 3 for hue in theme.sorties)
