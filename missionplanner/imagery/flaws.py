"""What is wrong with flown photos, one by one; and which of them show anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.matching import Matched, Triggers
from missionplanner.imagery.placing import PlacedPhotos
from missionplanner.imagery.sharpness import blur_limit
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.photo import Photo
from missionplanner.terrain.ground import Terrain

Mask = NDArray[np.bool_]

# Hovering: this near to the image before, m or share of the trigger distance, and turned this much.
_SAME_M, _SAME_SHARE, _SAME_DEG = 0.5, 0.15, 5.0
# More of the picture than this without drawing is badly exposed.
_LOST_SHARE = 0.5
# Off the plan by more than this, m or share of the height above ground, is a wrong height.
_OFF_M, _OFF_SHARE = 10.0, 0.15
# Rays that fall less than this see the horizon: 1 degree.
_HORIZON = 0.0175
_CLOCK_S, _QUARTER_S, _DAY = 60.0, 900.0, timedelta(days=1)
# Names that are told of photos with one flaw.
_NAMED = 5


class Flaw(StrEnum):
    """What may be wrong with a photo."""

    ELSEWHERE = "elsewhere"
    NO_HEIGHT = "no-height"
    BLURRED = "blurred"
    EXPOSURE = "exposure"
    DUPLICATE = "duplicate"
    HORIZON = "horizon"
    HEIGHT = "height"
    CLOCK = "clock"


# A photo with one of these shows nothing that counts; the others are told alone.
BLINDING = (Flaw.ELSEWHERE, Flaw.NO_HEIGHT, Flaw.BLURRED, Flaw.EXPOSURE, Flaw.DUPLICATE)
_HARMLESS = (Flaw.DUPLICATE, Flaw.HORIZON)


@dataclass(frozen=True)
class Flaws:
    """Which photos have which flaw; bool (n,) each."""

    masks: Mapping[Flaw, Mask]

    @property
    def sees(self) -> Mask:
        """Return which photos count as certain."""
        blind = np.any([self.masks[flaw] for flaw in BLINDING], axis=0)
        return np.asarray(~blind, np.bool_)

    def of(self, index: int) -> tuple[Flaw, ...]:
        """Return the flaws of one photo."""
        return tuple(flaw for flaw, mask in self.masks.items() if mask[index])


def flaws_of(
    photos: PlacedPhotos, terrain: Terrain, apart_m: float, planned_at: datetime | None
) -> Flaws:
    """Return the flaws that need no plan but its trigger distance and its date.

    Parameters
    ----------
    apart_m : float
        Trigger distance, m.
    planned_at : datetime or None
        Photos of its flights come later.
    """
    x, y, height = photos.places_m.T
    ground = terrain.height_at(x, y)
    looks = [one.look for one in photos.seized]
    limit = blur_limit(looks)
    masks = {
        Flaw.ELSEWHERE: ~np.isfinite(ground),
        Flaw.NO_HEIGHT: np.isfinite(ground) & ~(height > ground),
        Flaw.BLURRED: _mask([look is not None and look.blurred(limit) for look in looks]),
        Flaw.EXPOSURE: _mask(
            [look is not None and max(look.dark_share, look.bright_share) > _LOST_SHARE
             for look in looks]
        ),
        Flaw.HORIZON: _horizon(photos),
        Flaw.HEIGHT: np.zeros(len(photos), np.bool_),
        Flaw.CLOCK: _mask([_clock_off(photo, planned_at) for photo in photos.photos]),
    }  # fmt: skip
    shows = ~np.any([masks[flaw] for flaw in BLINDING if flaw in masks], axis=0)
    return Flaws({**masks, Flaw.DUPLICATE: _duplicates(photos, shows, apart_m)})


def with_heights(
    flaws: Flaws, photos: PlacedPhotos, matched: Matched, triggers: Triggers, terrain: Terrain
) -> Flaws:
    """Return flaws with those that were flown higher or lower than planned."""
    wrong = np.zeros(len(photos), np.bool_)
    mine = np.flatnonzero(matched.trigger >= 0)
    planned = triggers.places_m[matched.trigger[mine]]
    agl = planned[:, 2] - terrain.height_at(planned[:, 0], planned[:, 1])
    off = np.abs(photos.places_m[mine, 2] - planned[:, 2])
    wrong[mine] = off > np.maximum(_OFF_M, _OFF_SHARE * np.nan_to_num(agl))
    return Flaws({**flaws.masks, Flaw.HEIGHT: wrong})


def off_plan_m(photos: PlacedPhotos, matched: Matched, triggers: Triggers, mask: Mask) -> float:
    """Return the median by which some photos were flown too high, m; NaN: none is the plan's."""
    mine = np.flatnonzero((matched.trigger >= 0) & mask)
    if not len(mine):
        return float("nan")
    off = photos.places_m[mine, 2] - triggers.places_m[matched.trigger[mine], 2]
    return float(np.median(off))


