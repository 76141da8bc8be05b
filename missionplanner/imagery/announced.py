"""Photos that a radio has announced by their previews and that are not on the card yet."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.imagery.cameras import recognised
from missionplanner.imagery.matching import NEAR_M, NEAR_SHARE, Triggers
from missionplanner.model.photo import Photo
from missionplanner.model.sensor import Sensor
from missionplanner.storage.folders import is_plain_file
from missionplanner.storage.saved import read_object

_MOST_NOTES_BYTES = 100_000


@dataclass(frozen=True)
class Announced:
    """A photo of which a preview came: its file's name and its place.

    Attributes
    ----------
    name : str
    lon_deg, lat_deg : float
    preview : Path
        The best preview there is.
    stage : int
        How good it is: 1 for the first, more for better ones; 0: not told.
    size_px : (int, int) or None
        Of the photo; None: its sender tells nothing of the camera.
    focal_mm : float or None
    """

    name: str
    lon_deg: float
    lat_deg: float
    preview: Path
    stage: int
    size_px: tuple[int, int] | None = None
    focal_mm: float | None = None

    def taken_by(self, planned: Sequence[Sensor]) -> str | None:
        """Return the key of the sensor that took it; None: none of these, or nobody knows.

        What does not tell its camera is of the only sensor, where there is but one.
        """
        if self.size_px is None:
            return planned[0].key if len(planned) == 1 else None
        width, height = self.size_px
        told = Photo(self.preview, (), "", "", width, height, self.focal_mm)
        found = recognised(told, planned)
        return found.sensor.key if found else None


def read_announced(folder: Path) -> tuple[Announced, ...]:
    """Return what previews in a folder of received objects tell of their photos, once each.

    Notes without a place, and damaged ones, are left out: they promise nothing.
    """
    found: dict[str, Announced] = {}
    for path in sorted(folder.glob("*/*.json")) if folder.is_dir() else ():
        if not is_plain_file(path):
            continue
        try:
            notes = read_object(path, at_most=_MOST_NOTES_BYTES)
        except InputError:
            continue
        lon, lat = notes.get("lon"), notes.get("lat")
        known = all(isinstance(v, int | float) and math.isfinite(v) for v in (lon, lat))
        if notes.get("kind") == "preview" and known and abs(lat or 0) <= 90:
            name = str(notes.get("photo", path.name))
            key, stage = f"{path.parent.name}/{name}", _stage(notes.get("stage"))
            if key not in found or found[key].stage < stage:
                preview = path.with_name(path.name.removesuffix(".json"))
                camera = _camera(notes.get("cam"))
                found[key] = Announced(name, lon or 0.0, lat or 0.0, preview, stage, *camera)
    return tuple(found.values())


def _camera(told: object) -> tuple[tuple[int, int] | None, float | None]:
    """Return size and focal length that a sender tells; a stranger's words."""
    if not isinstance(told, list) or not 2 <= len(told) <= 3:
        return None, None
    width, height, *focal = told
    sized = all(isinstance(side, int) and 0 < side < 100_000 for side in (width, height))
    if not sized:
        return None, None
    known = bool(focal) and isinstance(focal[0], int | float) and 0.0 < focal[0] < 10_000.0
    return (width, height), float(focal[0]) if known else None


def _stage(told: object) -> int:
    return told if isinstance(told, int) and 0 <= told < 100 else 0


def announced_triggers(
    announced: Collection[Announced],
    here: Collection[str],
    triggers: Triggers,
    missing: NDArray[np.bool_],
    frame: SiteFrame,
) -> NDArray[np.bool_]:
    """Return which missing images of a plan are announced.

    Parameters
    ----------
    here : collection of str
        Names of photos that have come: these are no promise any more.
    missing : bool (n,)
    """
    promised = np.zeros(len(missing), np.bool_)
    places = [(one.lon_deg, one.lat_deg) for one in announced if one.name not in here]
    gone = np.flatnonzero(missing)
    if not places or not len(gone):
        return promised
    lon, lat = np.array(places).T
    xy = np.column_stack(frame.forward(lon, lat))
    near_m = max(NEAR_M, NEAR_SHARE * triggers.apart_m)
    found = cKDTree(triggers.places_m[gone, :2]).query(xy[np.isfinite(xy).all(axis=1)])
    away, nearest = (np.atleast_1d(part) for part in found)
    promised[gone[nearest[away <= near_m]]] = True
    return promised
