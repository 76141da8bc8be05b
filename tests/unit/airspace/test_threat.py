from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from shapely.geometry import LineString, box

from missionplanner.airspace import unheard
from missionplanner.airspace.threat import DEFAULT_RULE, ThreatRule, threat_index, threat_parts
from missionplanner.airspace.unheard import unheard_share
from missionplanner.airspace.zones import HardZone
from missionplanner.errors import InputError
from missionplanner.model.airspace import PowerLine, RiskRaster, Threats
from missionplanner.model.places import Altitude, Datum
from missionplanner.raster.files import write_geotiff
from missionplanner.terrain.dem import Terrain

X0, Y0, CELL = 500_000.0, 4_180_000.0, 10.0
CALM = (0.0, 0.0)
Maker = Callable[[NDArray[np.float64]], Terrain]


@pytest.fixture
def flat(make_terrain: Maker) -> Terrain:
    return make_terrain(np.full((60, 80), 600.0))


@pytest.fixture
def ridge(make_terrain: Maker) -> Terrain:
    """A ridge along column 40, 36 deg on both sides."""
    east = np.arange(80.0) * CELL
    return make_terrain(np.tile(900 - 0.73 * np.abs(east - 400), (60, 1)))


def test_flat_ground_in_calm_air_far_from_all_has_no_threat(flat: Terrain) -> None:
    assert (threat_index(flat, Threats(), (), CALM) == 0).all()


def test_the_threat_falls_off_around_a_zone(flat: Terrain) -> None:
    zone = HardZone("z", box(X0 + 395, Y0 + 95, X0 + 405, Y0 + 505))
    threat = threat_index(flat, Threats(), (zone,), CALM)
    assert threat[30, 40] == pytest.approx(0.6)
    row = threat[30, 41:70]
    assert (np.diff(row) < 0).all()
    assert row[12] / row[6] == pytest.approx(np.exp(-1))  # 60 m farther


def test_a_zone_far_above_the_flight_is_no_threat(flat: Terrain) -> None:
    high = HardZone(
        "airway", box(X0, Y0, X0 + 800, Y0 + 600), Altitude(value_m=900, datum=Datum.AGL)
    )
    assert (threat_index(flat, Threats(), (high,), CALM) == 0).all()


def test_a_power_line_is_a_threat(flat: Terrain) -> None:
    line = flat.frame.unproject(LineString([(X0 + 100, Y0 + 300), (X0 + 600, Y0 + 300)]))
    threat = threat_index(flat, Threats(power_lines=(PowerLine("l", line, 45, 30),)), (), CALM)
    assert threat[30, 30] == pytest.approx(0.6)
    assert threat[50, 30] < 0.1


def test_the_lee_side_is_worse_than_the_windward_side(ridge: Terrain) -> None:
    threat = threat_index(ridge, Threats(), (), (8.0, 0.0))
    assert threat[30, 55] > threat[30, 25] + 0.1
    turned = threat_index(ridge, Threats(), (), (-8.0, 0.0))
    assert turned[30, 25] == pytest.approx(threat[30, 55])
    assert threat[30, 25] == pytest.approx(threat_index(ridge, Threats(), (), CALM)[30, 25])


def test_unknown_ground_is_the_worst_and_spoils_nothing_beside_it(make_terrain: Maker) -> None:
    height = np.full((60, 80), 600.0)
    height[:, :20] = np.nan
    threat = threat_index(make_terrain(height), Threats(), (), (8.0, 3.0))
    assert (threat[:, :20] == 1).all()
    assert threat[:, 20:] == pytest.approx(0.0, abs=1e-9)


def test_the_highest_soft_risk_counts(flat: Terrain, tmp_path: Path) -> None:
    low, high = np.full((60, 80), 0.2), np.zeros((60, 80))
    high[10:20] = 0.7
    high[20:30] = 3.0  # not a share: cut to 1
    risks = []
    for name, values in (("low", low), ("high", high)):
        path = tmp_path / f"{name}.tif"
        write_geotiff(path, values, X0, Y0, CELL, 32649, {}, -9999.0)
        risks.append(RiskRaster(name, path))
    threat = threat_index(flat, Threats(risks=tuple(risks)), (), CALM)
    assert threat[5, 40] == pytest.approx(0.2)
    assert threat[15, 40] == pytest.approx(0.7)
    assert threat[25, 40] == pytest.approx(1.0)


