"""Plan what remains of an interrupted plan, and keep it beside the plan it comes from.

`results/rest.json` and `results/rest.npz` hold it as `results/plan` holds a plan; the plan stays:
it is what was flown.
"""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from missionplanner.aircraft.catalogue import check_mount
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.errors import InputError
from missionplanner.model.places import Position
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.operations.notes import notes_of
from missionplanner.operations.results import PlanResult, load_rest, planned, save_rest
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.by_hand.by_place import flown_until
from missionplanner.planning.by_hand.by_track import flown_along
from missionplanner.planning.by_hand.remaining import FlownStretches, remaining, seam_m
from missionplanner.planning.by_hand.rest import judged_with, rest_of
from missionplanner.planning.by_hand.shared import flown_beside
from missionplanner.planning.scenario import check_wind
from missionplanner.project.fingerprints import Foundations, foundations
from missionplanner.project.store import load
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress
from missionplanner.vector.track import read_track


@dataclass(frozen=True)
class FlownUntil:
    """What tells what was flown: a place on a sortie where it broke off, or a file of a track.

    Attributes
    ----------
    sortie : int or None
        Its number; sorties before it were flown.
    at : Position or None
        Where it broke off.
    track : Path or None
        CSV or GPX.
    minutes : float or None
        About how long after the sortie's first waypoint it broke off, where the place alone does
        not tell: strips lie over each other where the camera is aimed along each.
    """

    sortie: int | None = None
    at: Position | None = None
    track: Path | None = None
    minutes: float | None = None


@dataclass(frozen=True)
class Replanned:
    """The rest of a plan, and how much that is.

    Attributes
    ----------
    flown_share : float
        Share of the length of all strips that was flown.
    remaining_m : float
        Length of the strips of the rest, seams included, m.
    seam_m : float
        How far the rest reaches into a strip that was begun, m.
    """

    result: PlanResult
    flown_share: float
    remaining_m: float
    seam_m: float


def replan_project(
    folder: Path,
    flown: FlownUntil,
    progress: Progress,
    sensor: str | None = None,
    *,
    again: bool = False,
) -> Replanned:
    """Plan what remains of one sensor's plan, with the project and its wind as they are now.

    Parameters
    ----------
    sensor : str, optional
        Key; needed where several were planned.
    again : bool
        True: it is the saved rest that was interrupted, not the plan.

    Raises
    ------
    InputError
        Never planned, no such sensor or sortie, the place lies off its way, the track flies no
        strip, or nothing remains.
    PlanRefused
        The rest breaks a hard rule, or cannot be flown; nothing is saved.
    OutputError
        The folder cannot be written, or another program is at work on the project.
    """
    begun = time.monotonic()
    with held(folder):
        project = load(folder)
        writable(folder)
        saved = load_rest(folder) if again else planned(folder)
        plan = _chosen(saved, sensor)
        keys = tuple(one.key for one in plan.carried)
        stands_on = foundations(project, keys, progress=progress.part(0.0, 0.05))
        site = load_site(project, progress.part(0.05, 0.2), saved.intent)
        check_wind(project.weather, site.scenario.aircraft)
        plan = replace(plan, sensor=catalogue_sensor(plan.sensor.key))
        check_mount(plan.sensor, site.scenario.aircraft)
        done = _done(site, plan, flown)
        rest = rest_of(site.scenario, plan, done, progress.part(0.2, 0.6))
        rest = replace(rest, seconds=time.monotonic() - begun)
        rests = (rest, *(flown_beside(rest, _chosen(saved, s.key)) for s in plan.beside))
        judged = tuple(
            judged_with(site.scenario, _chosen(saved, one.sensor.key), done, one, progress)
            for one in rests
        )
        result = _result(site, rests, judged, stands_on)
        save_rest(folder, result)
    progress.report(1.0, "operations.plan_saved")
    left_m = sum(run.length_m for sortie in remaining(plan, done) for run in sortie)
    return Replanned(result, done.share(plan), left_m, seam_m(plan.settings))


def _result(
    site: Site,
    rests: tuple[SensorPlan, ...],
    judged: tuple[Verification, ...],
    stands_on: Foundations,
) -> PlanResult:
    """Return the rest as a result; raises PlanRefused where it breaks a hard rule."""
    for verification in judged:
        refuse_if_broken(verification)
    return PlanResult(
        intent=site.scenario.intent,
        plans=rests,
        verifications=judged,
        seconds=rests[0].seconds,
        planned_at=datetime.now(UTC),
        stands_on=stands_on,
        notes=notes_of(rests, judged, site.project.document.title),
    )


def _chosen(saved: PlanResult, key: str | None) -> SensorPlan:
    if key is None and len(saved.plans) > 1:
        raise InputError("operations.which_sensor", "--sensor", sensors=saved.sensors)
    for plan in saved.plans:
        if key in (None, plan.sensor.key):
            return plan
    raise InputError("operations.sensor_not_planned", "--sensor", key=key, sensors=saved.sensors)


def _done(site: Site, plan: SensorPlan, flown: FlownUntil) -> FlownStretches:
    frame = site.terrain.frame
    if flown.track is not None:
        places = read_track(flown.track)
        x, y = frame.forward(places[:, 0], places[:, 1])
        return flown_along(plan, np.column_stack((x, y)))
    if flown.sortie is None or flown.at is None:
        raise InputError("operations.nothing_flown")
    x, y = frame.forward(flown.at.lon_deg, flown.at.lat_deg)
    if not np.isfinite(site.terrain.height_at(np.array([x]), np.array([y]))).all():
        raise InputError("planning.route.off_dem", "--at")
    return flown_until(plan, flown.sortie, float(x), float(y), flown.minutes)
