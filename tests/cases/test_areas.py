"""Survey areas as people's files hold them: the right size, or one clear line."""

import re
from pathlib import Path

import pytest

from missionplanner.errors import InputError, Undecided
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.model.area import SurveyArea
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.read import AreaRead, read_area

SQUARE, TWO, SMALL_HOLE = 0.97745, 1.95491, 0.03910
CUT = SQUARE - SMALL_HOLE


def to_be_surveyed_km2(area: SurveyArea) -> float:
    left = area.outer
    for hole in area.holes:
        left = left.difference(hole.polygon)
    return geodesic_area_m2(left) / 1e6


SIZES = [
    *((f"geojson/{name}", size) for name, size in (
        ("4490.geojson", SQUARE), ("4547.geojson", SQUARE), ("bare.geojson", SQUARE),
        ("crs.geojson", SQUARE), ("cw.geojson", CUT), ("ft.geojson", 1.01873),
        ("gc.geojson", TWO), ("hout.geojson", 0.95790), ("htouch.geojson", 0.94813),
        ("mix.geojson", SQUARE), ("null.geojson", SQUARE), ("overlap.geojson", 1.46618),
        ("role.geojson", CUT), ("sliver.geojson", SQUARE), ("xss.geojson", SQUARE),
        ("z.geojson", SQUARE),
    )),
    *((f"kml/{name}", size) for name, size in (
        ("bom.kml", SQUARE), ("cdata_doctype.kml", SQUARE), ("clamp.kml", SQUARE),
        ("dup.kml", SQUARE), ("else.kmz", SQUARE), ("gbk.kml", SQUARE), ("gdal4031.kml", TWO),
        ("hole.kml", CUT), ("img.kmz", SQUARE), ("multi.kml", TWO), ("nested.kml", SQUARE),
        ("nons.kml", SQUARE), ("ns21.kml", SQUARE), ("prefix.kml", SQUARE), ("ref.kml", SQUARE),
        ("spaces.kml", SQUARE), ("two.kml", TWO), ("u16.kml", SQUARE), ("unclosed.kml", SQUARE),
        ("xsi.kml", SQUARE),
    )),
    *((f"gis/{name}", size) for name, size in (
        ("bool.gpkg", CUT), ("gbk.shp", SQUARE), ("many.gpkg", SQUARE), ("t.GEOJSON", SQUARE),
        ("t.KML", SQUARE), ("utm.shp", SQUARE),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("file", "size"), SIZES, ids=[file for file, _ in SIZES])
def test_an_area_has_its_size(cases: Path, file: str, size: float) -> None:
    found = read_area(cases / file)
    assert to_be_surveyed_km2(found.area) == pytest.approx(size, rel=1e-3)


REFUSED = [
    *((f"geojson/{name}", words) for name, words in (
        ("am.geojson", "180"), ("am2.geojson", "180"), ("bow.geojson", "111.995"),
        ("dji.json", "DJI"), ("emptyfc.geojson", "holds no shapes"), ("lines.geojson", "line"),
        ("nocrs.geojson", "degrees|longitude and latitude"),
    )),
    *((f"kml/{name}", words) for name, words in (
        ("ctrl.kml", "not sound XML"), ("empty.kml", "holds no shapes"),
        ("latin.kml", "not sound XML|encoding"), ("line.kml", "line"),
        ("netlink.kml", r"links to http://example\.org/nfz\.kmz"), ("semi.kml", "111.99;37.8"),
        ("spike.kml", "112.01"), ("swap.kml", "exchanged"), ("touch.kml", "111.995"),
    )),
    *((f"gis/{name}", words) for name, words in (
        ("corr.gpkg", "damaged|whole"), ("curve.gpkg", "do not fit"),
        ("evil.geojson", "not GeoJSON"), ("evil.shp", "not a [Ss]hapefile"),
        ("fs.json", "holds no shapes"), ("nocrs.gpkg", "coordinate system"),
        ("noprj.shp", "coordinate system"), ("t.csv", r"\.csv"), ("t.dxf", "DXF|coordinate system"),
        ("t.fgb", r"\.fgb"), ("t.gml", r"\.gml"), ("t.gpx", r"\.gpx"), ("t.plan", r"\.plan"),
        ("t.poly", r"\.poly"), ("t.tab", r"\.tab"), ("t.waypoints", r"\.waypoints"),
        ("t.zip", r"\.zip"), ("trunc.gpkg", "damaged|whole"), ("utm2.shp", r"utm2\.(shx|prj)"),
    )),
    ("fuzz/geojsonarea_1.geojson", "Tailings pond"),
    ("fuzz/kmlarea_1.kml", "(?i)nan"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words"), REFUSED, ids=[file for file, _ in REFUSED])
def test_an_area_is_refused_in_one_line(cases: Path, file: str, words: str) -> None:
    try:
        found = read_area(cases / file)
    except InputError as error:
        assert "\n" not in str(error) and len(str(error)) < 500
        assert re.search(words, str(error)), str(error)
    else:
        # The index leaves these open: done right is as good as refused.
        right = {"geojson/am.geojson": 1.05175, "geojson/am2.geojson": 0.52587}
        right |= {"kml/spike.kml": SQUARE, "kml/touch.kml": 0.48873}
        assert to_be_surveyed_km2(found.area) == pytest.approx(right[file], rel=1e-3)


@pytest.mark.parametrize(
    ("file", "size"),
    [("kml/blank.kml", SQUARE), ("kml/nbsp.kml", SQUARE), ("kml/tiles.kmz", SQUARE),
     ("gis/noshx.shp", SQUARE), ("geojson/hedge.geojson", 0.91881)],
)  # fmt: skip
def test_read_or_refused_but_never_half(cases: Path, file: str, size: float) -> None:
    try:
        found = read_area(cases / file)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert to_be_surveyed_km2(found.area) == pytest.approx(size, rel=1e-3)


@pytest.mark.parametrize("file", ["geojson/norole.geojson", "kml/inside.kml"])
def test_a_polygon_inside_another_is_asked_for(cases: Path, file: str) -> None:
    with pytest.raises(Undecided) as asked:
        read_area(cases / file)
    assert asked.value.option == "--inner" and asked.value.choices == ("holes", "areas")
    holes = read_area(cases / file, ReadChoices(inner="holes"))
    areas = read_area(cases / file, ReadChoices(inner="areas"))
    assert to_be_surveyed_km2(holes.area) == pytest.approx(CUT, rel=1e-3)
    assert to_be_surveyed_km2(areas.area) == pytest.approx(SQUARE, rel=1e-3)


@pytest.mark.parametrize(
    "file", ["geojson/gc.geojson", "geojson/null.geojson", "geojson/sliver.geojson",
             "gis/many.gpkg"],
)  # fmt: skip
def test_what_was_not_taken_is_told(cases: Path, file: str) -> None:
    found: AreaRead = read_area(cases / file)
    assert found.report.passed_over or found.report.told
