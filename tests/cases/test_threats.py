"""Zones as people's files hold them: right sizes and heights, or one clear line."""

import re
from pathlib import Path

import pytest

from missionplanner.errors import InputError, Undecided
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.model.airspace import Zone
from missionplanner.model.places import Datum
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.read import ThreatsRead, read_zones
from tests.english import english

SQUARE, DISC, HALF = 0.97745, 2.694, 1.347
FT = 0.3048
GND = (0.0, "agl")
FL65 = (1981.2, "egm96")
AMSL, AGL = "egm96", "agl"
Band = tuple[tuple[float, str], tuple[float, str] | None]
OPEN: Band = (GND, None)
LOW: Band = (GND, FL65)

OPENAIR: list[tuple[str, float, Band]] = [
    ("acempty.txt", SQUARE, OPEN), ("alt.txt", SQUARE, (GND, (762.0, AMSL))),
    ("am.txt", 2.921, OPEN), ("comment.txt", SQUARE, LOW), ("cr.txt", SQUARE, LOW),
    ("da0.txt", DISC, OPEN), ("da180.txt", HALF, OPEN), ("daccw.txt", HALF, OPEN),
    ("dbfull.txt", 2.688, OPEN), ("dbhalf.txt", 1.344, OPEN), ("dc.txt", DISC, OPEN),
    ("dcunit.txt", DISC, OPEN), ("deccomma.txt", SQUARE, OPEN), ("decdeg.txt", SQUARE, OPEN),
    ("decmin.txt", SQUARE, OPEN), ("gbk.txt", SQUARE, LOW), ("gsec.txt", SQUARE, OPEN),
    ("latin.txt", SQUARE, LOW), ("lower.txt", SQUARE, OPEN), ("noal.txt", SQUARE, OPEN),
    ("nospace.txt", SQUARE, OPEN), ("ref.txt", SQUARE, OPEN), ("rmz.txt", SQUARE, OPEN),
    ("sec60.txt", SQUARE, OPEN), ("tab.txt", SQUARE, OPEN), ("tab1.txt", SQUARE, OPEN),
    ("tabac.txt", SQUARE, LOW), ("tabal.txt", SQUARE, ((304.8, AGL), FL65)),
    ("u16.txt", SQUARE, LOW), ("unc_ay_p.txt", SQUARE, OPEN), ("v2.txt", DISC, OPEN),
    ("vspace.txt", DISC, OPEN),
]  # fmt: skip


def area_km2(zone: Zone) -> float:
    return geodesic_area_m2(zone.polygon) / 1e6


def agrees(zone: Zone, size: float, band: Band) -> None:
    exact = zone.radius_m is None and size in (SQUARE,)
    assert area_km2(zone) == pytest.approx(size, rel=1e-3 if exact else 6e-3)
    floor, ceiling = band
    assert (zone.floor.value_m, zone.floor.datum) == (pytest.approx(floor[0]), Datum(floor[1]))
    if ceiling is None:
        assert zone.ceiling is None
    else:
        assert zone.ceiling is not None
        assert zone.ceiling.value_m == pytest.approx(ceiling[0], abs=0.01)
        assert zone.ceiling.datum is Datum(ceiling[1])


@pytest.mark.parametrize(("file", "size", "band"), OPENAIR, ids=[row[0] for row in OPENAIR])
def test_openair(cases: Path, file: str, size: float, band: Band) -> None:
    (zone,) = read_zones(cases / "openair" / file).threats.zones
    agrees(zone, size, band)


@pytest.mark.parametrize(("file", "name"), [("gbk.txt", "矿区"), ("latin.txt", "Zürich")])
def test_names_keep_their_letters(cases: Path, file: str, name: str) -> None:
    (zone,) = read_zones(cases / "openair" / file).threats.zones
    assert zone.name == name


@pytest.mark.parametrize("file", ["acempty.txt", "noal.txt"])
def test_openair_tells_what_is_missing(cases: Path, file: str) -> None:
    assert english(read_zones(cases / "openair" / file).report.told)


