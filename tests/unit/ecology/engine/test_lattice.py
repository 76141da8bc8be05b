import json
from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box, mapping

from missionplanner.ecology.engine.bands.blocking import blocks_of
from missionplanner.ecology.engine.bands.lattice import lattice
from missionplanner.ecology.engine.freshness import fingerprint, is_fresh, tags, work_key
from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.model.study import GridOptions
from missionplanner.raster.files import RasterWriter
from missionplanner.raster.grid import Block
from tests.unit.ecology.engine.conftest import COLUMNS, NORTH_WEST, ROWS, write_band


def gridded(study, **options):
    return study.model_copy(update={"grid": GridOptions(**options)})


def test_the_first_epochs_own_lattice_is_kept_to_the_bit(make_study):
    study, place = make_study()
    found = lattice(study, place)
    assert (found.note.west_m, found.note.north_m) == NORTH_WEST
    assert (found.note.width, found.note.height) == (COLUMNS, ROWS)
    assert found.note.epsg == 32616 and found.cell_m2 == 900
    assert found.note.resampled == ()


def test_a_cell_and_a_system_that_are_asked_for(make_study):
    study, place = make_study(epochs=1)
    found = lattice(gridded(study, cell_m=50.0), place)
    assert found.note.cell_m == 50 and found.note.west_m % 50 == 0
    # 3300 m by 2700 m, from whole fifties.
    assert (found.note.width, found.note.height) == (66, 54)
    other = lattice(gridded(study, epsg=32615, cell_m=30.0), place)
    assert other.note.epsg == 32615 and len(other.note.resampled) == 7
    with pytest.raises(InputError, match="EPSG:4326 is not in metres"):
        lattice(gridded(study, epsg=4326), place)
    with pytest.raises(InputError, match="no coordinate system EPSG:1"):
        lattice(gridded(study, epsg=1), place)
    with pytest.raises(InputError, match="smaller than a cell"):
        lattice(gridded(study, cell_m=90_000.0), place)


def test_degrees_become_their_utm_zone(make_study):
    def change(data, folder):
        rng = np.random.default_rng(2)
        for band in data["epochs"][0]["bands"].values():
            values = rng.uniform(100, 900, (80, 80)).astype("uint16")
            write_band(folder / band["path"], values, (117.2, -33.1), 0.0003, 4326)
        write_band(
            folder / "2014-07-01_heat.tif",
            rng.normal(300, 4, (80, 80)),
            (117.2, -33.1),
            0.0003,
            4326,
        )

    study, place = make_study(epochs=1, change=change)
    found = lattice(study, place)
    assert found.note.epsg == 32750
    # 0.0003 degrees are 33 m northward and 28 m eastward here.
    assert 25 < found.note.cell_m < 35


def test_the_box_of_the_zones(make_study):
    study, place = make_study(epochs=1)
    area = box(500_315, 3_998_010, 501_590, 3_999_700)
    x, y = transform(*np.array(area.exterior.coords).T, "EPSG:32616", "EPSG:4326")
    shape = {"type": "Polygon", "coordinates": [list(zip(x.tolist(), y.tolist(), strict=True))]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (place.folder / "zones.geojson").write_text(text)
    assert mapping(area)
    study = gridded(study, extent="zones")
    with pytest.raises(InputError, match="there are none"):
        lattice(study, place)
    found = lattice(study.model_copy(update={"zones": "zones.geojson"}), place).note
    assert (found.west_m, found.north_m) == (500_330, 3_999_700)
    assert (found.width, found.height) == (42, 56)


def test_the_extent_of_the_first_epoch(make_study):
    def change(data, folder):
        write_band(folder / "2015-07-01_red.tif", np.ones((20, 20), "uint16"))

    study, place = make_study(change=change)
    assert lattice(study, place).note.width == 20
    assert lattice(gridded(study, extent="first"), place).note.width == COLUMNS


def test_a_raster_without_a_system_is_told(make_study):
    def change(data, folder):
        write_band(folder / "2014-07-01_red.tif", np.ones((9, 9), "uint16"), epsg=None, crs=None)

    study, place = make_study(epochs=1, change=change)
    with pytest.raises(InputError, match="names no coordinate system"):
        lattice(study, place)


def test_files_stored_by_rows_are_worked_on_by_rows(make_study):
    study, place = make_study(epochs=1)
    grid = lattice(study, place).grid
    striped = [place.folder / "dem.tif"]
    found = blocks_of(grid, striped, 40)
    assert {block.columns for block in found} == {COLUMNS}
    assert [block.rows for block in found] == [14] * 6 + [6]
    assert sum(block.rows for block in found) == ROWS
    tiled = place.folder / "tiled.tif"
    write_band(tiled, np.ones((ROWS, COLUMNS), "uint8"), tiled=True, blockxsize=16, blockysize=16)
    assert blocks_of(grid, [*striped, tiled], 40)[0] == Block(0, 0, 40, 40)


def test_a_fingerprint_follows_content_and_settings_not_time(make_study):
    _, place = make_study(epochs=1)
    files = [place.folder / "dem.tif"]
    first = fingerprint("irsei", {"a": 1}, files, place)
    files[0].touch()
    assert fingerprint("irsei", {"a": 1}, files, place) == first
    assert fingerprint("irsei", {"a": 2}, files, place) != first
    assert fingerprint("trend", {"a": 1}, files, place) != first
    assert fingerprint("irsei", {"a": 1}, files, replace(place, dtype="float64")) != first
    key = work_key("irsei", {"a": 1}, files, place)
    write_band(files[0], np.ones((ROWS, COLUMNS), "float32"))
    assert fingerprint("irsei", {"a": 1}, files, place) != first
    assert work_key("irsei", {"a": 1}, files, place) != key
    with pytest.raises(InputError, match="no such file"):
        fingerprint("irsei", {}, [place.folder / "none.tif"], place)


def test_a_raster_is_fresh_while_it_carries_the_fingerprint(make_study):
    study, place = make_study(epochs=1)
    grid, target = lattice(study, place).grid, place.folder / "made.tif"
    assert not is_fresh(target, "f1")
    notes = tags("irsei", {"a": 1}, [place.folder / "dem.tif"], "f1", place)
    with RasterWriter(target, grid, tags=notes) as out:
        out.write(Block(0, 0, ROWS, COLUMNS), np.ones((ROWS, COLUMNS), np.float32))
    assert is_fresh(target, "f1") and not is_fresh(target, "f2")
    target.write_bytes(b"II*\0 no more")
    assert not is_fresh(target, "f1")
