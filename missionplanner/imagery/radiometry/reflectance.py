"""Reflectance of a MicaSense camera's captures: from radiance by the panel, the light sensor, both.

    panel                     R = L Rp / Lp
    light sensor              R = L pi / E
    both                      R = L Rp / Lp E(panel) / E(capture)

with L the radiance, Lp and Rp those of the panel and what it reflects, E the light on level ground
(MicaSense, imageprocessing). Where the panel was photographed before and after the flight, Rp / Lp
(with both: Rp E / Lp) goes straight from one to the other in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.imagery.radiometry.light import irradiance
from missionplanner.imagery.radiometry.measure import Measure, Measured
from missionplanner.imagery.radiometry.micasense import MicaBand, other_band, read_band
from missionplanner.imagery.radiometry.panel import is_panel, panel_band
from missionplanner.messages.message import Message, message
from missionplanner.model.photo import Photo
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]
# Shares above are no ground: a mirror of the sun, or a light sensor that was covered.
MOST = 2.0


@dataclass(frozen=True)
class PanelAsked:
    """What is known of the panel.

    Attributes
    ----------
    photos : tuple of Photo
        Captures of it that the user names.
    reflects : mapping of str to float
        By the lower-case name of a band, '' for all, 0 to 1.
    """

    photos: tuple[Photo, ...] = ()
    reflects: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Capture:
    """A capture with all that its bands tell."""

    bands: tuple[MicaBand, ...]
    when_s: float
    light: Floats  # (bands,) W m-2 nm-1; NaN: not told


@dataclass(frozen=True)
class _Panels:
    """Panel captures: times (p,) and Rp / Lp or Rp E / Lp, (p, bands)."""

    when_s: Floats
    factor: Floats

    def at(self, when_s: float) -> Floats:
        return np.array([np.interp(when_s, self.when_s, one) for one in self.factor.T])


def panel_photos(photos: Sequence[Photo]) -> tuple[int, ...]:
    """Return the numbers of captures in which the camera itself found its panel."""
    return tuple(
        k for k, photo in enumerate(photos) if (one := read_band(photo.path)) and is_panel(one)
    )


def reflectance_measure(
    photos: Sequence[Photo], asked: PanelAsked, progress: Progress
) -> Measure | Message:
    """Return how captures are read as reflectance, or why they cannot be.

    Parameters
    ----------
    photos : sequence of Photo
        n captures of one camera, with all their bands.
    asked : PanelAsked

    Raises
    ------
    InputError
        The panel that is named is not seen, saturated, uneven, or nobody says what it reflects; or
        a file cannot be read.
    Cancelled
    """
    captures = []
    for k, photo in enumerate(photos):
        progress.report(k / len(photos), "mosaic.reading_light", done=k, n=len(photos))
        captures.append(_capture(photo))
    first = captures[0]
    if first is None:
        return message("radiometry.no_calibration", file=photos[0].name)
    names = tuple(band.name for band in first.bands)
    kept = [one for one in captures if one is not None]
    if len(kept) < len(captures) or any(
        tuple(band.name for band in one.bands) != names for one in kept
    ):
        return message("radiometry.uneven_captures")
    seen = [_capture(photo) for photo in asked.photos]
    sure = all(np.isfinite(one.light).all() for one in (*kept, *(s for s in seen if s)))
    panels = _panels(asked, seen, names, lit=sure)
    if panels is None and not sure:
        return message("radiometry.no_light")

    def factor(k: int) -> Floats:
        light = kept[k].light
        if panels is None:
            return np.pi / light
        return panels.at(kept[k].when_s) / (light if sure else 1.0)

    def read(k: int) -> Measured:
        by = factor(k)
        layers = [
            band.radiance(band.pixels()) * np.float32(by[n]) for n, band in enumerate(kept[k].bands)
        ]
        if len({layer.shape for layer in layers}) > 1:
            raise InputError("radiometry.band_sizes", str(kept[k].bands[0].path))
        whole = np.stack(layers, axis=-1)
        whole[whole > MOST] = np.nan
        return whole

    told, method = _told(panels, sure)
    tags = {"METHOD": f"photos laid on the DEM; reflectance by {method}"}
    return Measure(read, names, "", (told,), tags)


def _told(panels: _Panels | None, sure: bool) -> tuple[Message, str]:
    n = 0 if panels is None else len(panels.when_s)
    if panels is None:
        return message("radiometry.by_light"), "the light sensor"
    if sure:
        return message("radiometry.by_both", n=n), "panel and light sensor"
    return message("radiometry.by_panel", n=n), "panel"


def _capture(photo: Photo) -> _Capture | None:
    read = [(path, read_band(path)) for path in photo.files]
    bands = tuple(band for _, band in read if band and not band.name.lower().startswith("pan"))
    if not bands or any(band is None and not other_band(path) for path, band in read):
        return None
    # MicaSense tells time by the satellites, without a zone.
    taken = photo.taken.replace(tzinfo=photo.taken.tzinfo or UTC) if photo.taken else None
    place = (photo.lon_deg, photo.lat_deg)
    known = None if place[0] is None or place[1] is None else (place[0], place[1])
    light = [irradiance(band.words, known, taken) for band in bands]
    when = taken or datetime(1970, 1, 1, tzinfo=UTC)
    told = np.array([np.nan if one is None else one for one in light])
    return _Capture(bands, when.timestamp(), told)


def _panels(
    asked: PanelAsked, seen: Sequence[_Capture | None], names: tuple[str, ...], *, lit: bool
) -> _Panels | None:
    if not asked.photos:
        return None
    when, factors = [], []
    for photo, capture in zip(asked.photos, seen, strict=True):
        if capture is None or tuple(band.name for band in capture.bands) != names:
            raise InputError("radiometry.panel_of_another", str(photo.path))
        looks = [panel_band(band, asked.reflects) for band in capture.bands]
        factor = np.array([look.reflectance / look.radiance for look in looks])
        when.append(capture.when_s)
        factors.append(factor * capture.light if lit else factor)
    order = np.argsort(when)
    return _Panels(np.array(when)[order], np.array(factors)[order])


def given_reflectance(text: str) -> dict[str, float]:
    """Return what a panel reflects, from '0.49' or 'blue=0.49,nir=0.47'.

    Raises
    ------
    InputError
        It is neither, or beyond 0 to 1.
    """
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, value = part.rpartition("=")
        try:
            share = float(value)
        except ValueError:
            share = float("nan")
        if not 0.0 < share <= 1.0:
            raise InputError("radiometry.no_share", "--panel-reflectance", text=part.strip())
        found[name.strip().lower()] = share
    return found


def paths_of(photos: Sequence[Photo]) -> frozenset[Path]:
    """Return the files of captures."""
    return frozenset(path.resolve() for photo in photos for path in photo.files)
