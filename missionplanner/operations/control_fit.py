"""Adjust photos to the control points that are marked in them, and keep what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from missionplanner.aircraft.catalogue import readable_sensors, sensor
from missionplanner.errors import InputError
from missionplanner.imagery.cameras import Recognised, recognised
from missionplanner.imagery.control.adjust import Adjusted, adjusted, seen_enough
from missionplanner.imagery.control.resection import Marked, marked
from missionplanner.imagery.control.suggest import LEAST
from missionplanner.imagery.control.tables import read_marks
from missionplanner.imagery.folder import Seized, photo_files
from missionplanner.imagery.metadata import read_photo
from missionplanner.imagery.placing import placed
from missionplanner.messages.message import message
from missionplanner.model.control import (
    CameraFit,
    ControlFit,
    MarkFit,
    PhotoMark,
    PhotoPose,
    PointFit,
)
from missionplanner.model.finding import Finding, Severity
from missionplanner.operations.site import Site, load_site
from missionplanner.project.store import load
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.storage.saved import read_saved
from missionplanner.tasks.progress import Progress

_FOLDER, _NAME = "results", "control.json"
_NAMED = 5


@dataclass(frozen=True)
class FittedControl:
    """What an adjustment gave.

    Attributes
    ----------
    fit : ControlFit
    findings : tuple of Finding
        Points and marks that are off are errors.
    rmse_m, check_rmse_m : (east, north, up) or None
        Of control points as they differ from all others, and of check points; None: there is none.
    file : Path or None
        Where it was kept; None: not, for it has errors.
    marks : tuple of MarkFit
        Those used, in the order of their table.
    """

    fit: ControlFit
    findings: tuple[Finding, ...]
    rmse_m: tuple[float, float, float] | None
    check_rmse_m: tuple[float, float, float] | None
    file: Path | None
    marks: tuple[MarkFit, ...] = ()

    @property
    def ok(self) -> bool:
        """True where nothing is an error."""
        return all(one.severity is not Severity.ERROR for one in self.findings)


def fit_control(
    folder: Path, table: Path, progress: Progress, photos: Path | None = None
) -> FittedControl:
    """Adjust the photos with marks to the measured control points of a project.

    Parameters
    ----------
    folder : Path
        The project.
    table : Path
        Marks: photo, x, y, point; see `imagery.control.tables.read_marks`.
    photos : Path, optional
        Folder that holds the photos; default: that of the table.

    Raises
    ------
    InputError
        A photo or a point that a mark names is not there, fewer than five control points in two
        photos each, or they lie on one line; and as `load_site`.
    OutputError
        The result cannot be kept.
    Cancelled
    """
    with held(folder):
        project = load(folder)
        marks = [mark for mark in read_marks(table) if mark.used]
        if not marks:
            raise InputError("control.few", n=0, least=LEAST)
        seized = _seized(marks, photos or table.parent, table)
        by = _camera(seized, project.document.sensors, table)
        site = load_site(project, progress.part(0.0, 0.4))
        home = site.scenario.home.ground_egm96_m
        at = placed(seized, by.camera, site.terrain.frame, home)
        _refuse_heights(at.places_m[:, 2], seized, table)
        points = project.document.control_points
        all_of_it = marked(at, marks, points, site.terrain.frame, str(table))
        done = adjusted(all_of_it.network, all_of_it.checks, progress.part(0.4, 0.95))
        fit = _fit(site, by.sensor.key, all_of_it, done)
        findings = tuple(_findings(all_of_it, done, by))
        kept = all(one.severity is not Severity.ERROR for one in findings)
        file = _keep(folder, fit) if kept else None
    progress.report(1.0, "control.adjusted")
    marks_fit = tuple(_mark_fits(all_of_it, done))
    return FittedControl(fit, findings, _rmse(fit, False), _rmse(fit, True), file, marks_fit)


def load_fit(folder: Path) -> ControlFit | None:
    """Return the adjustment that was kept; None: there is none.

    Raises
    ------
    InputError
        Its file is damaged, or the control points have been changed since.
    """
    path = folder / _FOLDER / _NAME
    fit = read_saved(path, ControlFit, message("control.again"))
    if fit is None:
        return None
    now = {point.name: point for point in load(folder).document.control_points}
    if any(now.get(point.name) != point for point in fit.control):
        raise InputError("control.fit_stale", str(path))
    return fit


def _keep(folder: Path, fit: ControlFit) -> Path:
    path = made_in(folder, folder / _FOLDER) / _NAME
    return write_whole(path, (fit.model_dump_json(indent=2) + "\n").encode())


def _seized(marks: Sequence[PhotoMark], folder: Path, table: Path) -> list[Seized]:
    """Return the photos that marks name, in the order of their time."""
    wanted = dict.fromkeys(mark.photo for mark in marks)
    there: dict[str, list[Path]] = {}
    for path in photo_files(folder):
        there.setdefault(path.name, []).append(path)
    gone = [name for name in wanted if name not in there]
    if gone:
        raise InputError(
            "control.no_photo", str(table), names=gone[:_NAMED], n=len(gone), folder=folder
        )
    double = [name for name in wanted if len(there[name]) > 1]
    if double:
        raise InputError("control.two_photos", str(folder), names=double[:_NAMED], n=len(double))
    photos = [read_photo(there[name][0]) for name in wanted]
    lost = [photo.name for photo in photos if not photo.placed]
    if lost:
        raise InputError("control.photo_nowhere", str(folder), names=lost[:_NAMED], n=len(lost))
    photos.sort(key=lambda p: (p.taken is None, p.taken.isoformat() if p.taken else p.name))
    return [Seized(photo, None) for photo in photos]


def _camera(seized: Sequence[Seized], keys: Sequence[str], table: Path) -> Recognised:
    others, _ = readable_sensors()
    planned = [sensor(key) for key in keys]
    found = [recognised(one.photo, planned, others) for one in seized]
    first = found[0]
    if first is None:
        photo = seized[0].photo
        raise InputError(
            "control.unknown_camera", photo.name, width=photo.width_px, height=photo.height_px
        )
    odd = [
        one.photo.name
        for one, by in zip(seized, found, strict=True)
        if by is None or (by.sensor.key, by.camera) != (first.sensor.key, first.camera)
    ]
    if odd:
        raise InputError("control.two_cameras", str(table), names=odd[:_NAMED], n=len(odd))
    return first


def _refuse_heights(height_m: np.ndarray, seized: Sequence[Seized], table: Path) -> None:
    flat = [one.photo.name for one, z in zip(seized, height_m, strict=True) if not np.isfinite(z)]
    if flat:
        raise InputError("control.photo_height", str(table), names=flat[:_NAMED], n=len(flat))


def _fit(site: Site, key: str, of: Marked, done: Adjusted) -> ControlFit:
    network = of.network
    moved = np.linalg.norm(done.places_m - network.places_m, axis=1)
    turned = np.degrees(_angles(network.axes, done.axes))
    poses = tuple(
        PhotoPose(
            photo=photo.name,
            x_m=float(done.places_m[k, 0]),
            y_m=float(done.places_m[k, 1]),
            height_m=float(done.places_m[k, 2]),
            axes=tuple(done.axes[k].ravel().tolist()),
            moved_m=float(moved[k]),
            turned_deg=float(turned[k]),
            rmse_px=_root(done.marks_off_px[(network.photo == k) & ~done.wrong_marks]),
        )
        for k, photo in enumerate(of.photos.photos)
    )
    east, north, up = done.shift_m.tolist()
    return ControlFit(
        epsg=site.terrain.frame.epsg,
        sensor=key,
        camera=CameraFit(**asdict(done.interior)),
        shift_m=(east, north, up),
        photos=poses,
        points=tuple(_points(of, done)),
        control=of.points,
        sigma_px=done.sigma_px,
        adjusted=datetime.now(UTC),
    )


def _points(of: Marked, done: Adjusted) -> Iterator[PointFit]:
    for k, point in enumerate(of.points):
        east, north, up = (float(v) if np.isfinite(v) else None for v in done.off_m[k])
        yield PointFit(
            name=point.name,
            checks=point.checks,
            photos=int((of.network.point == k).sum()),
            east_m=east,
            north_m=north,
            up_m=up,
            sigmas=float(np.nan_to_num(done.sigmas[k])),
        )


def _mark_fits(of: Marked, done: Adjusted) -> Iterator[MarkFit]:
    for k, mark in enumerate(of.marks):
        right, down = done.marks_off_px[k].tolist()
        yield MarkFit(mark, right, down, bool(done.wrong_marks[k]))


def _angles(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    cosine = (np.einsum("nij,nij->n", before, after) - 1.0) / 2.0
    return np.asarray(np.arccos(np.clip(cosine, -1.0, 1.0)))


def _root(values: np.ndarray) -> float:
    known = values[np.isfinite(values).all(axis=-1)]
    return float(np.sqrt(np.mean(np.sum(known**2, axis=-1)))) if len(known) else 0.0


def _rmse(fit: ControlFit, checks: bool) -> tuple[float, float, float] | None:
    off = np.array(
        [(p.east_m, p.north_m, p.up_m) for p in fit.points if p.checks is checks], np.float64
    ).reshape(-1, 3)
    off = off[np.isfinite(off).all(axis=1)]
    if not len(off):
        return None
    east, north, up = np.sqrt(np.mean(off**2, axis=0)).tolist()
    return east, north, up


def _findings(of: Marked, done: Adjusted, by: Recognised) -> Iterator[Finding]:
    for k in np.flatnonzero(done.blunders):
        east, north, up = done.off_m[k].tolist()
        off = {"east": east, "north": north, "up": up, "sigmas": float(done.sigmas[k])}
        said = message("control.off", **off)
        yield Finding("CONTROL-OFF", Severity.ERROR, of.points[k].name, said)
    for k in np.flatnonzero(of.checks & (done.sigmas > 3.0)):
        said = message("control.check_off", off_m=float(np.linalg.norm(done.off_m[k])))
        yield Finding("CONTROL-CHECK", Severity.WARNING, of.points[k].name, said)
    for k in np.flatnonzero(done.wrong_marks):
        mark = of.marks[k]
        said = message("control.wrong_mark", point=mark.point, n=mark.line)
        yield Finding("CONTROL-MARK", Severity.ERROR, mark.photo, said)
    for k in np.flatnonzero(~seen_enough(of.network)):
        yield Finding("CONTROL-ONCE", Severity.WARNING, of.points[k].name, message("control.once"))
    if not of.checks.any():
        yield Finding("CONTROL-CHECKS", Severity.NOTE, "", message("control.no_checks"))
    if by.other_lens:
        said = message("control.lens", mm=by.camera.focal_mm)
        yield Finding("CONTROL-LENS", Severity.NOTE, by.sensor.name, said)
