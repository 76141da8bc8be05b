"""Imagery of the cases: each folder gives the figures that are right for it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cases.command import Said, said

OLI = ("--sensor", "landsat8-oli")
HA = 1e4


@dataclass(frozen=True)
class Desk:
    """The cases, and a study file that is not there yet."""

    imagery: Path
    study: Path

    def new(self, *epochs: object, dem: str = "dem.tif", more: tuple[str, ...] = ()) -> Said:
        words = [word for one in epochs for word in ("--epoch", one)]
        return said("new-study", self.study, *words, "--dem", self.imagery / dem, *more)

    def made(self, name: str, dem: str = "dem.tif", more: tuple[str, ...] = ()) -> Said:
        made = self.new(self.imagery / name, dem=dem, more=more)
        assert made.code == 0, made.error
        return made

    def layers(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Return mean and hectares of each raster, by name and date."""
        found = said("indicators", self.study)
        assert found.code == 0, found.error
        return {
            (one["name"], one["date"]): (one["mean"], one["valid_m2"] / HA)
            for one in found.json["layers"]
        }


@pytest.fixture
def desk(cases: Path, tmp_path: Path) -> Desk:
    return Desk(cases / "imagery", tmp_path / "new" / "folder" / "study.json")


@pytest.mark.parametrize(
    ("name", "more", "ndvi", "hectares", "kelvin"),
    [
        ("01_gee_sr", (), 0.3615, 324.0, 302.3),
        ("02_gee_dn", (), 0.3615, 324.0, 302.3),
        ("03_l2_noqa_notag", (), 0.3513, 315.0, 302.5),
        ("04_l2_json", (), 0.3615, 324.0, 302.3),
        ("06_l2_st_gap_notag", (), 0.3615, 324.0, 302.25),
        ("06b_l2_st_gap_tag", (), 0.3615, 324.0, 302.25),
        ("10_int16_9999_notag", OLI, 0.3542, 318.24, None),
    ],
)
def test_the_field_of_july(
    desk: Desk,
    name: str,
    more: tuple[str, ...],
    ndvi: float,
    hectares: float,
    kelvin: float | None,
) -> None:
    desk.made(name, more=more)
    found = desk.layers()
    day = "2020-07-15"
    mean, seen = found["greenness", day]
    assert mean == pytest.approx(ndvi, abs=5e-5) and seen == pytest.approx(hectares)
    if kelvin:
        assert found["heat", day][0] == pytest.approx(kelvin, abs=0.05)


def test_rows_from_south_to_north_change_nothing(desk: Desk) -> None:
    desk.made("11_southup")
    found = desk.layers()
    for day in ("2020-07-15", "2021-07-15"):
        assert found["greenness", day] == pytest.approx((0.3615, 324.0), abs=5e-5)
    grid = said("indicators", desk.study).json["grid"]
    assert grid["resampled"] == [] and (grid["width"], grid["height"]) == (60, 60)


def test_two_rows_of_one_path_are_a_mosaic(desk: Desk) -> None:
    rows = ",".join(str(desk.imagery / "16_dup" / row) for row in ("r1", "r2"))
    made = desk.new(f"2020-07-15={rows}")
    assert made.code == 0 and any("put together" in line for line in made.json["told"])
    found = desk.layers()
    assert found["greenness", "2020-07-15"][1] == pytest.approx(594.0)
    assert found["heat", "2020-07-15"][1] == pytest.approx(324.0)


def test_metadata_of_before_2012(desk: Desk) -> None:
    made = desk.made("18_mtl_pre2012")
    (epoch,) = made.json["epochs"]
    assert (epoch["sensor"], epoch["date"]) == ("landsat5-tm", "2008-07-15")
    assert any("not surface reflectance" in line for line in made.json["told"])
    found = desk.layers()
    assert found["greenness", "2008-07-15"][0] == pytest.approx(0.473, abs=1e-3)
    # 288.7 K at the sensor; the ground's own is warmer by what it does not emit.
    assert found["brightness", "2008-07-15"][0] == pytest.approx(288.7, abs=0.1)


def test_a_date_of_clouds_alone_is_left_out(desk: Desk) -> None:
    desk.made("34_allcloud")
    trend = said("trend", desk.study).json
    assert trend["n_epochs"] == 4
    assert any("2017-07-15" in line and "left out" in line for line in trend["told"])
    assert not any(
        trend["significant_m2"][f"significantly {way}"] for way in ("degrading", "improving")
    )


def test_a_hole_of_the_dem_is_a_hole_of_the_index(desk: Desk) -> None:
    desk.made("04_l2_json", dem="dem_hole.tif")
    index = said("irsei", desk.study).json
    assert index["epochs"][0]["valid_m2"] / HA == pytest.approx(288.0)
    assert any("no value of erosion on 36.0 ha" in line for line in index["told"])


def test_one_hot_cell_moves_nothing(desk: Desk) -> None:
    desk.made("33_outlier")
    (epoch,) = said("irsei", desk.study).json["epochs"]
    assert epoch["loadings"]["heat"][0] == pytest.approx(-0.48, abs=0.01)


def test_light_on_slopes_without_the_suns_azimuth_is_told(desk: Desk) -> None:
    desk.made("04_l2_json", more=("--light", "scs+c"))
    found = said("irsei", desk.study)
    assert found.code == 0, found.error
    assert any("where the sun stood" in line for line in found.json["warnings"])
    assert not any("SCS+C" in line for line in found.json["methods"])
