import json
import math

import numpy as np
import pytest
from shapely.geometry import box

from missionplanner.ecology.engine.change import trend as trend_stage
from missionplanner.ecology.engine.change import zones as zones_stage
from missionplanner.ecology.engine.change.zones import run_zones
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.ecology import Grade, ZonesResult
from missionplanner.raster.files import read_window
from missionplanner.tasks.progress import silent
from missionplanner.vector.files import write_features
from tests.unit.ecology.engine.conftest import said
from tests.unit.ecology.engine.known_index import (
    CELL_M,
    COLUMNS,
    EPSG,
    NORTH,
    ROWS,
    WEST,
    known,
    series,
)


def cells(column, row, columns, rows):
    """Return a rectangle of whole cells, degrees."""
    west, north = WEST + column * CELL_M, NORTH - row * CELL_M
    rectangle = box(west, north - rows * CELL_M, west + columns * CELL_M, north)
    return SiteFrame(EPSG).unproject(rectangle)


PIT, DUMP = cells(2, 10, 10, 12), cells(50, 4, 12, 20)
ACROSS = cells(8, 10, 10, 12)  # six columns of it lie beyond the pit
FAR = cells(400, 10, 10, 10)


@pytest.fixture
def study(tmp_path, monkeypatch):
    def make(**zones):
        write_features(
            tmp_path / "zones.geojson", "zones", list(zones.values()), {"name": list(zones)}
        )
        made = known(tmp_path, series(), block_cells=20, zones="zones.geojson")
        monkeypatch.setattr(trend_stage, "run_index", made.run_index)
        monkeypatch.setattr(zones_stage, "run_index", made.run_index)
        return made

    return make


def test_zones_are_those_of_the_cells_within(study):
    made = study(pit=PIT, dump=DUMP)
    found = run_zones(PreparedStudy(made.study, made.place), silent())
    pit, dump = found.zones
    inside = made.index[:, 10:22, 2:12].astype(float)
    assert pit.area_m2 == 120 * CELL_M**2
    assert pit.means == pytest.approx(np.nanmean(inside, axis=(1, 2)), abs=1e-9)
    spread = np.nanstd(inside, axis=(1, 2)) / np.nanmean(inside, axis=(1, 2))
    assert pit.spatial_cv == pytest.approx(spread, abs=1e-9)
    slope = read_window(made.place.out / "trend/slope.tif", 10, 2, 12, 10)
    assert pit.mean_change == pytest.approx(np.nanmean(slope), abs=1e-9)
    assert pit.mean_change < -0.03 and dump.mean_change > 0.01
    assert pit.significant_share > 0.9 and pit.p < 0.001 and dump.improving_share > 0.9
    valid = np.isfinite(inside[-1]).sum() * CELL_M**2
    assert sum(pit.grades_m2[-1].values()) == pytest.approx(valid)
    poor = (inside[-1] < 0.4).sum() * CELL_M**2
    assert pit.grades_m2[-1][Grade.POOR] + pit.grades_m2[-1][Grade.BAD] == pytest.approx(poor)


def test_what_no_zone_holds_and_what_two_claim_is_told(study):
    made = study(pit=PIT, across=ACROSS)
    found = run_zones(PreparedStudy(made.study, made.place), silent())
    assert [zone.area_m2 / CELL_M**2 for zone in found.zones] == [120, 120]
    assert found.overlap_m2 == 48 * CELL_M**2
    assert found.unassigned_m2 == (ROWS * COLUMNS - 15 - 192) * CELL_M**2
    assert said(found.warnings)[-1].endswith(
        "in two zones or more, and count in each of them: pit and across"
    )


def test_zones_that_overlap_have_the_figures_they_have_alone(study):
    names = {"pit": PIT, "across": ACROSS, "dump": DUMP, "all": cells(0, 0, COLUMNS, ROWS)}
    made = study(**names)
    together = run_zones(PreparedStudy(made.study, made.place), silent()).zones
    for zone, (name, shape) in zip(together, names.items(), strict=True):
        made = study(**{name: shape})
        (alone,) = run_zones(PreparedStudy(made.study, made.place), silent()).zones
        for key in ("area_m2", "valid_m2", "means", "mean_change", "spatial_cv", "mean_cv"):
            assert getattr(zone, key) == pytest.approx(getattr(alone, key), rel=1e-9), (name, key)
        assert zone.grades_m2 == alone.grades_m2