REFUSED = [
    ("openair/cross.txt", "111.995"), ("openair/dy.txt", "(?i)airway|outline|no zone"),
    ("openair/e_ay.txt", "(?i)class E|passed over|no zone"),
    ("openair/onlyg.txt", "(?i)class G|passed over|no zone"),
    ("openair/tnp.txt", "(?i)OpenAir|no airspace"), ("openair/twopts.txt", "outline"),
    ("geojson/alt1.geojson", "1e3"), ("geojson/dji.json", "DJI"),
    ("geojson/emptyfc.geojson", "holds no shapes"), ("kml/empty.kml", "holds no shapes"),
    ("kml/netlink.kml", r"links to http://example\.org/nfz\.kmz"),
    ("gis/corr.gpkg", "damaged|whole"), ("gis/evil.geojson", "not (Geo)?JSON"),
    ("gis/fs.json", "holds no shapes|links are not followed"),
    ("fuzz/geojson_1.geojson", "Explosives magazine.*112074314|112074314.*Explosives magazine"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words"), REFUSED, ids=[file for file, _ in REFUSED])
def test_threats_are_refused_in_one_line(cases: Path, file: str, words: str) -> None:
    with pytest.raises(InputError) as told:
        read_zones(cases / file)
    line = str(told.value)
    assert "\n" not in line and len(line) < 500 and re.search(words, line), line


ZONES: list[tuple[str, list[tuple[float, Band]]]] = [
    ("geojson/fc.geojson", [(SQUARE, ((500.0, AGL), (100.0, AMSL)))]),
    ("geojson/fft.geojson", [(SQUARE, ((60.96, AGL), (121.92, AGL)))]),
    ("geojson/mix.geojson", [(0.03910, OPEN)]),
    ("geojson/mp.geojson", [(0.0314, OPEN), (0.0314, OPEN)]),
    ("geojson/pr.geojson", [(0.0730, OPEN)]),
    ("geojson/prk.geojson", [(0.785, OPEN)]),
    ("geojson/prn.geojson", [(269.4, OPEN)]),
    ("geojson/z_faa.geojson", [(SQUARE, ((609.6, AMSL), (3048.0, AMSL)))]),
    ("geojson/z_ft.geojson", [(SQUARE, ((60.96, AGL), (457.2, AGL)))]),
    ("geojson/z_openaip.geojson", [(SQUARE, LOW)]),
    ("geojson/zam.geojson", [(1.05175, OPEN)]),
    ("geojson/ed269.json", [(SQUARE, (GND, (120.0, AGL)))]),
    ("geojson/ed318.geojson",
     [(SQUARE, ((60.0, AGL), (120.0, AGL))), (0.785, (GND, (120.0, AGL)))]),
    ("kml/extr_abs.kml", [(SQUARE, (GND, (1500.0, AMSL)))]),
    ("kml/extr_rel.kml", [(SQUARE, (GND, (120.0, AGL)))]),
    ("kml/gdal4031.kml", [(1.95491, OPEN)]),
    ("kml/hole.kml", [(0.93835, OPEN)]),
    ("kml/sd.kml", [(SQUARE, ((152.4, AGL), FL65))]),
    ("gis/long.shp", [(SQUARE, ((50.0, AGL), (120.0, AMSL)))]),
    ("gis/zn.gpkg", [(SQUARE, OPEN), (SQUARE, OPEN)]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "zones"), ZONES, ids=[row[0] for row in ZONES])
def test_zones(cases: Path, file: str, zones: list[tuple[float, Band]]) -> None:
    found: ThreatsRead = read_zones(cases / file)
    if file == "kml/gdal4031.kml":  # two squares, as one zone or as two
        assert sum(map(area_km2, found.threats.zones)) == pytest.approx(1.95491, rel=1e-3)
        return
    if file == "gis/zn.gpkg":
        assert [line.height_m for line in found.threats.power_lines] == [40.0]
        for zone in found.threats.zones:
            assert area_km2(zone) == pytest.approx(SQUARE, rel=1e-3)
        assert len(found.threats.zones) == 2
        return
    assert len(found.threats.zones) == len(zones)
    for zone, (size, band) in zip(found.threats.zones, zones, strict=True):
        agrees(zone, size, band)


def test_a_limit_in_free_text_is_told(cases: Path) -> None:
    found = read_zones(cases / "kml" / "desc.kml")
    (zone,) = found.threats.zones
    if zone.ceiling is None:
        assert any("FL125" in line for line in english(found.report.told))
    else:
        agrees(zone, SQUARE, ((304.8, AMSL), (3810.0, AMSL)))


def test_a_number_without_a_unit_among_feet_is_asked_for(cases: Path) -> None:
    with pytest.raises(Undecided) as asked:
        read_zones(cases / "geojson" / "alt.geojson")
    assert asked.value.option == "--threat-unit"
    found = read_zones(cases / "geojson" / "alt.geojson", ReadChoices(threat_unit="m"))
    bands = [
        LOW, (GND, (457.2, AMSL)), (GND, (120.0, AGL)), ((152.4, AGL), None),
        ((100.0, AGL), (200.0, AGL)),
    ]  # fmt: skip
    assert len(found.threats.zones) == 5
    for zone, band in zip(found.threats.zones, bands, strict=True):
        agrees(zone, area_km2(zone), band)


@pytest.mark.parametrize("file", ["kml/zline.kml", "kml/zpoint.kml"])
def test_a_road_or_camp_is_refused_or_passed_over(cases: Path, file: str) -> None:
    try:
        found = read_zones(cases / file)
    except InputError as error:
        assert "Road" in str(error) or "Camp" in str(error)
    else:
        assert [zone.name for zone in found.threats.zones] == ["NFZ"]
        assert any(
            "Road" in english(p.what) or "Camp" in english(p.what) for p in found.report.passed_over
        )


def test_v_before_ac(cases: Path) -> None:
    try:
        (zone,) = read_zones(cases / "openair" / "vcarry.txt").threats.zones
    except InputError as error:
        assert "line 6" in str(error)
    else:
        agrees(zone, DISC, OPEN)
