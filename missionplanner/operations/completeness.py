"""Tell, before anybody leaves the site, whether the photos show all that was wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft.overlap import needed
from missionplanner.errors import InputError
from missionplanner.imagery.announced import announced_triggers, read_announced
from missionplanner.imagery.completeness import (
    Judging,
    SensorCompleteness,
    completeness_of,
)
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.verification import ViewRasters
from missionplanner.operations.photos import PhotosRead, SensorPhotos, read_photos, triggers_of
from missionplanner.operations.results import PlanResult
from missionplanner.planning.verify.outputs import write_rasters
from missionplanner.project.document import Project
from missionplanner.project.store import RECEIVED
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress
from missionplanner.weather.wind import beaufort, wind_speed_at

_SURFACE_M = 10.0  # the height that the Beaufort scale is for


@dataclass(frozen=True)
class Completeness:
    """What the photos of each planned camera show.

    Attributes
    ----------
    read : PhotosRead
    judged : tuple of SensorCompleteness
        Of `read.sensors`.
    beaufort : int or None
        Wind the limit follows; None: not known.
    findings : tuple of Finding
    files : tuple of Path
        Rasters written.
    """

    read: PhotosRead
    judged: tuple[SensorCompleteness, ...]
    beaufort: int | None
    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()


def completeness(
    folder: Path,
    card: Path,
    progress: Progress,
    *,
    wind: int | None = None,
    looked: bool = True,
    out: Path | None = None,
) -> Completeness:
    """Judge the photos of a folder against a project's saved plan.

    Parameters
    ----------
    wind : int, optional
        Beaufort number while it was flown; default: of the strongest hour of the project's weather.
    looked : bool
        See `read_photos`.
    out : Path, optional
        Folder for rasters of what was seen.

    Raises
    ------
    InputError
        As `read_photos`; or the wind is no Beaufort number.
    OutputError
        A raster cannot be written.
    Cancelled
    """
    if wind is not None and not 0 <= wind <= 12:
        raise InputError("imagery.no_beaufort", "--beaufort", number=wind)
    read = read_photos(folder, card, progress.part(0.0, 0.6), looked=looked)
    done = judge(read, progress.part(0.6, 1.0), wind=wind)
    files = _written(read, done.judged, made_in(folder, out)) if out else ()
    progress.report(1.0, "imagery.judged")
    return replace(done, files=files)


def judge(read: PhotosRead, progress: Progress, *, wind: int | None = None) -> Completeness:
    """Judge photos that have been read, and those that previews announce; see `completeness`.

    Raises
    ------
    Cancelled
    """
    force = _beaufort(read.site.project) if wind is None else wind
    judged = tuple(
        _judged(read, one, force, progress.nth(k, len(read.sensors)))
        for k, one in enumerate(read.sensors)
    )
    return Completeness(read, judged, force, (*read.findings, *_findings(read, judged)))


def _judged(
    read: PhotosRead, one: SensorPhotos, force: int | None, progress: Progress
) -> SensorCompleteness:
    gone = one.matched.photo < 0
    judging = Judging(
        planned=planned_views(read.saved, one.plan.sensor.key),
        needed=needed(one.plan.sensor.acquisition),
        missing=one.frames.chosen(gone),
        announced=announced_of(read, one)[gone],
        beaufort=force,
    )
    terrain = read.site.terrain
    return completeness_of(one.photos, one.matched, one.flaws.sees, judging, terrain, progress)


def announced_of(read: PhotosRead, one: SensorPhotos) -> NDArray[np.bool_]:
    """Return which images of a sensor's plan are missing and announced, bool (triggers,)."""
    gone = one.matched.photo < 0
    planned = [other.plan.sensor for other in read.sensors]
    previews = [
        said
        for said in read_announced(read.site.project.folder / RECEIVED)
        if said.taken_by(planned) == one.plan.sensor.key
    ]
    here = {photo.name for photo in one.photos.photos}
    frame = read.site.terrain.frame
    return announced_triggers(previews, here, triggers_of(one), gone, frame)


def planned_views(saved: PlanResult, key: str) -> ViewRasters:
    """Return what the plan of a sensor promised."""
    return next(v.rasters for v in saved.verifications if v.sensor == key)


def _beaufort(project: Project) -> int | None:
    if not project.weather.is_given:
        return None
    return max(beaufort(wind_speed_at(hour, _SURFACE_M)) for hour in project.weather.hours)


def _findings(read: PhotosRead, judged: tuple[SensorCompleteness, ...]) -> Iterator[Finding]:
    for one, found in zip(read.sensors, judged, strict=True):
        name = one.plan.sensor.name
        if found.certain.seen < found.limit:
            share, least = 100 * found.certain.seen, 100 * found.limit
            said = message("imagery.incomplete", share=share, least=least)
            yield Finding("COMPLETE-SEEN", Severity.ERROR, name, said)
        if found.holes:
            area = sum(hole.area_m2 for hole in found.holes)
            place = found.holes[0].place
            said = message(
                "imagery.holes",
                n=len(found.holes),
                hectares=area / 1e4,
                lon=place.lon_deg,
                lat=place.lat_deg,
            )
            yield Finding("COMPLETE-HOLES", Severity.WARNING, name, said)


def _written(
    read: PhotosRead, judged: tuple[SensorCompleteness, ...], out: Path
) -> tuple[Path, ...]:
    files: list[Path] = []
    for one, found in zip(read.sensors, judged, strict=True):
        verified = next(v for v in read.saved.verifications if v.sensor == one.plan.sensor.key)
        flown = replace(
            verified,
            rasters=found.views,
            seen_share=found.certain.seen,
            overlap_ok_share=found.certain.both,
        )
        files += write_rasters(flown, read.site.terrain.frame, out)
    return tuple(files)


def completeness_summary(done: Completeness) -> list[dict[str, object]]:
    """Return the JSON of each sensor; shares of 1, None where nothing is known."""
    return [
        {
            "sensor": one.plan.sensor.key,
            "seen_share": found.certain.seen,
            "overlap_ok_share": found.certain.both,
            "verdict": str(found.verdict),
            "expected_seen_share": found.expected.seen,
            "expected_overlap_ok_share": found.expected.both,
            "limit": found.limit,
            "planned_seen_share": found.promised.seen,
            "planned_overlap_ok_share": found.promised.both,
            "gsd_cm": _pair(100 * found.gsd_p50_m, 100 * found.gsd_p95_m),
            "incidence_deg": _pair(found.incidence_p50_deg, found.incidence_p95_deg),
            "gaps": holes_summary(found),
        }
        for one, found in zip(done.read.sensors, done.judged, strict=True)
    ]


def holes_summary(found: SensorCompleteness) -> list[dict[str, float]]:
    """Return the JSON of holes, largest first."""
    return [
        {"area_m2": hole.area_m2, "lon": hole.place.lon_deg, "lat": hole.place.lat_deg}
        for hole in found.holes
    ]


def _pair(p50: float, p95: float) -> dict[str, float | None]:
    return {
        "p50": p50 if np.isfinite(p50) else None,
        "p95": p95 if np.isfinite(p95) else None,
    }
