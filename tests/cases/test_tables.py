"""Tables for the geographical detector, and zones of a study."""

import re
from pathlib import Path

import pytest

from tests.cases.command import said

Q = {
    "g_9999.csv": (0.8653, 270), "g_bom.csv": (0.8694, 300), "g_na.csv": (0.8653, 270),
    "g_semicolon.csv": (0.8694, 300), "g_ties.csv": (0.0036, 300), "g_gbk.csv": (0.8694, 300),
}  # fmt: skip


@pytest.mark.parametrize("name", Q)
def test_a_table_gives_its_q(cases: Path, tmp_path: Path, name: str) -> None:
    y, x = ("植被", "坡度") if name == "g_gbk.csv" else ("y", "x")
    table = cases / "tables" / name
    answer = said("geodetector", table, "--response", y, "--factors", x, "--out", tmp_path)
    if answer.code == 2:
        assert name == "g_semicolon.csv" and "comma" in answer.error
        return
    q, n = Q[name]
    assert answer.json["n"] == n and answer.json["q"][x] == pytest.approx(q, abs=5e-4)


@pytest.mark.parametrize(("name", "words"), [("g_const.csv", "x"), ("g_yconst.csv", "y")])
def test_a_constant_column_is_refused(cases: Path, tmp_path: Path, name: str, words: str) -> None:
    table = cases / "tables" / name
    answer = said("geodetector", table, "--response", "y", "--factors", "x", "--out", tmp_path)
    assert answer.code == 2 and re.search(f"{words}: is constant|{words} is constant", answer.error)


ZONES = {
    "z_dupname.geojson": [56.25, 32.49], "z_hole.geojson": [108.0, 36.0],
    "z_noname.geojson": [56.25, 16.29], "z_wgs.gpkg": [108.0, 36.0],
}  # fmt: skip


def zones_of(cases: Path, folder: Path, name: str) -> object:
    scenes = sorted((cases / "imagery" / "37_abrupt").iterdir())[:3]
    study = folder / "s.json"
    words = [w for scene in scenes for w in ("--epoch", scene)]
    made = said("new-study", study, *words, "--dem", cases / "imagery" / "dem.tif",
                "--zones", cases / "tables" / name)  # fmt: skip
    return made if made.code else said("zones", study)


@pytest.mark.parametrize("name", ZONES)
def test_zones_have_their_size(cases: Path, tmp_path: Path, name: str) -> None:
    answer = zones_of(cases, tmp_path, name)
    assert answer.code == 0, answer.error  # type: ignore[attr-defined]
    sizes = [zone["area_m2"] / 1e4 for zone in answer.json["zones"]]  # type: ignore[attr-defined]
    assert sizes == pytest.approx(ZONES[name], abs=0.02)


def test_zones_that_overlap_keep_their_own_cells(cases: Path, tmp_path: Path) -> None:
    answer = zones_of(cases, tmp_path, "z_overlap.geojson")
    assert answer.code == 0, answer.error  # type: ignore[attr-defined]
    sizes = {z["name"]: z["area_m2"] / 1e4 for z in answer.json["zones"]}  # type: ignore[attr-defined]
    assert sizes["A"] == pytest.approx(56.25) and sizes["B"] == pytest.approx(56.25)


@pytest.mark.parametrize(
    ("name", "words"),
    [("z_bow.geojson", r"500750|117\.0083"), ("z_empty.geojson", "no polygons|no shapes"),
     ("z_lines.geojson", "no polygons"), ("z_nocrs_utm.geojson", "degrees|longitude and latitude"),
     ("z_shp_noprj/z.shp", "coordinate system")],
)  # fmt: skip
def test_zones_are_refused_in_one_line(cases: Path, tmp_path: Path, name: str, words: str) -> None:
    answer = zones_of(cases, tmp_path, name)
    assert answer.code == 2 and re.search(words, answer.error)  # type: ignore[attr-defined]
