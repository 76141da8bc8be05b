"""Read the photos of a card or folder, put them on the site and hold them against the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.imagery.cameras import by_camera
from missionplanner.imagery.clocks import other_clock
from missionplanner.imagery.flaws import (
    Flaw,
    Flaws,
    findings_of,
    flaws_of,
    off_plan_m,
    turned_deg,
    with_heights,
)
from missionplanner.imagery.folder import CardRead, Seized, photo_files, read_card
from missionplanner.imagery.matching import Matched, Triggers, matched
from missionplanner.imagery.placing import PlacedPhotos, placed
from missionplanner.imagery.sharpness import sharpness_known
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import Camera
from missionplanner.operations.results import PlanResult, planned
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.intent import as_flown
from missionplanner.planning.verify.photos import Photos, photos_of
from missionplanner.planning.verify.views import frames_of
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.views import Frames
from missionplanner.weather.local_time import zone_at

_NAMED = 5
# A camera turned more than this against the way flown is told.
_TURNED_DEG = 30.0


@dataclass(frozen=True)
class SensorPhotos:
    """What was flown with one sensor, beside its plan.

    Attributes
    ----------
    plan : SensorPlan
        With the acquisition it is flown for.
    wanted : Photos
        Where the plan wants images.
    photos : PlacedPhotos
    matched : Matched
    flaws : Flaws
    """

    plan: SensorPlan
    wanted: Photos
    photos: PlacedPhotos
    matched: Matched
    flaws: Flaws

    @property
    def frames(self) -> Frames:
        """Return the planned frames."""
        return frames_of(self.wanted, self.plan.sensor)

    @property
    def missing(self) -> int:
        """Return how many images of the plan no photo is that shows anything."""
        return int((self.matched.photo < 0).sum())


@dataclass(frozen=True)
class PhotosRead:
    """A card beside the plan.

    Attributes
    ----------
    site : Site
    saved : PlanResult
    card : CardRead
    sensors : tuple of SensorPhotos
        Of each planned camera, in the order of the plan.
    findings : tuple of Finding
    """

    site: Site
    saved: PlanResult
    card: CardRead
    sensors: tuple[SensorPhotos, ...]
    findings: tuple[Finding, ...]


def read_photos(folder: Path, card: Path, progress: Progress, *, looked: bool = True) -> PhotosRead:
    """Read the photos below a folder and match them with the saved plan of a project.

    Parameters
    ----------
    folder : Path
        The project.
    card : Path
    looked : bool
        False: pixels are not decoded; nothing is known of sharpness and exposure.

    Raises
    ------
    InputError
        Never planned, no such folder, or there is no photo in it.
    Cancelled
    """
    saved = planned(folder)
    files = photo_files(card)
    if not files:
        raise InputError("imagery.no_photos", str(card))
    site = load_site(load(folder), progress.part(0.0, 0.2), saved.intent)
    read = read_card(files, progress.part(0.2, 0.9), looked=looked)
    return beside_plan(site, saved, read, looked=looked)


def beside_plan(site: Site, saved: PlanResult, card: CardRead, *, looked: bool) -> PhotosRead:
    """Return photos that have been read beside a plan."""
    plans = [_as_planned(plan) for plan in saved.plans if plan.sensor.lidar is None]
    sorted_out = by_camera(card.seized, [plan.sensor for plan in plans])
    sensors = tuple(_beside(site, saved, plan, sorted_out) for plan in plans)
    findings = (
        *_unread(card),
        *_not_placed(card.seized),
        *_strangers(sorted_out, plans),
        *(found for one in sensors for found in _findings(one)),
        *_clocks(site, sensors),
        *_unlooked(card, looked=looked),
    )
    return PhotosRead(site, saved, card, sensors, findings)


def _as_planned(plan: SensorPlan) -> SensorPlan:
    return replace(plan, sensor=as_flown(replace(plan, sensor=sensor(plan.sensor.key))))


def _beside(
    site: Site,
    saved: PlanResult,
    plan: SensorPlan,
    sorted_out: dict[tuple[str, Camera] | None, list[Seized]],
) -> SensorPhotos:
    chosen = _largest(sorted_out, plan.sensor.key)
    camera = chosen[1] if chosen else plan.sensor.camera
    terrain, home = site.terrain, plan.home.ground_egm96_m
    photos = placed(sorted_out[chosen] if chosen else (), camera, terrain.frame, home)
    turn_mps2 = plan.aircraft.turn_acceleration_mps2
    wanted = photos_of(plan.sorties, plan.settings, plan.sensor.trigger, turn_mps2, plan.aims)
    apart_m = plan.settings.trigger_distance_m
    triggers = _triggers(wanted, plan)
    flaws = flaws_of(photos, terrain, apart_m, saved.planned_at)
    double = flaws.masks[Flaw.DUPLICATE]
    pairs = matched(photos, triggers, flaws.sees | double, double)
    flaws = with_heights(flaws, photos, pairs, triggers, terrain)
    return SensorPhotos(plan, wanted, photos, pairs, flaws)


def triggers_of(one: SensorPhotos) -> Triggers:
    """Return where a sensor's plan wants images."""
    return _triggers(one.wanted, one.plan)


