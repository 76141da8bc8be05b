import base64
import dataclasses
import json
import re
from types import SimpleNamespace

import numpy as np
import pytest
from lxml import html
from shapely.geometry import box, mapping

from missionplanner.model.geodetector import InteractionType
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import Compute, CriteriaLayer
from missionplanner.model.study import Band, Study
from missionplanner.report.ecology import write_report
from missionplanner.report.lookup import words
from missionplanner.report.page import Paragraph
from missionplanner.report.sections.security.system import printed_unit
from missionplanner.report.sections.security.system import system as system_section
from missionplanner.tasks.progress import silent
from tests.unit.report.sample import CELL_M, SOUTH_M, WEST_M, ZONES, Found, _write, make
from tests.unit.report.security_sample import detected, security
from tests.unit.report.undrawn import undrawn


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("security")
    made = make(folder)
    found = Found(security=security(folder), detected=detected())
    return dataclasses.replace(made, found=found)


def pictured(folder, study: Study) -> Study:
    """Give every epoch red, green and blue, and the study two sites on the ground."""
    random = np.random.default_rng(3)
    for band in ("red", "green", "blue"):
        _write(folder, f"{band}.tif", random.uniform(0.02, 0.3, (44, 60)))
    bands = {Band(band): BandFile(path=f"{band}.tif") for band in ("red", "green", "blue")}
    epochs = tuple(e.model_copy(update={"bands": bands, "scene": None}) for e in study.epochs)
    x, y = WEST_M + 20 * CELL_M, SOUTH_M + 20 * CELL_M
    shapes = [(ZONES[0], box(x, y, x + 80, y + 80)), (ZONES[1], box(x + 150, y, x + 230, y + 80))]
    squares = [
        {"type": "Feature", "properties": {"name": name}, "geometry": mapping(shape)}
        for name, shape in shapes
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32650"}}
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": squares})
    (folder / "sites.geojson").write_text(text)
    return study.model_copy(update={"epochs": epochs, "zones": "sites.geojson"})


def written(sample, out, language="en", study=None, found=None):
    path = write_report(
        out / "r.html", study or sample.study, found or sample.found, sample.folder, language,
        silent(), study_folder=sample.folder,
    )  # fmt: skip
    return html.document_fromstring(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request, sample, tmp_path_factory):
    return written(sample, tmp_path_factory.mktemp("report"), request.param)


@pytest.fixture(scope="module")
def told(page):
    return words("zh" if page.get("lang") == "zh-CN" else "en")


def table(page, caption):
    (found,) = [t for t in page.iter("table") if t.findtext("caption") == caption]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found.iter("tr")]


def value(text):
    return float(text.replace("−", "-").replace("\u202f", ""))


def test_security_alone_makes_a_report_of_its_own(page, told):
    kept = [section.get("id") for section in page.findall(".//section")]
    assert kept == [
        "warnings", "summary", "study", "security-maps", "closeups", "security-areas",
        "security-sites", "system", "weights", "sensitivity", "drivers", "security-methods",
        "parameters",
    ]  # fmt: skip
    assert page.find_class("subtitle")[0].text == told("subtitle_security")


def test_land_that_changed_its_level_stands_as_a_table(page, told):
    (table,) = [one for one in page.iter("table") if told("t_sec_moves") in one.text_content()]
    text = " ".join(table.text_content().split())
    assert "2016-07-01" in text and "2024-07-01" in text
    assert told("total") in text


def test_nothing_is_left_unsaid(page):
    text = " ".join(page.find(".//body").text_content().split())
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|\{[a-z_]+\}", text)
    for image in page.iter("img"):
        kind, data = image.get("src").split(",")
        if "svg" in kind:
            drawn = base64.b64decode(data).decode("utf-8")
            assert "<text" not in drawn and "nan" not in drawn.lower().split("<defs>")[0]


def test_table_3_adds_up_by_row_and_from_constant_to_variable(page, told):
    rows = table(page, told("t_table3"))[1:]
    assert len(rows) == 15
    cells = [[re.fullmatch(r"(\S+) \((\S+)\)", cell).groups() for cell in r[1:6]] for r in rows]
    for row, pairs in zip(rows, cells, strict=True):
        areas, shares = ([value(pair[i]) for pair in pairs] for i in (0, 1))
        whole = 0.0 if row[0] == told("change") else 100.0
        assert round(sum(areas), 6) == value(row[6])
        assert round(sum(shares), 6) == whole
    for constant, variable, change in zip(cells[::3], cells[1::3], cells[2::3], strict=True):
        for i in (0, 1):
            moved = [value(b[i]) - value(a[i]) for a, b in zip(constant, variable, strict=True)]
            assert np.allclose(moved, [value(c[i]) for c in change], atol=1e-9)


def test_the_system_names_sign_unit_range_and_weight(page, told):
    rows = table(page, told("t_system"))
    assert rows[1] == [f"D {told('layer_D')}", "0.1000"]
    erosion = next(row for row in rows if row[0].startswith("P1"))
    assert erosion[1:] == ["−", told("compute_erosion"), "t ha⁻¹ yr⁻¹", "0 … 12.5", "0.4000"]
    assert rows[-1][-1] == "1.0000"


