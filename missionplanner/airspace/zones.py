"""Hard zones: volumes that no metre of a route may touch."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.airspace.cells import Window, centres, touched
from missionplanner.errors import InputError
from missionplanner.geo.geoid import undulation_m
from missionplanner.messages.message import message
from missionplanner.model.airspace import GROUND, Threats, Zone
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Altitude, Datum
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]

# Ground that nobody measured is taken to differ by so much at least from what is known.
_LEAST_RELIEF_M = 300.0


class ZoneKind(StrEnum):
    """Where a hard zone comes from."""

    ZONE = "zone"
    HOLE = "hole"


@dataclass(frozen=True)
class HardZone:
    """A closed volume over the site.

    Attributes
    ----------
    name : str
    polygon_m : Polygon or MultiPolygon
        Outline in metres of the site frame.
    floor : Altitude
        Lower end; a floor at or below 0 m AGL reaches down without end, so that a height read a
        little under an interpolated ground is still inside.
    ceiling : Altitude or None
        Upper end; None has no upper end.
    kind : ZoneKind
        A kept-out hole of the survey area is a zone of all heights.
    """

    name: str
    polygon_m: Polygon | MultiPolygon
    floor: Altitude = GROUND
    ceiling: Altitude | None = None
    kind: ZoneKind = ZoneKind.ZONE

    def inside(
        self, x_m: ArrayLike, y_m: ArrayLike, z_egm96_m: ArrayLike, terrain: Terrain
    ) -> NDArray[np.bool_]:
        """Tell which points are in the volume.

        Parameters
        ----------
        x_m, y_m : array_like
            Site metres; broadcast against `z_egm96_m`.
        z_egm96_m : array_like
            Heights, metres EGM96.
        terrain : Terrain
            Ground for limits above ground. Where it is unknown (nodata, off the grid) such a
            limit does not free a point.

        Returns
        -------
        ndarray of bool, the broadcast shape. The outline itself is outside, floor and ceiling
        are inside.
        """
        x, y, z = np.broadcast_arrays(
            np.asarray(x_m, dtype=np.float64),
            np.asarray(y_m, dtype=np.float64),
            np.asarray(z_egm96_m, dtype=np.float64),
        )
        shapely.prepare(self.polygon_m)  # does nothing when it is prepared already
        result = np.array(shapely.contains_xy(self.polygon_m, x, y), dtype=np.bool_)
        if result.any():
            x, y, z = x[result], y[result], z[result]
            agl = z - np.asarray(terrain.height_at(x, y), dtype=np.float64)
            limits = _HeightLimits(self.floor, self.ceiling, x, y, terrain)
            result[result] = ~(limits.under_floor(z, agl) | limits.over_ceiling(z, agl))
        return result

    def blocks(self, terrain: Terrain, low_agl_m: float, high_agl_m: float) -> bool:
        """Tell whether flight between two heights above ground can meet the volume anywhere.

        Conservative: judged on every cell the outline touches, with the lowest and highest ground
        of the cell's neighbourhood. Unknown ground is taken to lie beyond all that is known by as
        much as that differs (300 m at least): a high airspace over a terrain's ragged edge does
        not close the site. A zone wholly off the terrain blocks nothing, since nothing can be
        planned there.

        Parameters
        ----------
        terrain : Terrain
        low_agl_m, high_agl_m : float
            Ends of the flight band above ground, metres.
        """
        window, mask = touched(terrain, self.polygon_m)
        if not mask.any():
            return False
        x, y = (grid[mask] for grid in centres(terrain, window))
        lowest, highest = (ground[mask] for ground in _ground_range(terrain, window))
        lowest, highest = _with_unknown(lowest, highest, terrain)
        limits = _HeightLimits(self.floor, self.ceiling, x, y, terrain)
        bottom, top = np.full(x.shape, low_agl_m), np.full(x.shape, high_agl_m)
        free = limits.under_floor(highest + high_agl_m, top)
        free |= limits.over_ceiling(lowest + low_agl_m, bottom)
        return not bool(free.all())


@dataclass(frozen=True)
class _HeightLimits:
    """Floor and ceiling at some places; an unknown height (NaN) is never free of them."""

    floor: Altitude
    ceiling: Altitude | None
    x: Floats
    y: Floats
    terrain: Terrain

    def under_floor(self, egm96: Floats, agl: Floats) -> NDArray[np.bool_]:
        if self.floor.datum is Datum.AGL and self.floor.value_m <= 0:
            return np.zeros(self.x.shape, dtype=np.bool_)
        return self._over(self.floor, egm96, agl) < 0

    def over_ceiling(self, egm96: Floats, agl: Floats) -> NDArray[np.bool_]:
        if self.ceiling is None:
            return np.zeros(self.x.shape, dtype=np.bool_)
        return self._over(self.ceiling, egm96, agl) > 0

    def _over(self, limit: Altitude, egm96: Floats, agl: Floats) -> Floats:
        if limit.datum is Datum.AGL:
            return agl - limit.value_m
        if limit.datum is Datum.EGM96:
            return egm96 - limit.value_m
        lon, lat = self.terrain.frame.inverse(self.x, self.y)
        return egm96 + undulation_m(lon, lat) - limit.value_m


def hard_zones(threats: Threats, area: SurveyArea, terrain: Terrain) -> tuple[HardZone, ...]:
    """Return every zone, then every hole that may not be flown over, in site metres.

    Raises
    ------
    InputError
        A limit counted from home, or a ceiling under the floor.
    """
    zones = [_from_zone(zone, terrain) for zone in threats.zones]
    holes = [
        HardZone(hole.name, terrain.frame.project(hole.polygon), kind=ZoneKind.HOLE)
        for hole in area.holes
        if not hole.overflight_allowed
    ]
    return (*zones, *holes)


def _from_zone(zone: Zone, terrain: Terrain) -> HardZone:
    _check_limits(zone)
    return HardZone(zone.name, terrain.frame.project(zone.polygon), zone.floor, zone.ceiling)


def _check_limits(zone: Zone) -> None:
    where = message("airspace.zone", name=zone.name)
    floor, ceiling = zone.floor, zone.ceiling
    if Datum.HOME in (floor.datum, ceiling.datum if ceiling else None):
        raise InputError("airspace.counted_from_home", where)
    if ceiling and ceiling.datum is floor.datum and ceiling.value_m < floor.value_m:
        raise InputError(
            "airspace.ceiling_under_floor", where, ceiling=ceiling.value_m, floor=floor.value_m
        )


def _with_unknown(lowest: Floats, highest: Floats, terrain: Terrain) -> tuple[Floats, Floats]:
    """Return the bounds of the ground with a guess on the safe side where it is unknown."""
    known = terrain.height_m[np.isfinite(terrain.height_m)]
    if not known.size:
        return lowest, highest
    bottom, top = float(known.min()), float(known.max())
    beyond = max(top - bottom, _LEAST_RELIEF_M)
    return (
        np.where(np.isnan(lowest), bottom - beyond, lowest),
        np.where(np.isnan(highest), top + beyond, highest),
    )


def _ground_range(terrain: Terrain, window: Window) -> tuple[Floats, Floats]:
    """Return the lowest and highest ground of each cell and its eight neighbours."""
    # Interpolated ground anywhere in a cell lies between the centres of this neighbourhood.
    n_rows, n_cols = terrain.height_m.shape
    row0, col0 = max(window.row0 - 1, 0), max(window.col0 - 1, 0)
    row1, col1 = min(window.row1 + 1, n_rows), min(window.col1 + 1, n_cols)
    ground = terrain.height_m[row0:row1, col0:col1]
    unknown = ndimage.binary_dilation(np.isnan(ground), np.ones((3, 3), dtype=np.bool_))
    inner = (
        slice(window.row0 - row0, window.row1 - row0),
        slice(window.col0 - col0, window.col1 - col0),
    )
    filled = np.nan_to_num(ground)
    lowest = np.where(unknown, np.nan, ndimage.minimum_filter(filled, 3, mode="nearest"))
    highest = np.where(unknown, np.nan, ndimage.maximum_filter(filled, 3, mode="nearest"))
    return lowest[inner], highest[inner]
