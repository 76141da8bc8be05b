"""Hand photos to OpenDroneMap: to a server, or as the folder that it takes."""

import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError, OutputError, PlannerError
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.imagery.control.resection import site_place
from missionplanner.imagery.control.tables import read_marks
from missionplanner.link.node_odm import CANCELED, COMPLETED, FAILED, NodeOdm, TaskState
from missionplanner.model.control import PhotoMark
from missionplanner.operations.mosaic import PHOTOS, MosaicAsked, photos_of_sensor
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.raster.files import info
from missionplanner.storage.atomic import copy_whole, put_in_place, write_by, write_whole
from missionplanner.storage.folders import made_in, staging
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Cancelled, Progress

_FOLDER, _RESULTS, _GCP, _ORTHO = "odm", "results", "gcp_list.txt", "orthophoto.tif"
_LOOK_S, _TRIES, _NAMED = 5.0, 3, 5
# Looks at a task that may fail one after another.
_FAILURES = 24
DEFAULTS: Mapping[str, object] = {"dsm": True, "auto-boundary": True}


@dataclass(frozen=True)
class HandedOver:
    """What was handed over.

    Attributes
    ----------
    photos : int
        Files, bands counted singly.
    control_lines : int
        Of gcp_list.txt; 0: there is none.
    folder : Path or None
        That was written; None: a server took them.
    orthophoto : Path or None
        What the server made; None: there was none.
    options : mapping
    """

    photos: int
    control_lines: int
    folder: Path | None
    orthophoto: Path | None
    options: Mapping[str, object]


@dataclass(frozen=True)
class OdmAsked:
    """What is asked: sensor (key), photos (None: `photos` in the project), marks, options."""

    sensor: str
    photos: Path | None = None
    marks: Path | None = None
    options: Mapping[str, object] | None = None


def odm_folder(
    folder: Path, asked: OdmAsked, progress: Progress, out: Path | None = None
) -> HandedOver:
    """Write the folder that ODM takes: images, control points, options.

    Parameters
    ----------
    folder : Path
        The project.
    asked : OdmAsked
    out : Path, optional
        Default: `odm/SENSOR` in the project.

    Raises
    ------
    InputError
        No photo of the sensor, or marks that name no measured point, no photo, or several.
    OutputError
        No room, or the folder cannot be written.
    Cancelled
    """
    with held(folder):
        _, files, lines = _gathered(folder, asked, progress.part(0.0, 0.2))
        target = made_in(folder, out or folder / _FOLDER / asked.sensor)
        images = made_in(folder if out is None else target, target / "images")
        need = sum(file.stat().st_size for file in files)
        if need > shutil.disk_usage(target).free:
            raise OutputError("odm.no_room", str(target), size=need / 1e9)
        names = _names(files)
        for n, file in enumerate(files):
            progress.report(0.2 + 0.8 * n / len(files), "odm.copying", done=n, n=len(files))
            copy_whole(file, images / names[n])
        options = {**DEFAULTS, **(asked.options or {})}
        if lines:
            write_whole(target / _GCP, _gcp_bytes(lines))
        write_whole(target / "options.json", (json.dumps(options, indent=2) + "\n").encode())
    progress.report(1.0, "odm.written")
    return HandedOver(len(files), max(len(lines) - 1, 0), target, None, options)


def odm_server(
    folder: Path, asked: OdmAsked, server: str, progress: Progress, out: Path | None = None
) -> HandedOver:
    """Let a NodeODM server make an orthophoto, and fetch it.

    Parameters
    ----------
    server : str
        http://HOST:PORT
    out : Path, optional
        The file; default: `results/odm-SENSOR.tif` in the project.

    Raises
    ------
    InputError
        As `odm_folder`; or the server cannot be reached, refuses, fails, or sends no raster.
    OutputError
        The orthophoto cannot be written.
    Cancelled
        The task is cancelled on the server too.
    """
    node = NodeOdm(server)
    node.version()  # before anything is read: is anybody there?
    with held(folder):
        project, files, lines = _gathered(folder, asked, progress.part(0.0, 0.1))
        options = {**DEFAULTS, **(asked.options or {})}
        path = out or folder / _RESULTS / f"odm-{asked.sensor}.tif"
        made_in(folder, path.parent)
        with staging(path.parent) as aside:
            if lines:
                files = (*files, write_whole(aside / _GCP, _gcp_bytes(lines)))
            task = node.begin(project.document.title[:100], options)
            with _cancelled_there(node, task, (Cancelled, InputError)):
                _send(node, task, files, progress.part(0.1, 0.4))
                node.commit(task)
            with _cancelled_there(node, task, (Cancelled,)):
                _await(node, task, progress.part(0.4, 0.95))
            progress.report(0.95, "odm.fetching")
            made = write_by(aside / _ORTHO, lambda stream: node.fetch(task, _ORTHO, stream))
            info(made)  # a raster that can be read, or it is refused
            put_in_place(made, path)
    progress.report(1.0, "odm.fetched")
    return HandedOver(len(files) - bool(lines), max(len(lines) - 1, 0), None, path, options)


