"""A study of colour pictures and ready indicators: no index from imagery, but security."""

import datetime

import numpy as np
import pytest
from lxml import html

from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import SecurityOptions
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.model.study import Band, Epoch, Study
from missionplanner.operations.ecology_report import report
from missionplanner.operations.maps import write_maps
from missionplanner.operations.studies import open_study
from missionplanner.tasks.progress import silent
from tests.unit.report.sample import _write

DAYS = (datetime.date(2015, 7, 1), datetime.date(2020, 7, 1))
SYSTEM = """
key = "two-layers"
title = "Two layers"
[[indicators]]
key = "P1"
layer = "P"
sign = "-"
title = "Dust"
unit = "g m-2"
weight = 0.6
[[indicators]]
key = "S1"
layer = "S"
sign = "+"
title = "Trees"
weight = 0.4
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "system.toml").write_text(SYSTEM, encoding="utf-8")
    random = np.random.default_rng(11)
    epochs, layers = [], {}
    for i, day in enumerate(DAYS):
        bands = {}
        for band in (Band.RED, Band.GREEN, Band.BLUE):
            name = _write(folder, f"{band}_{day}.tif", random.uniform(0.05, 0.3, (30, 40)))
            bands[band] = BandFile(path=name)
        dust = random.gamma(2.0 + i, 1.0, (30, 40))
        trees = random.uniform(0, 1, (30, 40))
        layers[day] = {
            "P1": BandFile(path=_write(folder, f"dust_{day}.tif", dust)),
            "S1": BandFile(path=_write(folder, f"trees_{day}.tif", trees)),
        }
        epochs.append(Epoch(date=day, sensor="landsat8-oli", bands=bands))
    inputs = SecurityInputs(options=SecurityOptions(system="system.toml"), layers_by_date=layers)
    study = Study(title="Dust and trees", epochs=tuple(epochs), security=inputs)
    path = folder / "study.json"
    path.write_text(study.model_dump_json(exclude_none=True), encoding="utf-8")
    return open_study(path)


@pytest.fixture(scope="module")
def page(opened):
    out = report(opened, opened.path.with_name("report.html"), "en", silent())
    return html.document_fromstring(out.read_text(encoding="utf-8"))


def test_security_is_reported_where_imagery_gives_no_index(page):
    kept = {section.get("id") for section in page.findall(".//section")}
    assert {"security-maps", "closeups", "security-areas", "weights", "drivers"} <= kept
    assert not {"maps", "grades", "trend", "components"} & kept
    text = " ".join(page.text_content().split())
    assert "Two layers: 2 indicators in 2 layers" in text
    assert "P1 Dust" in text and "g m⁻²" in text


def test_what_was_detected_is_kept_while_security_stays_the_same(opened, page):
    detected = opened.place.out / "geodetector.json"
    before = detected.read_bytes(), detected.stat().st_mtime_ns
    report(opened, opened.path.with_name("again.html"), "zh", silent())
    assert (detected.read_bytes(), detected.stat().st_mtime_ns) == before


def test_the_rasters_of_security_are_written_as_sheets(opened, page, tmp_path):
    names = {path.stem for path in write_maps(opened, tmp_path, ".png", "en", silent())}
    for name in ("esi_cw", "esi_vw", "esi_difference", "grade_cw", "grade_vw"):
        assert {f"{name}_{day}" for day in DAYS} <= names