def test_zones_that_only_touch_are_not_called_overlapping(study):
    made = study(pit=PIT, beside=cells(12, 10, 4, 12))
    found = run_zones(PreparedStudy(made.study, made.place), silent())
    assert found.overlap_m2 == 0
    assert not [line for line in said(found.warnings) if "two zones" in line]


def test_what_is_no_zone_in_their_file_is_told(study):
    made = study(pit=PIT)
    path = made.place.folder / "zones.geojson"
    whole = json.loads(path.read_text())
    whole["features"].append({"type": "Feature", "properties": {"name": "lost"}, "geometry": None})
    path.write_text(json.dumps(whole))
    told = said(run_zones(PreparedStudy(made.study, made.place), silent()).told)
    assert told == ("zones.geojson: lost: has no shape, passed over",)


def test_the_raster_of_zones_has_their_numbers(study):
    made = study(pit=PIT, dump=DUMP)
    found = run_zones(PreparedStudy(made.study, made.place), silent())
    numbers = read_window(made.place.out / found.files["zones"], 0, 0, ROWS, COLUMNS)
    assert np.isnan(numbers[0, 0])
    assert (numbers[10:22, 2:12] == 1).all() and (numbers[4:24, 50:62] == 2).all()


def test_zones_that_call_for_attention_are_listed(study):
    made = study(pit=PIT, dump=DUMP)
    warnings = said(run_zones(PreparedStudy(made.study, made.place), silent()).warnings)
    assert len(warnings) == 3
    assert warnings[0].startswith("pit: ") and "degrades significantly" in warnings[0]
    assert "its mean fell by 0.33 from the first to the last date" in warnings[1]
    assert "Poor or Bad" in warnings[2]


def test_a_zone_outside_keeps_its_row_without_figures(study):
    made = study(far=FAR, pit=PIT)
    found = run_zones(PreparedStudy(made.study, made.place), silent())
    far = found.zones[0]
    assert far.area_m2 == pytest.approx(100 * CELL_M**2, rel=1e-3)
    assert far.valid_m2 == 0 and math.isnan(far.mean_change) and far.p is None
    assert said(found.warnings)[0] == "far: lies outside the rasters"
    text = (made.place.out / "zones.json").read_text()
    saved = json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert saved["zones"][0]["means"] == [None] * 11
    assert math.isnan(ZonesResult.model_validate_json(text).zones[0].means[0])


def test_a_zone_between_cell_centres_is_told_as_too_small(study):
    corner = SiteFrame(EPSG).unproject(box(WEST + 5, NORTH - 10, WEST + 10, NORTH - 5))
    made = study(dot=corner, pit=PIT)
    found = run_zones(PreparedStudy(made.study, made.place), silent())
    assert said(found.warnings)[0].startswith("dot: holds the centre of no cell")


def test_zones_all_outside_are_refused(study):
    made = study(far=FAR)
    with pytest.raises(InputError, match="none of the zones lies on the rasters"):
        run_zones(PreparedStudy(made.study, made.place), silent())


def test_a_study_without_zones_says_how_to_give_them(study):
    made = study(pit=PIT)
    without = made.study.model_copy(update={"zones": None})
    with pytest.raises(InputError, match=r"names no zones.*--zones"):
        run_zones(PreparedStudy(without, made.place), silent())


def test_fresh_zones_are_read_again_and_other_thresholds_are_not(study, monkeypatch):
    made = study(pit=PIT, dump=DUMP)
    first = run_zones(PreparedStudy(made.study, made.place), silent())
    monkeypatch.setattr(zones_stage, "_summed", None)
    assert run_zones(PreparedStudy(made.study, made.place), silent()) == first
    with pytest.raises(TypeError):
        run_zones(PreparedStudy(made.changed(warn_poor_share=0.9), made.place), silent())


def test_other_outlines_are_other_zones(study):
    made = study(pit=PIT)
    first = run_zones(PreparedStudy(made.study, made.place), silent())
    write_features(made.place.folder / "zones.geojson", "zones", [DUMP], {"name": ["pit"]})
    assert run_zones(PreparedStudy(made.study, made.place), silent()).zones != first.zones
