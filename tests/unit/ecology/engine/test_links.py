"""Links that a stranger has prepared in a study or its results: none is written through."""

from dataclasses import replace

import pytest

from missionplanner.ecology.engine.change.trend import run_trend
from missionplanner.ecology.engine.change.zones import run_zones
from missionplanner.ecology.engine.index.stage import STAGE, run_index
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.stage import StageJob
from missionplanner.errors import OutputError
from missionplanner.operations.ecology import Results
from missionplanner.operations.ecology_tables import write_tables
from missionplanner.raster.files import info
from missionplanner.storage.atomic import write_whole
from missionplanner.tasks.progress import silent

DAY = "2014-07-01"


@pytest.fixture
def own(tmp_path):
    """Give a folder of the user's own, and hold that nothing in it is changed."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "file").write_text("own")
    yield folder
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("file", "own")]


@pytest.fixture
def prepared(make_study):
    """Return a study of one epoch whose results go beside it, and its place."""
    study, place = make_study(epochs=1)
    return study, replace(place, out=place.folder / "study-results")


@pytest.mark.parametrize("where", ["", ".work", "irsei", "KEY", f"KEY/{DAY}", f"KEY/{DAY}/first"])
def test_a_folder_that_is_a_link_is_refused(prepared, own, where):
    study, place = prepared
    made = PreparedStudy(study, place)
    key = STAGE.scratch(StageJob(made.settings, made.files, None), place).relative_to(place.out)
    link = place.out / where.replace("KEY", str(key))
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(own, target_is_directory=True)
    with pytest.raises(OutputError, match="is a link to another place"):
        run_index(PreparedStudy(study, place), silent())


@pytest.mark.parametrize(
    "where",
    [
        *("irsei.json", ".irsei.json.part", ".lock", ".work/lock", ".work/hashes.json"),
        *(f"irsei/irsei_{DAY}.tif", f"irsei/.irsei_{DAY}.tif.blocks"),
        f"irsei/.irsei_{DAY}.tif.part",
    ],
)
def test_a_file_that_is_a_link_is_replaced_or_left(prepared, own, where):
    study, place = prepared
    link = place.out / where
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(own / "file")
    result = run_index(PreparedStudy(study, place), silent())
    for file in ("irsei.json", *result.files.values()):
        assert not (place.out / file).is_symlink()
    assert info(place.out / f"irsei/irsei_{DAY}.tif").tags["MISSIONPLANNER_STAGE"] == STAGE.name


@pytest.mark.parametrize("stage", ["trend", "zones", "tables"])
def test_the_folders_of_later_results_are_no_links(make_study, own, stage):
    zones = {
        "type": "Polygon",
        "coordinates": [[[-87, 36.1], [-86.9, 36.1], [-86.9, 36.2], [-87, 36.1]]],
    }

    def with_zones(data, folder):
        text = str(zones).replace("'", '"')
        write_whole(folder / "zones.geojson", text.encode())
        data["zones"] = "zones.geojson"

    study, place = make_study(epochs=3, change=with_zones)
    place.out.mkdir()
    (place.out / stage).symlink_to(own, target_is_directory=True)
    with pytest.raises(OutputError, match="is a link to another place"):
        if stage == "tables":
            write_tables(place.out, Results(index=run_index(PreparedStudy(study, place), silent())))
        else:
            (run_trend if stage == "trend" else run_zones)(PreparedStudy(study, place), silent())


def test_results_behind_the_users_own_link_are_written(prepared, tmp_path):
    study, place = prepared
    (tmp_path / "disk").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "disk", target_is_directory=True)
    place = replace(place, out=tmp_path / "way" / "results")
    result = run_index(PreparedStudy(study, place), silent())
    assert all((tmp_path / "disk" / "results" / file).is_file() for file in result.files.values())
