"""A small opened project made from model objects: no files, no planning."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.messages.message import text
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.flown import FlownCourse, FlownPlan, Shots, SunPath
from missionplanner.model.places import Altitude, Datum, Position
from missionplanner.model.plan import (
    Convergence,
    Cost,
    FlightSettings,
    Home,
    LegKind,
    PlanIntent,
    SensorPlan,
    Sortie,
    Waypoints,
)
from missionplanner.model.verification import SortieFigures, Verification, ViewRasters
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.project.document import Project, ProjectDocument
from missionplanner.ui.plan.flying import rough_course
from missionplanner.ui.plan.views import (
    FormatChoice,
    Ground,
    LineShape,
    Opened,
    ResultView,
    SiteView,
    SunWindow,
    ZoneShape,
)

X0, Y0, CELL, SIDE = 586_700.0, 4_182_700.0, 10.0, 240
SENSORS = ("p1-35", "rededge-m", "xt2")
SHANXI = ZoneInfo("Asia/Shanghai")
MOMENT = datetime(2026, 6, 1, 9, 42, tzinfo=SHANXI)
HOME = Position(lon_deg=111.9904, lat_deg=37.8060)


NOTE = Finding(
    "MIS-SELF", Severity.NOTE, "Small pit-rededge-m-S01 and 4 more", "the camera fires by itself"
)


def ground() -> Ground:
    y, x = np.mgrid[0:SIDE, 0:SIDE] * CELL
    z = 640 + 60 * np.sin(x / 260) * np.cos(y / 330) + 0.04 * x + 18 * np.sin((x + y) / 90)
    z[:3, :] = np.nan
    return Ground(
        X0, Y0, CELL, z.astype(np.float32), 32649, text("heights above egm96"), ("dem.tif",)
    )


def outline() -> Polygon:
    corners = [
        (350, 500),
        (900, 320),
        (1700, 420),
        (2050, 1100),
        (1750, 1950),
        (800, 2050),
        (380, 1300),
    ]
    return Polygon([(X0 + x, Y0 + y) for x, y in corners])


def agl(height: float) -> Altitude:
    return Altitude(value_m=height, datum=Datum.AGL)


def site(folder: Path) -> SiteView:
    hole = Point(X0 + 800, Y0 + 900).buffer(130)
    zone = box(X0 + 1500, Y0 + 800, X0 + 1700, Y0 + 1000)
    crane = Point(X0 + 1100, Y0 + 1500).buffer(90)
    line = LineString([(X0 + 100, Y0 + 2000), (X0 + 1000, Y0 + 1250), (X0 + 2300, Y0 + 300)])
    home_x, home_y = X0 + 420.0, Y0 + 1000.0
    return SiteView(
        folder=folder,
        title="Small pit",
        ground=ground(),
        area_name="Pit",
        outer_m=MultiPolygon([outline()]),
        wanted_m2=outline().area - hole.area,
        height_range_m=(590.0, 780.0),
        mean_slope_deg=21.3,
        holes=(ZoneShape("Tailings pond", hole, None, None),),
        zones=(
            ZoneShape("Magazine", zone, agl(0), agl(180)),
            ZoneShape("Crane", crane, agl(0), None),
        ),
        lines=(LineShape("110 kV", line, 45.0, 30.0),),
        threat=np.linspace(0, 1, 64 * 64, dtype=np.float32).reshape(64, 64),
        threat_rect=(X0, Y0, 2400.0, 2400.0),
        home=HOME,
        home_xyz_m=(home_x, home_y, 655.0),
        zone="Asia/Shanghai",
        sun=light(),
        formats=(("geojson", text("GeoJSON of the route")), ("wpml", text("DJI WPML"))),
        choices=(
            FormatChoice("wpml", "rc-lost", "project", ("project", "go-back", "continue")),
            FormatChoice("wpml", "heights", "egm96", ("egm96", "take-off")),
            FormatChoice("wpml", "own", "b", ("a", "b")),
        ),
    )


def light() -> tuple[SunWindow, ...]:
    """The windows of two days, by the clock of the site."""
    midnight = MOMENT.replace(hour=0, minute=0)
    return tuple(
        SunWindow(
            kind, midnight + timedelta(days=day, hours=a), midnight + timedelta(days=day, hours=b)
        )
        for day in (0, 1)
        for kind, a, b in (("day", 10, 14), ("night", 0, 4.5), ("night", 20, 24))
    )


def hour(at: int, speed: float) -> WeatherHour:
    wind = (WindLevel(height_agl_m=10, speed_mps=speed, from_deg=250),)
    return WeatherHour(
        time=MOMENT.replace(hour=at, minute=0),
        wind=wind,
        gust_mps=1.3 * speed,
        temperature_c=18,
        precipitation_mmh=0,
        visibility_m=12_000,
    )


def project(folder: Path, sensors: tuple[str, ...] = SENSORS) -> Project:
    document = ProjectDocument(
        title="Small pit",
        created=MOMENT,
        changed=MOMENT,
        dem=("dem.tif",),
        home=HOME,
        aircraft="m300-rtk",
        sensors=sensors,
    )
    area = SurveyArea("Pit", MultiPolygon([box(111.98, 37.79, 112.01, 37.82)]))
    weather = Weather(
        source="by hand", hours=(*(hour(9 + k, 2.0 + 0.8 * k) for k in range(5)), hour(15, 9.5))
    )
    return Project(folder, document, area, Threats(), weather, seen="as it was saved")


def waypoints(number: int) -> Waypoints:
    """Six strips across the area's own band, from home and back."""
    xs, ys, legs, strips = [420.0], [1000.0], [LegKind.TRANSIT], [-1]
    for k in range(6):
        y = 600.0 + 240 * number + 40 * k
        ends = (500.0, 1650.0) if k % 2 == 0 else (1650.0, 500.0)
        for part, x in enumerate(np.linspace(*ends, 5)):
            xs.append(float(x))
            ys.append(y)
            legs.append(LegKind.SURVEY if part < 4 else LegKind.TRANSIT)
            strips.append(k if part < 4 else -1)
    xs.append(420.0)
    ys.append(1000.0)
    legs.append(LegKind.TRANSIT)
    strips.append(-1)
    x, y = X0 + np.array(xs), Y0 + np.array(ys)
    floor = ground().height_at(x, y)
    return Waypoints(
        lon_deg=111.98 + (x - X0) / 88_000,
        lat_deg=37.79 + (y - Y0) / 111_000,
        x_m=x,
        y_m=y,
        egm96_m=floor + 100,
        ellipsoid_m=floor + 80,
        ground_m=floor,
        speed_mps=np.full(len(x), 10.0),
        leg=np.array(legs, dtype=np.int8),
        strip=np.array(strips, dtype=np.int32),
    )


