"""What a study holds."""

import datetime
from pathlib import Path

from missionplanner.operations.study_contents import grouped_scenes, present_rasters, raster_key


def test_names_of_results_give_legend_and_date() -> None:
    assert raster_key("irsei_pc1_2016-07-01") == ("irsei_pc1", datetime.date(2016, 7, 1))
    assert raster_key("cv_class") == ("cv_class", None)


def test_only_rasters_that_are_still_there_are_shown(tmp_path: Path) -> None:
    (tmp_path / "cv.tif").touch()
    results = [{"irsei_2016-07-01": "irsei_2016-07-01.tif"}, {"cv": "cv.tif"}]
    assert present_rasters(results, tmp_path) == {("cv", None): tmp_path / "cv.tif"}


def test_files_given_singly_are_one_scene(tmp_path: Path) -> None:
    files = (tmp_path / "red.tif", tmp_path / "nir.tif")
    assert grouped_scenes(files) == [files]
    assert grouped_scenes([]) == []
