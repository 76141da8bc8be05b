"""Plan flights over what the photos leave out, and keep them beside the plan as its rest."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from missionplanner.aircraft.catalogue import check_mount
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.aircraft.overlap import needed, shares_of
from missionplanner.errors import InputError
from missionplanner.imagery.completeness import SensorCompleteness, flown_frames
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import PatternShares, Verification, ViewRasters
from missionplanner.operations.completeness import Completeness, completeness, planned_views
from missionplanner.operations.notes import notes_of
from missionplanner.operations.photos import SensorPhotos
from missionplanner.operations.results import PlanResult, save_rest
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.planning.by_hand.gap import done_but
from missionplanner.planning.by_hand.remaining import FlownStretches
from missionplanner.planning.by_hand.rest import OF_VIEWS, rest_of
from missionplanner.planning.by_hand.shared import flown_beside
from missionplanner.planning.scenario import Scenario, check_wind
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.coverage import coverage_findings
from missionplanner.planning.verify.photos import photos_of
from missionplanner.planning.verify.views import frames_of
from missionplanner.project.fingerprints import foundations
from missionplanner.project.store import load
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.frame_edge import outline_m
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.views import CellGrid, Frames, count_views

# Images that look at right angles to each other count as far apart as this, m, and more.
_VIEW_M = 100.0


@dataclass(frozen=True)
class GapPlan:
    """Flights that close the holes, and what was judged to find these."""

    result: PlanResult
    judged: Completeness
    again: int
    """Images of the plan that are taken again."""


def gap_project(
    folder: Path, card: Path, progress: Progress, *, wind: int | None = None, looked: bool = True
) -> GapPlan:
    """Plan what the photos of a folder leave out, for the same sensors; save it as the rest.

    Raises
    ------
    InputError
        As `completeness`; or there is no hole, or nothing but one: no photo is of this plan.
    PlanRefused
        The flights break a hard rule, or cannot be flown; nothing is saved.
    OutputError
        The folder cannot be written, or another program is at work on the project.
    Cancelled
    """
    begun = time.monotonic()
    with held(folder):
        load(folder)  # first: a project that is not there is no folder that cannot be written
        writable(folder)
        judged = completeness(folder, card, progress.part(0.0, 0.5), wind=wind, looked=looked)
        if not any(one.expected.seen > 0.0 for one in judged.judged):
            raise InputError("imagery.none_of_plan", str(card))
        site, saved = judged.read.site, judged.read.saved
        stands_on = foundations(site.project, saved.sensors, progress=progress.part(0.5, 0.55))
        check_wind(site.project.weather, site.scenario.aircraft)
        wanted = [
            _again(judged, one, found)
            for one, found in zip(judged.read.sensors, judged.judged, strict=True)
        ]
        rests = tuple(_rests(judged, wanted, progress.part(0.55, 0.8)))
        if not rests:
            raise InputError("imagery.no_hole", str(card))
        rests = tuple(replace(rest, seconds=time.monotonic() - begun) for rest in rests)
        verified = tuple(_verified(judged, rest, progress.part(0.8, 0.98)) for rest in rests)
        for one in verified:
            refuse_if_broken(one)
        result = PlanResult(
            intent=site.scenario.intent,
            plans=rests,
            verifications=verified,
            seconds=time.monotonic() - begun,
            planned_at=datetime.now(UTC),
            stands_on=stands_on,
            notes=notes_of(rests, verified, site.project.document.title),
            closes_gap=True,
        )
        save_rest(folder, result)
    progress.report(1.0, "operations.plan_saved")
    return GapPlan(result, judged, int(sum(mask.sum() for mask in wanted)))


def _again(judged: Completeness, one: SensorPhotos, found: SensorCompleteness) -> NDArray[np.bool_]:
    """Return which images of a plan are to be taken again.

    Missing ones that show a hole; and where photos are there and the ground is not seen all the
    same, those whose middle lies in one.
    """
    views, terrain = found.views, judged.read.site.terrain
    again = np.zeros(len(one.wanted), np.bool_)
    rows, cols = np.nonzero(found.hole)
    if not len(rows) or not len(again):
        return again
    xy = np.column_stack((views.x0_m + cols * views.cell_m, views.y0_m + rows * views.cell_m))
    tree, frames = shapely.STRtree(shapely.points(xy)), one.frames
    gone = one.matched.photo < 0
    closed = np.zeros(len(xy), np.bool_)
    for k in np.flatnonzero(gone):
        shown = _shown(tree, frames, int(k), terrain)
        again[k] = len(shown) > 0
        closed[shown] = True
    near = cKDTree(frames.places_m[:, :2])
    # What no missing image explains: the nearest of the plan's own.
    if not closed.all():
        again[np.unique(near.query(xy[~closed])[1])] = True
    return again


def _shown(tree: shapely.STRtree, frames: Frames, k: int, terrain: Terrain) -> NDArray[np.int64]:
    """Return which points of a tree a planned frame shows."""
    x, y, z = frames.places_m[k].tolist()
    outline = outline_m(frames.camera, (x, y, z), frames.axes[k], terrain.height_at)
    return np.asarray(tree.query(shapely.polygons(outline), predicate="contains"), np.int64)


def _rests(
    judged: Completeness, wanted: Sequence[NDArray[np.bool_]], progress: Progress
) -> Iterator[SensorPlan]:
    """Yield the plans of what is to be flown again; sensors of one flight fly it together."""
    sensors = judged.read.sensors
    planned: set[str] = set()
    for one in sensors:
        if one.plan.sensor.key in planned:
            continue
        carried = {sensor.key for sensor in one.plan.carried}
        group = [k for k, other in enumerate(sensors) if other.plan.sensor.key in carried]
        planned |= carried
        if not any(wanted[k].any() for k in group):
            continue
        plan = replace(_catalogued(one), aircraft=judged.read.site.scenario.aircraft)
        for sensor in plan.carried:
            check_mount(sensor, plan.aircraft)
        done = _both([done_but(plan, sensors[k].wanted, wanted[k]) for k in group])
        rest = rest_of(judged.read.site.scenario, plan, done, progress)
        yield rest
        for k in group:
            if sensors[k] is not one:
                yield flown_beside(rest, _catalogued(sensors[k]))


def _catalogued(one: SensorPhotos) -> SensorPlan:
    """Return a sensor's plan with the sensor as it stands in the catalogue: what is saved."""
    return replace(one.plan, sensor=catalogue_sensor(one.plan.sensor.key))


