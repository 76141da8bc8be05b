"""What is shown of photos that come home: once from a folder, or again while they come."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from missionplanner.aircraft.overlap import needed
from missionplanner.errors import one_line, shortened
from missionplanner.imagery.announced import Announced, read_announced
from missionplanner.imagery.completeness import SensorCompleteness, pieces_of
from missionplanner.imagery.flaws import BLINDING
from missionplanner.imagery.folder import CardRead, Seized
from missionplanner.messages.message import message
from missionplanner.model.survey_state import (
    SEEN,
    SEEN_OFTEN,
    GapShape,
    PhotoEntry,
    SeenRaster,
    SensorState,
    SurveyState,
)
from missionplanner.model.verification import ViewRasters
from missionplanner.operations.completeness import (
    Completeness,
    announced_of,
    completeness,
    judge,
)
from missionplanner.operations.follow_photos import Arrival, FollowedCard
from missionplanner.operations.photos import SensorPhotos, beside_plan
from missionplanner.operations.results import planned
from missionplanner.operations.site import load_site
from missionplanner.project.store import RECEIVED, load
from missionplanner.tasks.progress import Progress, silent
from missionplanner.terrain.frame_edge import outline_m
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.views import CellGrid, Frames, count_views

Mask = NDArray[np.bool_]
Outlines = dict[Path, NDArray[np.float32]]

_LOOK_S = 1.0
# While photos come, judging takes at most this share of the time: the machine has more to do.
_JUDGED_SHARE = 0.33
# Strips with fewer images than this are told image by image.
_LEAST_STRIP = 3
# Letters of a name that a radio tells.
_LONGEST_NAME = 120


def read_survey(
    folder: Path, card: Path, progress: Progress, *, looked: bool = True
) -> SurveyState:
    """Read and judge the photos of a folder; see `completeness` for parameters and errors."""
    done = completeness(folder, card, progress.part(0.0, 0.95), looked=looked)
    return survey_state(done, {}, live=False)


def watch_survey(
    folder: Path,
    card: Path | None,
    progress: Progress,
    tell: Callable[[SurveyState], None],
    *,
    looked: bool = True,
) -> None:
    """Judge photos and previews while they come, until it is stopped.

    Parameters
    ----------
    card : Path or None
        Folder that photos come into; None: previews alone, in the project's folder `received`.
    tell : callable
        Given the state at the start and after news.

    Raises
    ------
    InputError
        As `completeness`; a folder that holds no photo yet is none.
    Cancelled
        The only end.
    """
    saved = planned(folder)
    site = load_site(load(folder), progress.part(0.0, 0.5), saved.intent)
    followed = FollowedCard(card, looked=looked) if card else None
    mute, outlines = progress.mute(), Outlines()
    previews, news, rest_until = -1, True, 0.0
    looked_before = False
    while True:
        progress.check()
        found = followed.look(mute) if followed is not None else Arrival.NOTHING
        news |= found is Arrival.NEW
        # Whether what lies there is whole shows at the second look: till then it is not missing.
        wait = found is Arrival.WRITING and not looked_before
        looked_before = True
        count = _previews(folder)
        news |= count != previews
        previews = count
        if news and not wait and time.monotonic() >= rest_until:
            begun = time.monotonic()
            read = followed.read if followed else CardRead((), ())
            beside = beside_plan(site, saved, read, looked=looked)
            tell(survey_state(judge(beside, mute), outlines, live=True))
            took_s = time.monotonic() - begun
            news, rest_until = False, begun + took_s / _JUDGED_SHARE
        time.sleep(_LOOK_S)


def _previews(folder: Path) -> int:
    received = folder / RECEIVED
    return sum(1 for _ in received.glob("*/*.json")) if received.is_dir() else 0


def survey_state(done: Completeness, outlines: Outlines, *, live: bool) -> SurveyState:
    """Return what is shown of photos that were judged.

    Parameters
    ----------
    outlines : dict
        Outlines of photos by their file, worked out before; more are put in.
    live : bool
        Photos still come.
    """
    read = done.read
    folder = read.site.project.folder
    announced = read_announced(folder / RECEIVED)
    sensors = tuple(
        _sensor_state(done, one, found, announced, outlines, live)
        for one, found in zip(read.sensors, done.judged, strict=True)
    )
    return SurveyState(
        sensors=sensors,
        beaufort=done.beaufort,
        findings=done.findings,
        strays=tuple(_strays(done)),
        photos=len(read.card.seized),
        live=live,
    )


def _sensor_state(
    done: Completeness,
    one: SensorPhotos,
    found: SensorCompleteness,
    announced: Sequence[Announced],
    outlines: Outlines,
    live: bool,
) -> SensorState:
    terrain, places = done.read.site.terrain, one.wanted.cameras[:, :2]
    gone, promised = one.matched.photo < 0, announced_of(done.read, one)
    passed = _passed(one, ~gone | promised) if live else np.ones(len(gone), np.bool_)
    missing = gone & ~promised & passed
    strips, missing_alone = _strips_left_out(one, missing)
    received = [_received(one, k, terrain, outlines) for k in range(len(one.photos))]
    planned, key = [other.plan.sensor for other in done.read.sensors], one.plan.sensor.key
    # What tells no camera is listed with each of them: it is of one.
    mine = [said for said in announced if said.taken_by(planned) in (key, None)]
    waiting = _waiting(mine, one, terrain)
    ahead = gone & (promised | ~passed) if live else np.zeros(len(gone), np.bool_)
    return SensorState(
        sensor=one.plan.sensor.key,
        name=one.plan.sensor.name,
        planned=len(gone),
        matched=int((~gone).sum()),
        seen=found.certain.seen,
        both=found.certain.both,
        expected_seen=found.expected.seen,
        promised_both=found.promised.both,
        gsd_p50_m=found.gsd_p50_m,
        raster=_raster(one, found.views),
        entries=(*reversed(waiting), *reversed(received)),
        gaps=tuple(_gaps(found, _hole_but(found, one.frames.chosen(ahead), terrain))),
        announced_m=places[promised],
        missing_m=places[missing_alone],
        announced_outline_m=_ground_of(one.frames, promised, terrain),
        not_flown_m=tuple(places[strip] for strip in strips),
        to_come=int((gone & ~promised & ~passed).sum()),
    )


def _passed(one: SensorPhotos, heard: Mask) -> Mask:
    """Return which images of a plan are behind the aircraft: a later one of the sortie came."""
    passed = np.zeros(len(heard), np.bool_)
    for sortie in np.unique(one.wanted.sorties):
        mine = np.flatnonzero(one.wanted.sorties == sortie)
        came = np.flatnonzero(heard[mine])
        if len(came):
            passed[mine[: came[-1] + 1]] = True
    return passed


def _strips_left_out(
    one: SensorPhotos, missing: Mask
) -> tuple[list[NDArray[np.int64]], NDArray[np.bool_]]:
    """Return the strips of which no image is there, and which images are missing besides."""
    strips, alone = [], missing.copy()
    for line in np.unique(one.wanted.lines[missing]):
        mine = np.flatnonzero(one.wanted.lines == line)
        if missing[mine].all() and len(mine) >= _LEAST_STRIP:
            strips.append(mine)
            alone[mine] = False
    return strips, alone


def _received(one: SensorPhotos, k: int, terrain: Terrain, outlines: Outlines) -> PhotoEntry:
    photo, flaws = one.photos.photos[k], one.flaws.of(k)
    x, y, z = one.photos.places_m[k].tolist()
    seen = None
    if np.isfinite((x, y, z)).all():
        if photo.path not in outlines:
            camera, axes = one.photos.camera, one.photos.axes[k]
            edge = outline_m(camera, (x, y, z), axes, terrain.height_at)
            outlines[photo.path] = edge.astype(np.float32)
        seen = outlines[photo.path]
    return PhotoEntry(
        name=photo.name,
        file=photo.path,
        flaws=tuple(str(flaw) for flaw in flaws),
        blind=any(flaw in BLINDING for flaw in flaws),
        place_m=(x, y) if np.isfinite((x, y)).all() else None,
        outline_m=seen,
        taken=photo.taken,
        size_bytes=_size(photo.path),
    )


def _waiting(
    announced: Sequence[Announced], one: SensorPhotos, terrain: Terrain
) -> list[PhotoEntry]:
    """Return the photos of which a preview alone has come."""
    here = {photo.name for photo in one.photos.photos}
    return [
        PhotoEntry(
            name=shortened(one_line(said.name), _LONGEST_NAME),
            file=said.preview,
            announced=True,
            place_m=_on_site(terrain, said.lon_deg, said.lat_deg),
            size_bytes=_size(said.preview),
            stage=said.stage,
        )
        for said in announced
        if said.name not in here
    ]


def _on_site(terrain: Terrain, lon: float, lat: float) -> tuple[float, float] | None:
    x, y = terrain.frame.forward(lon, lat)
    return (float(x), float(y)) if np.isfinite((x, y)).all() else None


def _strays(done: Completeness) -> Iterator[PhotoEntry]:
    read = done.read
    used = {photo.path for one in read.sensors for photo in one.photos.photos}
    for seized in read.card.seized:
        if seized.photo.path not in used:
            yield _stray(seized)
    for error in read.card.unread:
        path = Path(error.where)
        yield PhotoEntry(name=path.name, blind=True, trouble=error.message)


def _stray(seized: Seized) -> PhotoEntry:
    photo = seized.photo
    said = message("imagery.stray" if photo.placed else "imagery.no_place", n=1)
    return PhotoEntry(
        name=photo.name,
        file=photo.path,
        blind=True,
        taken=photo.taken,
        size_bytes=_size(photo.path),
        trouble=said,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # taken away since it was read


def _raster(one: SensorPhotos, views: ViewRasters) -> SeenRaster:
    asked = needed(one.plan.sensor.acquisition)
    level = np.where(views.wanted & (views.images > 0), SEEN, 0).astype(np.uint8)
    often = (views.images >= asked.images) & (views.strips >= asked.strips)
    level[views.wanted & often] = SEEN_OFTEN
    return SeenRaster(views.x0_m, views.y0_m, views.cell_m, level)


def _hole_but(found: SensorCompleteness, ahead: Frames, terrain: Terrain) -> Mask:
    """Return the hole without the ground that is still to be seen."""
    if not len(ahead.lines):
        return found.hole
    views = count_views(ahead, terrain, CellGrid.like(found.views, terrain), silent())
    return np.asarray(found.hole & (views.images == 0), np.bool_)


def _gaps(found: SensorCompleteness, hole: Mask) -> Iterator[GapShape]:
    views, cell = found.views, found.views.cell_m
    for rows, cols in pieces_of(hole):
        x, y = views.x0_m + cols * cell, views.y0_m + rows * cell
        half = cell / 2
        cells = shapely.box(x - half, y - half, x + half, y + half)
        # Steps of cells are no edge of anything: rounded off, they are read as one shape.
        outline = shapely.union_all(cells).buffer(cell).buffer(-cell).simplify(0.7 * cell)
        middle = outline.representative_point()
        yield GapShape(float(len(rows)) * cell**2, outline, (middle.x, middle.y))


def _ground_of(frames: Frames, which: Mask, terrain: Terrain) -> BaseGeometry:
    """Return the ground that some planned frames show together."""
    edges = [
        outline_m(frames.camera, tuple(place.tolist()), axes, terrain.height_at)
        for place, axes in zip(frames.places_m[which], frames.axes[which], strict=True)
    ]
    if not edges:
        return MultiPolygon()
    return shapely.union_all(shapely.make_valid(shapely.polygons(np.array(edges))))
