import csv
import dataclasses
import datetime
import json

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.geodetector.detect import Asked
from missionplanner.ecology.geodetector.discretise import Method
from missionplanner.errors import InputError
from missionplanner.model.geodetector import Convention
from missionplanner.operations.ecology import index
from missionplanner.operations.geodetector import (
    Question,
    detect_in_study,
    detect_in_table,
    load_detected,
)
from missionplanner.operations.studies import open_study
from missionplanner.tasks.progress import silent
from tests.stories.small_study import SIZE, write_raster, write_study
from tests.unit.ecology.engine.conftest import said

YEARS = (2016, 2018)


@pytest.fixture
def opened(tmp_path):
    """A study without security, beside three rasters: a response, its cause, and noise."""
    path = write_study(tmp_path / "files", YEARS)
    random = np.random.default_rng(3)
    row, column = np.mgrid[:SIZE, :SIZE]
    cause = np.sin(row / 9) + 0.5 * np.cos(column / 5)
    values = {
        "cause": cause,
        "response": 3 * cause + random.normal(0, 0.3, cause.shape),
        "noise": random.normal(size=cause.shape),
        "flat": np.full(cause.shape, 2.0),
    }
    for name, layer in values.items():
        write_raster(path.parent / f"{name}.tif", layer.astype(np.float32))
    return open_study(path)


def test_a_rasters_cause_is_told_from_noise(opened):
    question = Question("response.tif", ("noise.tif", "cause.tif"))
    result = detect_in_study(opened, question, Asked(), silent())
    assert result.ranked == ("cause.tif", "noise.tif")
    assert result.q["cause.tif"] > 0.9
    assert result.q["noise.tif"] < 0.02
    assert result.n == SIZE * SIZE
    assert load_detected(opened.place.out) == result


def test_samples_are_no_more_than_asked_for(opened):
    question = Question("response.tif", ("cause.tif",), samples=500)
    result = detect_in_study(opened, question, Asked(), silent())
    assert 300 < result.n <= 500
    assert any("one cell in 3 both ways" in line for line in said(result.methods))


def test_irsei_is_made_where_it_is_asked_of(opened):
    question = Question("irsei", ("dem.tif",), datetime.date(2016, 7, 15))
    result = detect_in_study(opened, question, Asked(), silent())
    assert 0 <= result.q["dem.tif"] <= 1
    assert (opened.place.out / "irsei" / "irsei_2016-07-15.tif").is_file()


def test_drivers_of_an_irsei_that_is_no_more_are_not_told(opened):
    detect_in_study(opened, Question("irsei", ("dem.tif",)), Asked(), silent())
    out = opened.place.out
    assert load_detected(out) is not None
    index(opened, silent())
    assert load_detected(out) is not None
    other = opened.study.index.model_copy(update={"components": 1})
    study = opened.study.model_copy(update={"index": other})
    index(dataclasses.replace(opened, study=study), silent())
    assert load_detected(out) is None


def test_codes_of_many_classes_are_strata_where_they_are_told_to_be(opened):
    random = np.random.default_rng(1)
    codes = random.permutation(40)[np.arange(SIZE * SIZE) % 40].reshape(SIZE, SIZE)
    write_raster(opened.place.folder / "cover.tif", codes.astype(np.uint8))
    means = random.normal(size=40)
    write_raster(opened.place.folder / "made.tif", means[codes].astype(np.float32))
    question = Question("made.tif", ("cover.tif",))
    cut = detect_in_study(opened, question, Asked(), silent())
    assert len(cut.strata["cover.tif"].counts) == 5
    assert cut.q["cover.tif"] < 0.5
    named = detect_in_study(opened, question, Asked(strata=("cover.tif",)), silent())
    assert len(named.strata["cover.tif"].counts) == 40
    assert named.q["cover.tif"] == pytest.approx(1)


def test_a_response_that_may_be_codes_is_pointed_at(opened):
    codes = np.arange(SIZE * SIZE).reshape(SIZE, SIZE) // 500
    write_raster(opened.place.folder / "cover.tif", codes.astype(np.uint8))
    result = detect_in_study(opened, Question("cover.tif", ("cause.tif",)), Asked(), silent())
    assert any("cover.tif holds 8 whole numbers" in line for line in said(result.warnings))
    result = detect_in_study(opened, Question("response.tif", ("cover.tif",)), Asked(), silent())
    assert not any("whole numbers" in line for line in said(result.warnings))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question("response.tif", ("cause.tif", "response.tif")), "response and a factor"),
        (Question("response.tif", ("missing.tif",)), "missing.tif"),
        (Question("response.tif", ("flat.tif",)), "flat.tif"),
        (Question("flat.tif", ("cause.tif",)), "flat.tif"),
        (Question("response.tif"), "factors"),
        (Question("response.tif", ("cause.tif",), datetime.date(1999, 1, 1)), "1999-01-01"),
        (Question("response.tif", ("cause.tif",), samples=1), "samples"),
    ],
)
def test_what_cannot_be_is_told(opened, question, words):
    with pytest.raises(InputError, match=words):
        detect_in_study(opened, question, Asked(), silent())


def test_a_raster_elsewhere_has_no_place_in_common(opened):
    with rasterio.open(opened.place.folder / "cause.tif") as file:
        moved = file.profile | {"transform": rasterio.Affine(30, 0, 900_000, 0, -30, 2_800_000)}
        values = file.read()
    with rasterio.open(opened.place.folder / "moved.tif", "w", **moved) as file:
        file.write(values)
    question = Question("response.tif", ("moved.tif",))
    with pytest.raises(InputError, match="no place"):
        detect_in_study(opened, question, Asked(), silent())


@pytest.fixture
def table(tmp_path):
    random = np.random.default_rng(5)
    soil, rain = random.integers(0, 4, 300), random.normal(size=300)
    rows = [
        [soil[i] + rain[i] + random.normal(0, 0.2), "abcd"[soil[i]], rain[i]] for i in range(300)
    ]
    path = tmp_path / "samples.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["y", "soil", "rain"], *rows, ["", "a", 1.0]])
    return path


def test_a_table_is_detected_by_either_convention(table):
    for convention in Convention:
        asked = Asked(Method.QUANTILE, 6, convention)
        result = detect_in_table(table, "y", (), asked, silent())
        assert result.convention is convention
        assert set(result.q) == {"soil", "rain"}
        assert result.interactions[0].q > max(result.q.values())
        assert "1 row with an empty cell left out" in said(result.warnings)


def test_a_table_of_one_column_has_no_factor(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("y\n1\n2\n3\n")
    with pytest.raises(InputError, match="no factor"):
        detect_in_table(path, "y", (), Asked(), silent())


def test_what_is_saved_is_json_that_others_can_read(opened):
    detect_in_study(opened, Question("response.tif", ("cause.tif",)), Asked(), silent())
    told = json.loads((opened.place.out / "geodetector.json").read_text())
    assert {"n", "q", "p", "p_published", "interactions"} <= set(told)
