"""A small project for the project tests."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import LineString, MultiPolygon, box

from missionplanner.model.airspace import PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum, Position
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.project.document import Project
from missionplanner.project.store import Beginning, create


def pit() -> SurveyArea:
    return SurveyArea(
        "Pit 矿",
        MultiPolygon([box(112.0, 37.8, 112.02, 37.82), box(112.03, 37.8, 112.04, 37.81)]),
        (
            Hole("pond", box(112.001, 37.801, 112.002, 37.802), overflight_allowed=True),
            Hole("plant", box(112.003, 37.801, 112.004, 37.802)),
        ),
    )


def pit_threats(beside: Path) -> Threats:
    return Threats(
        zones=(
            Zone("magazine", MultiPolygon([box(112.01, 37.81, 112.011, 37.811)])),
            Zone(
                "control zone",
                MultiPolygon([box(112.012, 37.81, 112.013, 37.811)]),
                Altitude(value_m=900.1, datum=Datum.EGM96),
                Altitude(value_m=1500.0, datum=Datum.ELLIPSOID),
                radius_m=55.5,
            ),
        ),
        power_lines=(PowerLine("35 kV", LineString([(112.0, 37.8), (112.01, 37.83)]), 45, 30),),
        risks=(RiskRaster("gusts", beside / "risk.tif"),),
    )


def breeze() -> Weather:
    hour = WeatherHour(wind=(WindLevel(height_agl_m=10, speed_mps=5.5, from_deg=250),), gust_mps=8)
    return Weather(source="by hand", hours=(hour,))


@pytest.fixture
def area() -> SurveyArea:
    return pit()


@pytest.fixture
def threats(tmp_path: Path) -> Threats:
    return pit_threats(tmp_path)


@pytest.fixture
def weather() -> Weather:
    return breeze()


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A saved project in a folder a.mplan with its DEM beside it, which nobody may change."""
    beside = tmp_path_factory.mktemp("saved")
    (beside / "dem.tif").write_bytes(b"heights")
    given = Beginning(
        title="Pit",
        dem=(beside / "dem.tif",),
        vertical_datum="egm96",
        area=pit(),
        threats=pit_threats(beside),
        weather=breeze(),
        home=Position(lon_deg=112.0, lat_deg=37.8),
        aircraft="m300-rtk",
        sensors=("p1-35", "xt2"),
    )
    return create(beside / "a.mplan", given)


@pytest.fixture
def project(untouched: Project, tmp_path: Path, threats: Threats) -> Project:
    """A copy of the saved project, as it is when it is created in tmp_path/a.mplan."""
    folder = tmp_path.resolve() / "a.mplan"
    shutil.copytree(untouched.folder, folder)
    shutil.copy2(untouched.folder.parent / "dem.tif", tmp_path)
    return replace(untouched, folder=folder, threats=threats)