def sortie(number: int) -> Sortie:
    return Sortie(
        number=number,
        name=f"sortie {number}",
        waypoints=waypoints(number),
        energy_limit_wh=411.0,
    )


def figures(number: int) -> SortieFigures:
    return SortieFigures(
        number=number,
        name=f"sortie {number}",
        length_m=10_500.0 + 200 * number,
        climb_m=374.0,
        turns=12,
        photos=369,
        energy_wh=300.0 + 20 * number,
        energy_limit_wh=411.0,
        duration_s=1280.0,
        clearance_min_m=61.0,
        agl_min_m=80.0,
        agl_max_m=112.0,
        distance_max_m=1200.0 + 50 * number,
        zone_m=0.0,
        max_climb_mps=4.0,
        max_descent_mps=3.0,
    )


def convergence(key: str) -> tuple[Convergence, ...]:
    return tuple(
        Convergence(key, restart, 50 * k, 22.0 + 6 / (1 + k) + restart, 30.0)
        for restart in range(3)
        for k in range(9)
    )


def plan(key: str, count: int = 5) -> SensorPlan:
    return SensorPlan(
        sensor=sensor(key),
        aircraft=aircraft("m300-rtk"),
        intent=PlanIntent(),
        settings=FlightSettings(100, 10, 12, 40, 14, 1.4, 0.013, 100, 70, 0.6),
        home=Home(HOME, X0 + 420, Y0 + 1000, 655.0, 635.0),
        sorties=tuple(sortie(k + 1) for k in range(count)),
        cost=Cost(21.6, 9.0, 6.0, 3.0, 2.0, 1.0, 0.5),
        convergence=convergence(key),
        evaluations=400,
        seconds=3.8,
        angles_deg=(0.0,),
    )


def verification(key: str, findings: tuple[Finding, ...] = (), count: int = 5) -> Verification:
    shape = (60, 60)
    wanted = np.zeros(shape, dtype=np.bool_)
    wanted[8:50, 8:50] = True
    views = ViewRasters(
        x0_m=X0,
        y0_m=Y0,
        cell_m=40.0,
        images=np.full(shape, 9, dtype=np.uint16),
        strips=np.full(shape, 3, dtype=np.uint8),
        gsd_m=np.full(shape, 0.013, dtype=np.float32),
        wanted=wanted,
    )
    return Verification(
        sensor=key,
        area_m2=2.4e6,
        flyable_m2=2.3e6,
        seen_share=0.998,
        overlap_ok_share=0.97,
        gsd_p50_m=0.013,
        gsd_p95_m=0.016,
        sorties=tuple(figures(k + 1) for k in range(count)),
        findings=findings,
        rasters=views,
    )


def result(sensors: tuple[str, ...] = SENSORS) -> ResultView:
    warning = Finding("VERIFY-GSD", Severity.WARNING, "sortie 4", "GSD p95 is 9.1 cm, asked 8.5 cm")
    return ResultView(
        intent=PlanIntent(),
        plans=tuple(plan(key) for key in sensors),
        verifications=tuple(
            verification(key, (warning,) if key == "xt2" else ()) for key in sensors
        ),
        seconds=12.0,
        planned_at=MOMENT,
        notes=(NOTE,),
    )


def opened(folder: Path, planned: bool = True) -> Opened:
    folder.mkdir(parents=True, exist_ok=True)
    return Opened(site(folder), project(folder), result() if planned else None)


def flown(of: SensorPlan) -> FlownPlan:
    """A plan in flight whose clearance is nine tenths of the height, 72 m asked."""
    rough = (rough_course(s, ground(), of.aircraft.battery.energy_wh) for s in of.sorties)
    courses = tuple(
        replace(
            course,
            clearance_m=0.9 * (course.egm96_m - course.ground_m),
            used_wh=0.25 * course.time_s,
            shots=shots(course),
        )
        for course in rough
    )
    unix_s = MOMENT.timestamp() + 3600.0 * np.arange(25)
    sun = SunPath(unix_s, np.linspace(0, 48, 25), np.linspace(90, 450, 25))
    return FlownPlan(courses, 72.0, 4.0, 270.0, sun)


def shots(course: FlownCourse) -> Shots:
    """Ten images, evenly through the flight, heading east."""
    k = np.linspace(5, len(course.time_s) - 5, 10).astype(int)
    east, north = np.ones(10), np.zeros(10)
    return Shots(course.time_s[k], course.x_m[k], course.y_m[k], course.egm96_m[k], east, north)