def _triggers(wanted: Photos, plan: SensorPlan) -> Triggers:
    places, apart_m = wanted.cameras[:, :3], plan.settings.trigger_distance_m
    views = frames_of(wanted, plan.sensor).axes[:, 0] if plan.aims else None
    return Triggers(places, _ways(wanted), wanted.lines, wanted.sorties, apart_m, views)


def _ways(wanted: Photos) -> NDArray[np.float64]:
    """Return the way flown at each planned image, unit vectors (n, 2).

    Where strips have aims of their own, the top of a frame is not ahead: the way is that between
    neighbours of a line.
    """
    ways = wanted.cameras[:, 3:].copy()
    if np.isnan(wanted.pitch_deg).all() or len(wanted) < 2:
        return ways
    step = np.diff(wanted.cameras[:, :2], axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    one = (np.diff(wanted.strips) == 0) & (np.diff(wanted.sorties) == 0) & (length > 1e-6)
    unit = step[one] / length[one, None]
    ways[1:][one] = unit
    ways[:-1][one] = unit
    return ways


def _findings(one: SensorPhotos) -> Iterator[Finding]:
    name = one.plan.sensor.name
    off_m = off_plan_m(one.photos, one.matched, triggers_of(one), one.flaws.masks[Flaw.HEIGHT])
    yield from findings_of(name, one.photos, one.flaws, off_m)
    if one.missing:
        said = message("imagery.missing", n=one.missing, of=len(one.wanted))
        yield Finding("PHOTO-MISSING", Severity.WARNING, name, said)
    if len(one.photos) and one.photos.camera.focal_mm != one.plan.sensor.camera.focal_mm:
        said = message(
            "imagery.other_lens",
            mm=one.photos.camera.focal_mm,
            planned_mm=one.plan.sensor.camera.focal_mm,
        )
        yield Finding("PHOTO-LENS", Severity.WARNING, name, said)
    turned = turned_deg(one.photos)
    if turned > _TURNED_DEG:
        said = message("imagery.turned", turned=turned)
        yield Finding("PHOTO-YAW", Severity.WARNING, name, said)
    level = sum(photo.attitude is None for photo in one.photos.photos)
    if level:
        said = message("imagery.no_attitude", n=level)
        yield Finding("PHOTO-ATTITUDE", Severity.NOTE, name, said)


def _clocks(site: Site, sensors: Sequence[SensorPhotos]) -> Iterator[Finding]:
    """Yield that a camera's clock is not the site's: of another zone, or an hour off."""
    place = site.scenario.home.position
    zone = zone_at(place.lon_deg, place.lat_deg)
    for one in sensors:
        if found := other_clock(one.photos.photos, zone):
            hours, n = found[0] / timedelta(hours=1), found[1]
            said = message("imagery.other_clock", n=n, hours=hours, zone=str(zone))
            yield Finding("PHOTO-ZONE", Severity.NOTE, one.plan.sensor.name, said)


def _unread(card: CardRead) -> Iterator[Finding]:
    for error in card.unread:
        yield Finding("PHOTO-UNREAD", Severity.WARNING, Path(error.where).name, error.message)


def _not_placed(seized: Sequence[Seized]) -> Iterator[Finding]:
    names = [one.photo.name for one in seized if not one.photo.placed]
    if names:
        said = message("imagery.no_place", n=len(names))
        yield Finding("PHOTO-NOPLACE", Severity.WARNING, ", ".join(names[:_NAMED]), said)


def _strangers(
    sorted_out: dict[tuple[str, Camera] | None, list[Seized]], plans: Sequence[SensorPlan]
) -> Iterator[Finding]:
    """Yield what was taken with a camera that is not planned, or that nobody knows."""
    wanted = {plan.sensor.key for plan in plans}
    for (of, camera), lesser in _lesser_sets(sorted_out, wanted):
        said = message("imagery.other_set", n=len(lesser), mm=camera.focal_mm)
        yield Finding("PHOTO-CAMERA", Severity.WARNING, sensor(of).name, said)
    for key, seized in sorted_out.items():
        if key is None:
            said = message("imagery.unknown_camera", n=len(seized))
            first = seized[0].photo
            where = f"{first.make} {first.model} {first.width_px} x {first.height_px}"
            yield Finding("PHOTO-CAMERA", Severity.WARNING, where, said)
        elif key[0] not in wanted:
            said = message("imagery.not_planned", n=len(seized))
            yield Finding("PHOTO-CAMERA", Severity.WARNING, sensor(key[0]).name, said)


def _lesser_sets(
    sorted_out: dict[tuple[str, Camera] | None, list[Seized]], wanted: set[str]
) -> Iterator[tuple[tuple[str, Camera], list[Seized]]]:
    """Yield the sets of planned sensors that are not judged: another lens or size than most."""
    for key, seized in sorted_out.items():
        if key is not None and key[0] in wanted and key != _largest(sorted_out, key[0]):
            yield key, seized


def _largest(
    sorted_out: dict[tuple[str, Camera] | None, list[Seized]], of: str
) -> tuple[str, Camera] | None:
    """Return the camera that took the most photos of a sensor; None: there is no photo."""
    sets = [key for key in sorted_out if key is not None and key[0] == of]
    return max(sets, key=lambda key: len(sorted_out[key]), default=None)


def _unlooked(card: CardRead, *, looked: bool) -> Iterator[Finding]:
    if not looked or not sharpness_known():
        said = message("imagery.sharpness_unknown")
        yield Finding("PHOTO-SHARPNESS", Severity.NOTE, "", said)
        return
    plain = sum(one.look is not None and one.look.ratio is None for one in card.seized)
    if plain:
        said = message("imagery.nothing_to_be_sharp", n=plain)
        yield Finding("PHOTO-PLAIN", Severity.NOTE, "", said)


def photos_summary(read: PhotosRead) -> dict[str, object]:
    """Return the JSON object of `photos`, still without its findings."""
    return {
        "photos": len(read.card.seized),
        "unread": len(read.card.unread),
        "sensors": [
            {
                "sensor": one.plan.sensor.key,
                "photos": len(one.photos),
                "planned": len(one.wanted),
                "matched": int((one.matched.trigger >= 0).sum()),
                "missing": one.missing,
                "certain": int(np.count_nonzero(one.flaws.sees)),
                "flaws": {str(flaw): int(mask.sum()) for flaw, mask in one.flaws.masks.items()},
                "flawed": list(_flawed(one)),
                "missing_at": list(_missing_at(read.site, one)),
            }
            for one in read.sensors
        ],
    }


def _flawed(one: SensorPhotos) -> Iterator[dict[str, object]]:
    """Yield each photo that has flaws, and which."""
    for k, photo in enumerate(one.photos.photos):
        if flaws := one.flaws.of(k):
            yield {"photo": str(photo.path), "flaws": [str(flaw) for flaw in flaws]}


def _missing_at(site: Site, one: SensorPhotos) -> Iterator[dict[str, object]]:
    """Yield the place and the sortie of each planned image that no photo is."""
    gone = np.flatnonzero(one.matched.photo < 0)
    lon, lat = site.terrain.frame.inverse(*one.wanted.cameras[gone, :2].T)
    for k, x, y in zip(gone, lon, lat, strict=True):
        sortie = one.plan.sorties[int(one.wanted.sorties[k])].name
        yield {"sortie": sortie, "lon": float(x), "lat": float(y)}