@contextmanager
def _cancelled_there(
    node: NodeOdm, task: str, ends: tuple[type[PlannerError], ...]
) -> Iterator[None]:
    """Cancel a task on its server, too, where the work ends here before its time."""
    try:
        yield
    except ends:
        with suppress(InputError):  # who cannot be reached cannot be told
            node.cancel(task)
        raise


def _gathered(
    folder: Path, asked: OdmAsked, progress: Progress
) -> tuple[Project, tuple[Path, ...], list[str]]:
    project = load(folder)
    card = asked.photos or folder / PHOTOS
    seized, _, _ = photos_of_sensor(MosaicAsked(asked.sensor), card, progress)
    files = tuple(sorted(file for one in seized for file in one.photo.files))
    if not asked.marks:
        return project, files, []
    marks = [mark for mark in read_marks(asked.marks) if mark.used]
    counts = Counter(file.name for file in files)
    double = sorted({mark.photo for mark in marks if counts[mark.photo] > 1})
    if double:
        raise InputError("control.two_photos", str(card), names=double[:_NAMED], n=len(double))
    return project, files, _gcp_lines(project, marks, set(counts))


def _gcp_lines(project: Project, marks: Sequence[PhotoMark], names: set[str]) -> list[str]:
    """Return the lines of ODM's control file: heights above the ellipsoid; checks are left out."""
    points = {point.name: point for point in project.document.control_points}
    strange = sorted({mark.point for mark in marks} - set(points))
    where = str(project.folder)
    if strange:
        raise InputError("control.unknown_points", where, names=strange[:_NAMED], n=len(strange))
    gone = sorted({mark.photo for mark in marks} - names)
    if gone:
        raise InputError(
            "control.no_photo", where, names=gone[:_NAMED], n=len(gone), folder=project.folder
        )
    flat = sorted({m.point for m in marks if points[m.point].altitude is None})
    if flat:
        raise InputError("control.unmeasured", where, names=flat[:_NAMED], n=len(flat))
    west, south, east, north = project.area.outer.bounds
    frame = SiteFrame.around((west + east) / 2, (south + north) / 2)
    lines = [f"EPSG:{frame.epsg}"]
    for mark in marks:
        point = points[mark.point]
        if point.checks:
            continue
        x, y, height = site_place(point, frame)
        z = float(to_ellipsoid_m(height, point.lon_deg, point.lat_deg))
        name = "_".join(mark.point.split())
        lines.append(f"{x:.4f} {y:.4f} {z:.4f} {mark.x_px:.3f} {mark.y_px:.3f} {mark.photo} {name}")
    return lines if len(lines) > 1 else []


def _gcp_bytes(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _names(files: Sequence[Path]) -> list[str]:
    """Return names under which files can lie together: cards begin to count anew in each folder.

    Raises
    ------
    InputError
        Two of one name lie in folders of one name.
    """
    counts = Counter(file.name for file in files)
    names = [f"{f.parent.name}_{f.name}" if counts[f.name] > 1 else f.name for f in files]
    double = sorted(name for name, count in Counter(names).items() if count > 1)
    if double:
        where = str(files[0].parent)
        raise InputError("control.two_photos", where, names=double[:_NAMED], n=len(double))
    return names


def _send(node: NodeOdm, task: str, files: Sequence[Path], progress: Progress) -> None:
    names = _names(files)
    for n, file in enumerate(files):
        progress.report(n / len(files), "odm.sending", done=n, n=len(files))
        for attempt in range(_TRIES):
            try:
                node.send(task, file, names[n])
                break
            except InputError as error:
                if error.code != "odm.unreachable" or attempt == _TRIES - 1:
                    raise


def _state(node: NodeOdm, task: str, progress: Progress) -> TaskState:
    """Return how far a task is; of hours of work a network that fails for a minute loses none."""
    for attempt in range(_FAILURES):
        progress.check()
        try:
            return node.state(task)
        except InputError as error:
            passing = error.code == "odm.unreachable" or _of_server(error)
            if not passing or attempt == _FAILURES - 1:
                raise
        time.sleep(_LOOK_S)
    raise AssertionError


def _of_server(error: InputError) -> bool:
    """Tell whether a refusal is the server's own trouble (500 and more), which may pass."""
    status = error.message.values.get("status")
    return isinstance(status, int) and status >= 500


def _await(node: NodeOdm, task: str, progress: Progress) -> None:
    while True:
        state = _state(node, task, progress)
        progress.report(state.share, "odm.working", percent=100 * state.share)
        if state.code == COMPLETED:
            return
        if state.code in (FAILED, CANCELED):
            raise InputError("odm.failed", node.url.split("?")[0], said=state.said)
        time.sleep(_LOOK_S)
