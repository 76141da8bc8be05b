"""What a plan looks like in flight: every sortie moment by moment, with wind and sun."""

import math
from datetime import datetime

import numpy as np

from missionplanner.model.flown import FlownPlan, SunPath
from missionplanner.model.plan import SensorPlan
from missionplanner.operations.site import load_site
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify.course import course_of
from missionplanner.planning.verify.limits import clearance_limit_m
from missionplanner.project.document import Project
from missionplanner.tasks.progress import Progress
from missionplanner.weather.sun import sun_places_deg

_SUN_STEP_S = 300.0
_DAY_S = 86_400.0


def flown_plan(
    project: Project, plan: SensorPlan, begins: datetime, progress: Progress
) -> FlownPlan:
    """Return a plan in flight, on the project's terrain and in its wind; as `flown_on`.

    Raises
    ------
    InputError
        As `load_site`.
    """
    site = load_site(project, progress.part(0.0, 0.5), plan.intent)
    return flown_on(site.scenario, plan, begins, progress.part(0.5, 1.0))


def flown_on(
    scenario: Scenario, plan: SensorPlan, begins: datetime, progress: Progress
) -> FlownPlan:
    """Return a plan in flight on a site.

    Parameters
    ----------
    scenario : Scenario
        The site the plan is judged on.
    plan : SensorPlan
    begins : datetime
        When the day's first sortie takes off, with its zone: only the sun depends on it.

    Raises
    ------
    Cancelled
    """
    courses = []
    for k, sortie in enumerate(plan.sorties):
        progress.report(k / len(plan.sorties), "planning.measuring")
        courses.append(course_of(sortie, plan, scenario))
    east, north = scenario.wind_east_mps, scenario.wind_north_mps
    place = scenario.home.position
    return FlownPlan(
        courses=tuple(courses),
        least_m=clearance_limit_m(plan.sensor, plan.intent),
        wind_mps=math.hypot(east, north),
        wind_from_deg=math.degrees(math.atan2(-east, -north)) % 360.0,
        sun=sun_path(place.lon_deg, place.lat_deg, begins),
    )


def sun_path(lon_deg: float, lat_deg: float, begins: datetime) -> SunPath:
    """Return where the sun stands in the 24 hours from a moment on."""
    unix_s = begins.timestamp() + np.arange(0.0, _DAY_S + 1.0, _SUN_STEP_S)
    elevation, azimuth = sun_places_deg(lon_deg, lat_deg, unix_s)
    return SunPath(unix_s, elevation, np.degrees(np.unwrap(np.radians(azimuth))))