def test_judgements_that_are_not_consistent_are_pointed_at(page, told):
    (_, row) = table(page, told("t_consistency"))
    assert row[1:6] == ["4", "4.3240", "0.1080", "0.90", "0.1200"]
    assert row[6] == f"▲ {told('inconsistent')}"
    text = " ".join(page.text_content().split())
    said = told("suspect", matrix=told("layers"), row="D", column="P", value="1/7.0",
                fitting="1/4.0", factor="1.8")  # fmt: skip
    assert said in text and "Saaty 1980 (classic)" in text


def test_warnings_are_in_the_readers_words(page, told):
    (section,) = [s for s in page.findall(".//section") if s.get("id") == "warnings"]
    lines = [line.text_content() for line in section.iter("li")]
    name = "P1 土壤侵蚀" if told.language == "zh" else "P1 Soil erosion"
    assert lines == [told("warn_lowering", name=name, share="2.0", year=2014), told("circular")]


def test_strata_that_do_not_differ_share_a_letter(page, told):
    name = "P1 土壤侵蚀" if told.language == "zh" else "P1 Soil erosion"
    rows = table(page, told("t_strata", factor=name))[1:]
    assert [row[-1] for row in rows] == ["a", "b", "b"]
    assert [row[1] for row in rows] == ["≤ 0.200", "0.200 … 0.600", "> 0.600"]


def test_pairs_are_ranked_with_their_gain_and_type(page, told):
    rows = table(page, told("t_pairs"))[1:]
    assert [row[1] for row in rows] == ["0.800", "0.750", "0.600"]
    assert rows[0][4:] == ["+0.100", told("type_bi_enhance")]
    assert rows[2][5] == told("type_nonlinear_enhance")


def test_a_place_is_shown_with_its_imagery_when_there_is_any(sample, tmp_path):
    found = Found(security=sample.found.security.model_copy(update={"sensitivity": None}))
    with undrawn():
        bare = written(sample, tmp_path, found=found)
    study = pictured(sample.folder, sample.study)
    shown = written(sample, tmp_path, study=study, found=found)

    def captions(page):
        (section,) = [s for s in page.findall(".//section") if s.get("id") == "closeups"]
        return [figure.findtext("figcaption") for figure in section.iter("figure")]

    assert captions(bare) == [words("en")("f_closeup", name=sample.study.title)]
    assert captions(shown) == [words("en")("f_closeup", name=name) for name in ZONES[:2]]


def test_one_year_and_few_layers_say_nothing_of_change(sample, tmp_path):
    result = sample.found.security
    one = result.model_copy(
        update={
            "years": result.years[-1:],
            "sites": (),
            "sensitivity": None,
            "consistency": {},
            "random_index": None,
        }
    )
    with undrawn():
        page = written(sample, tmp_path, found=Found(security=one))
    kept = {section.get("id") for section in page.findall(".//section")}
    assert not {"security-sites", "sensitivity", "drivers"} & kept
    text = " ".join(page.text_content().split())
    assert words("en")("weights_given") in text and "One date tells nothing of change" in text


def test_drivers_of_a_table_need_no_security(sample, tmp_path):
    found = detected().model_copy(update={"response": "incidence"})
    with undrawn():
        page = written(sample, tmp_path, found=Found(detected=found))
    (section,) = [s for s in page.findall(".//section") if s.get("id") == "drivers"]
    text = section.text_content()
    assert "incidence" in text and words("en")("circular") not in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_layer_and_way_of_computing_and_type_has_a_name(language):
    known = words(language)
    keys = [f"layer_{layer}" for layer in CriteriaLayer]
    keys += [f"compute_{way.replace('-', '_')}" for way in Compute]
    keys += [f"type_{kind.replace('-', '_')}" for kind in InteractionType]
    assert all(known.has(key) for key in keys)


@pytest.mark.parametrize(
    ("unit", "printed"),
    [("t ha-1 yr-1", "t ha⁻¹ yr⁻¹"), ("10^4 CNY", "10⁴ CNY"), ("deg", "°"), ("", ""), ("m2", "m²")],
)
def test_units_are_set_with_raised_powers(unit, printed):
    assert printed_unit(unit) == printed


@pytest.mark.parametrize(
    ("language", "said"), [("en", "made without P2, I2"), ("zh", "未使用 P2、I2")]
)
def test_an_index_without_some_indicators_says_so_at_its_system(sample, language, said):
    def lines(result):
        told = SimpleNamespace(security=result, words=words(language))
        blocks = system_section(told).blocks
        return [block.text for block in blocks if isinstance(block, Paragraph)]

    whole = sample.found.security
    specs = whole.system.indicators
    gone = tuple(specs[0].model_copy(update={"key": key}) for key in ("P2", "I2"))
    assert any(said in line for line in lines(whole.model_copy(update={"left_out": gone})))
    assert not any("P2" in line for line in lines(whole))
