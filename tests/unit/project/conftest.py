"""A small project for the project tests."""

from pathlib import Path

import pytest
from shapely.geometry import LineString, MultiPolygon, box

from missionplanner.model.airspace import PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum, Position
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.project.document import Project
from missionplanner.project.store import Beginning, create


@pytest.fixture
def area() -> SurveyArea:
    return SurveyArea(
        "Pit 矿",
        MultiPolygon([box(112.0, 37.8, 112.02, 37.82), box(112.03, 37.8, 112.04, 37.81)]),
        (
            Hole("pond", box(112.001, 37.801, 112.002, 37.802), overflight_allowed=True),
            Hole("plant", box(112.003, 37.801, 112.004, 37.802)),
        ),
    )


@pytest.fixture
def threats(tmp_path: Path) -> Threats:
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
        risks=(RiskRaster("gusts", tmp_path / "risk.tif"),),
    )


@pytest.fixture
def weather() -> Weather:
    hour = WeatherHour(wind=(WindLevel(height_agl_m=10, speed_mps=5.5, from_deg=250),), gust_mps=8)
    return Weather(source="by hand", hours=(hour,))


@pytest.fixture
def project(tmp_path: Path, area: SurveyArea, threats: Threats, weather: Weather) -> Project:
    """A saved project in tmp_path/a.mplan with its DEM beside it."""
    (tmp_path / "dem.tif").write_bytes(b"heights")
    given = Beginning(
        title="Pit",
        dem=(tmp_path / "dem.tif",),
        vertical_datum="egm96",
        area=area,
        threats=threats,
        weather=weather,
        home=Position(lon_deg=112.0, lat_deg=37.8),
        aircraft="m300-rtk",
        sensors=("p1-35", "xt2"),
    )
    return create(tmp_path / "a.mplan", given)