def test_a_risk_that_is_no_raster_is_refused(flat: Terrain, tmp_path: Path) -> None:
    path = tmp_path / "risk.tif"
    path.write_text("not a raster")
    with pytest.raises(InputError, match=r"risk\.tif"):
        threat_index(flat, Threats(risks=(RiskRaster("r", path),)), (), CALM)


weights = st.floats(0, 1)


@settings(max_examples=40, deadline=None)
@given(
    height=arrays(np.float64, (12, 12), elements=st.floats(0, 5000) | st.just(np.nan)),
    wind=st.tuples(st.floats(-40, 40), st.floats(-40, 40)),
    rule=st.builds(ThreatRule, slope=weights, lee=weights, nearness=weights),
)
def test_the_index_is_a_share_whatever_the_ground(
    make_terrain: Maker,
    height: NDArray[np.float64],
    wind: tuple[float, float],
    rule: ThreatRule,
) -> None:
    zone = HardZone("z", box(X0 + 30, Y0 + 30, X0 + 50, Y0 + 50))
    threat = threat_index(make_terrain(height), Threats(), (zone,), wind, rule)
    assert threat.shape == (12, 12)
    assert ((threat >= 0) & (threat <= 1)).all()


def test_behind_a_ridge_nobody_is_heard_where_that_is_asked_for(make_terrain: Maker) -> None:
    height = np.zeros((40, 120))
    height[:, 58:62] = 900.0  # far higher than what flies
    wall = make_terrain(height)
    here = (X0 + 10 * CELL, Y0 + 20 * CELL)
    there = (X0 + 110 * CELL, Y0 + 20 * CELL)
    still, rule = (0.0, 0.0), ThreatRule(slope=0.0, link=0.5)
    parts = threat_parts(wall, Threats(), (), still, rule, (here,))
    assert parts.link[20, 15] < 0.02 and parts.link[20, 70] > 0.4 and parts.link.max() <= 0.5
    index = threat_index(wall, Threats(), (), still, rule, (here,))
    np.testing.assert_allclose(index, parts.link)
    # A second station beyond it hears what the first does not; and without the weight none counts.
    both = threat_parts(wall, Threats(), (), still, rule, (here, there))
    assert both.link[20, 70] < 0.02
    assert not threat_parts(wall, Threats(), (), still, DEFAULT_RULE, (here,)).link.any()
    assert not threat_parts(wall, Threats(), (), still, rule).link.any()


def test_of_large_terrain_every_nth_cell_is_judged(
    make_terrain: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, cols = np.mgrid[:40, :60]
    hills = make_terrain(60.0 * np.sin(rows / 9.0) + 80.0 * np.cos(cols / 11.0))
    here = ((X0 + 5 * CELL, Y0 + 5 * CELL),)
    whole = unheard_share(hills, here)
    monkeypatch.setattr(unheard, "_MOST_CELLS", 40 * 60 // 9)
    thinned = unheard_share(hills, here)
    assert thinned.shape == whole.shape
    assert np.abs(thinned - whole).mean() < 0.02


def test_each_part_has_its_own_map_and_the_index_is_made_of_them(
    ridge: Terrain, tmp_path: Path
) -> None:
    line = ridge.frame.unproject(LineString([(X0 + 50, Y0 + 10), (X0 + 50, Y0 + 590)]))
    zone = HardZone("z", box(X0 + 650, Y0 + 250, X0 + 700, Y0 + 300))
    path = tmp_path / "people at work.tif"
    write_geotiff(path, np.full((60, 80), 0.5), X0, Y0, CELL, 32649, {}, -9999.0)
    risk = RiskRaster(path.stem, path)
    threats = Threats(power_lines=(PowerLine("l", line, 45, 30),), risks=(risk,))
    parts = threat_parts(ridge, threats, (zone,), (8.0, 0.0))
    assert parts.lee[30, 50] > 0.1 > parts.lee[30, 30] == 0.0
    assert parts.zones[27, 67] == pytest.approx(0.6) and parts.zones[27, 20] < 0.01
    assert parts.wires[30, 5] == pytest.approx(0.6) and parts.wires[30, 60] < 0.01
    assert (parts.people == 0.5).all() and (parts.soft == 0.0).all()
    index = threat_index(ridge, threats, (zone,), (8.0, 0.0))
    np.testing.assert_allclose(index, parts.index)
    rule = ThreatRule(lee=0.0, wires=0.0, people=0.2)
    other = threat_parts(ridge, threats, (zone,), (8.0, 0.0), rule)
    assert (other.lee == 0.0).all() and (other.wires == 0.0).all()
    assert other.people[0, 0] == pytest.approx(0.1)