def _both(done: Sequence[FlownStretches]) -> FlownStretches:
    """Return what all of several sensors have of the same flights."""
    first, *others = done
    for other in others:
        first = FlownStretches(
            tuple(
                tuple(_overlap(a, b) for a, b in zip(mine, theirs, strict=True))
                for mine, theirs in zip(first.spans, other.spans, strict=True)
            )
        )
    return first


def _overlap(
    mine: tuple[tuple[float, float], ...], theirs: tuple[tuple[float, float], ...]
) -> tuple[tuple[float, float], ...]:
    pairs = ((max(a, c), min(b, d)) for a, b in mine for c, d in theirs)
    return tuple((a, b) for a, b in pairs if b > a)


def _verified(judged: Completeness, rest: SensorPlan, progress: Progress) -> Verification:
    """Return the verification of a rest: its flights alone, its views with the photos there are."""
    read, key = judged.read, rest.sensor.key
    scenario: Scenario = read.site.scenario
    alone = verify(rest, scenario, progress)
    one = next(s for s in read.sensors if s.plan.sensor.key == key)
    views = _together(one, rest, planned_views(read.saved, key), scenario, progress)
    asked = needed(one.plan.sensor.acquisition)
    shares = shares_of(views, asked)
    seen = views.gsd_m[views.wanted & (views.images > 0)]
    p50, p95 = np.percentile(seen, (50, 95)) if seen.size else (np.nan, np.nan)
    findings = [f for f in alone.findings if f.code not in OF_VIEWS]
    findings += coverage_findings(views, shares, asked, scenario)
    return replace(
        alone,
        seen_share=shares.seen,
        overlap_ok_share=shares.both,
        gsd_p50_m=float(p50),
        gsd_p95_m=float(p95),
        rasters=views,
        promised=PatternShares(),
        findings=tuple(findings),
    )


def _stand(frames: Frames) -> NDArray[np.float64]:
    """Return where images are taken and whither, (n, 6): near to each other where both are."""
    return np.hstack((frames.places_m, _VIEW_M * frames.axes[:, 0]))


def _together(
    one: SensorPhotos,
    rest: SensorPlan,
    planned: ViewRasters,
    scenario: Scenario,
    progress: Progress,
) -> ViewRasters:
    turn_mps2 = rest.aircraft.turn_acceleration_mps2
    photos = photos_of(rest.sorties, rest.settings, rest.sensor.trigger, turn_mps2, rest.aims)
    new = frames_of(photos, one.plan.sensor)
    # A strip flown again is the line it was: seen from there twice, the ground is seen once.
    _, nearest = cKDTree(_stand(one.frames)).query(_stand(new))
    new = replace(new, lines=one.wanted.lines[nearest])
    old = flown_frames(one.photos, one.matched, one.flaws.sees)
    grid = CellGrid.like(planned, scenario.terrain)
    views = count_views(new.joined(old), scenario.terrain, grid, progress)
    return ViewRasters(*grid.place, views.images, views.strips, views.gsd_m, grid.wanted)