def turned_deg(photos: PlacedPhotos) -> float:
    """Return the median angle between a frame's top and the way flown, either way; NaN: unknown.

    A survey flies with the long side across: a camera that hangs turned, or a light sensor whose
    compass is off, turns all footprints.
    """
    told = np.array([photo.attitude is not None for photo in photos.photos], np.bool_)
    top = photos.axes[told, 2, :2]
    length = np.hypot(top[:, 0], top[:, 1])
    along = np.abs((photos.course[told] * top[:, None]).sum(axis=2)).max(axis=1)
    known = np.isfinite(along) & (length > 0.5)
    if not known.any():
        return float("nan")
    share = np.clip(along[known] / length[known], 0.0, 1.0)
    return float(np.degrees(np.median(np.arccos(share))))


def findings_of(sensor: str, photos: PlacedPhotos, flaws: Flaws, off_m: float) -> Iterator[Finding]:
    """Yield a finding for each flaw that some photos have; `off_m` is that of wrong heights."""
    for flaw, mask in flaws.masks.items():
        if mask.any():
            names = [photos.photos[k].name for k in np.flatnonzero(mask)]
            severity = Severity.NOTE if flaw in _HARMLESS else Severity.WARNING
            where = (sensor, _few(names))
            said = _said(flaw, int(mask.sum()), off_m)
            yield Finding(f"PHOTO-{flaw.upper()}", severity, where, said)


def _said(flaw: Flaw, n: int, off_m: float) -> Message:
    return {
        Flaw.ELSEWHERE: message("imagery.flaw.elsewhere", n=n),
        Flaw.NO_HEIGHT: message("imagery.flaw.no_height", n=n),
        Flaw.BLURRED: message("imagery.flaw.blurred", n=n),
        Flaw.EXPOSURE: message("imagery.flaw.exposure", n=n),
        Flaw.DUPLICATE: message("imagery.flaw.duplicate", n=n),
        Flaw.HORIZON: message("imagery.flaw.horizon", n=n),
        Flaw.HEIGHT: message("imagery.flaw.height", n=n, off_m=off_m),
        Flaw.CLOCK: message("imagery.flaw.clock", n=n),
    }[flaw]


def _few(names: Sequence[str]) -> str:
    more = "…" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _mask(values: Sequence[bool]) -> Mask:
    return np.array(values, np.bool_)


def _duplicates(photos: PlacedPhotos, shows: Mask, apart_m: float) -> Mask:
    """Return which photos show what the one kept before them showed, from the same place."""
    double = np.zeros(len(photos), np.bool_)
    near_m = max(_SAME_M, _SAME_SHARE * apart_m)
    kept = -1
    for k in np.flatnonzero(shows):
        if kept >= 0:
            away = np.linalg.norm(photos.places_m[k] - photos.places_m[kept])
            turned = photos.axes[k, 0] @ photos.axes[kept, 0]
            double[k] = away < near_m and turned > np.cos(np.radians(_SAME_DEG))
        if not double[k]:
            kept = int(k)
    return double


def _horizon(photos: PlacedPhotos) -> Mask:
    camera = photos.camera
    across = 0.5 * camera.sensor_width_mm / camera.focal_mm
    along = 0.5 * camera.sensor_height_mm / camera.focal_mm
    up = photos.axes[:, :, 2]
    highest = up[:, 0] + across * np.abs(up[:, 1]) + along * np.abs(up[:, 2])
    return np.asarray(highest > -_HORIZON * np.sqrt(1.0 + across**2 + along**2), np.bool_)


def _clock_off(photo: Photo, planned_at: datetime | None) -> bool:
    """Return whether a photo's clock cannot be right.

    Against the satellites' a clock without a zone may differ by one, which is whole quarters of an
    hour. Without these, it is before its plan was made or after today.
    """
    taken, true = photo.taken, photo.satellite_time
    if taken is None:
        return False
    if true is not None:
        if taken.tzinfo is not None:
            return abs((taken - true).total_seconds()) > _CLOCK_S
        off_s = (taken - true.replace(tzinfo=None)).total_seconds()
        beside = abs(off_s - _QUARTER_S * round(off_s / _QUARTER_S))
        return beside > _CLOCK_S or not -12.5 * 3600.0 < off_s < 14.5 * 3600.0
    utc = taken if taken.tzinfo is not None else taken.replace(tzinfo=UTC)
    early = planned_at is not None and utc < planned_at - _DAY
    return early or utc > datetime.now(UTC) + _DAY
