"""Calibrate a mine's own grid from common points, and carry coordinates over.

Four parameters: a similarity in the plane (two shifts, a turn, a scale), and heights by their mean
difference. Seven: a similarity in space, of UTM coordinates with ellipsoidal heights, so that the
Earth's curvature is no part of it; its two further turns take up the slope of the geoid. Both by
least squares in closed form: S. Umeyama, Least-squares estimation of transformation parameters
between two point patterns, IEEE PAMI 13(4), 1991.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.mine_grid import CommonPointFit, MineGrid, Triple

Floats = NDArray[np.float64]

LEAST_COMMON = 3
# Grids of mines differ from UTM by their height above sea and by the scale of the projection:
# by thousandths at most. What differs by more is no pair of the same points.
_MOST_SCALE, _LINE_SHARE = 0.005, 0.02


@dataclass(frozen=True)
class CommonPoint:
    """A point in both: WGS 84 degrees and ellipsoidal height, and the mine's; None: no height."""

    name: str
    lon_deg: float
    lat_deg: float
    ellipsoid_m: float | None
    east_m: float
    north_m: float
    height_m: float | None


def calibrated_grid(points: Sequence[CommonPoint], parameters: int, name: str) -> MineGrid:
    """Return the grid that fits common points.

    Parameters
    ----------
    points : sequence of CommonPoint
    parameters : int
        4 or 7.
    name : str

    Raises
    ------
    InputError
        Fewer than three points, on one line, without the heights that seven parameters need, or
        no pairs of the same points.
    """
    if len(points) < LEAST_COMMON:
        raise InputError("geo.few_common", n=len(points), least=LEAST_COMMON)
    lon, lat = (np.array([getattr(p, key) for p in points]) for key in ("lon_deg", "lat_deg"))
    frame = SiteFrame.around(float(lon.mean()), float(lat.mean()))
    heights = all(p.ellipsoid_m is not None and p.height_m is not None for p in points)
    if parameters == 7 and not heights:
        raise InputError("geo.common_heights")
    source = np.column_stack((*frame.forward(lon, lat), [p.ellipsoid_m or 0.0 for p in points]))
    target = np.array([(p.east_m, p.north_m, p.height_m or 0.0) for p in points])
    return _fitted(points, source, target, (parameters, name, frame.epsg, heights))


def _fitted(
    points: Sequence[CommonPoint], source: Floats, target: Floats, of: tuple[int, str, int, bool]
) -> MineGrid:
    parameters, name, epsg, heights = of
    origin, shift = source.mean(axis=0), target.mean(axis=0)
    a, b = source - origin, target - shift
    spread = np.linalg.svd(a[:, :2], compute_uv=False)
    if spread[1] <= _LINE_SHARE * spread[0]:
        raise InputError("geo.common_line")
    matrix = np.eye(3)
    if parameters == 7:
        matrix = _similarity(a, b)
    else:
        matrix[:2, :2] = _similarity(a[:, :2], b[:, :2])
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    if not abs(scale - 1.0) <= _MOST_SCALE:
        raise InputError("geo.common_scale", scale=scale)
    off = a @ matrix.T - b
    fits = tuple(
        CommonPointFit(
            name=p.name, east_m=float(e), north_m=float(n), up_m=float(u) if heights else None
        )
        for p, (e, n, u) in zip(points, off, strict=True)
    )
    return MineGrid(
        name=name,
        parameters=parameters,
        epsg=epsg,
        origin=_triple(origin),
        matrix=(_triple(matrix[0]), _triple(matrix[1]), _triple(matrix[2])),
        shift=_triple(shift),
        heights=heights,
        scale_ppm=(scale - 1.0) * 1e6,
        turned_deg=float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0]))),
        rms_m=float(np.sqrt(np.mean(np.sum(off[:, :2] ** 2, axis=1)))),
        points=fits,
    )


def _similarity(a: Floats, b: Floats) -> Floats:
    """Return rotation times scale that carries a (n, d) to b, both about their means."""
    u, s, vt = np.linalg.svd(b.T @ a)
    sign = np.ones(len(s))
    sign[-1] = np.sign(np.linalg.det(u @ vt))
    return np.asarray((u * sign) @ vt * float(s @ sign) / float(np.sum(a * a)))


def _triple(values: Floats) -> Triple:
    return float(values[0]), float(values[1]), float(values[2])


def to_mine(
    grid: MineGrid, lon_deg: ArrayLike, lat_deg: ArrayLike, ellipsoid_m: ArrayLike = 0.0
) -> tuple[Floats, Floats, Floats]:
    """Return east, north and height of the mine (m) of WGS 84 places; shaped like the input.

    Without its heights (`MineGrid.heights`) the third means nothing.
    """
    x, y = SiteFrame(grid.epsg).forward(lon_deg, lat_deg)
    x, y, h = np.broadcast_arrays(x, y, np.asarray(ellipsoid_m, np.float64))
    away = np.stack((x, y, h), axis=-1) - np.array(grid.origin)
    out = away @ np.array(grid.matrix).T + np.array(grid.shift)
    return out[..., 0], out[..., 1], out[..., 2]


def from_mine(
    grid: MineGrid, east_m: ArrayLike, north_m: ArrayLike, height_m: ArrayLike | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return longitude, latitude (WGS 84) and ellipsoidal height (m) of the mine's coordinates.

    Without heights places are taken at the middle of the common points.
    """
    height = grid.shift[2] if height_m is None else height_m
    e, n, h = np.broadcast_arrays(*(np.asarray(a, np.float64) for a in (east_m, north_m, height)))
    away = np.stack((e, n, h), axis=-1) - np.array(grid.shift)
    out = away @ np.linalg.inv(np.array(grid.matrix)).T + np.array(grid.origin)
    lon, lat = SiteFrame(grid.epsg).inverse(out[..., 0], out[..., 1])
    return lon, lat, out[..., 2]


def mine_crs(grid: MineGrid) -> str:
    """Return the grid as a CRS that PROJ knows: WKT of an affine derivation of its UTM zone.

    On the map alone, at the height of the middle of the common points: of seven parameters the two
    turns about level axes move a place by their angle times its height above there, a millimetre
    for 100 m as a rule.
    """
    base = CRS.from_epsg(grid.epsg).to_json_dict()
    matrix = np.array(grid.matrix)[:2, :2]
    shift = np.array(grid.shift)[:2] - matrix @ np.array(grid.origin)[:2]
    rows = (("A", 8623, shift[0], matrix[0]), ("B", 8639, shift[1], matrix[1]))
    one = {"type": "ScaleUnit", "name": "coefficient", "conversion_factor": 1}
    parameters = []
    for letter, code, first, (by_x, by_y) in rows:
        for n, (value, unit) in enumerate(((first, "metre"), (by_x, one), (by_y, one))):
            register = {"authority": "EPSG", "code": code + n}
            name = f"{letter}{n}"
            parameters.append({"name": name, "value": float(value), "unit": unit, "id": register})
    method = {
        "name": "Affine parametric transformation",
        "id": {"authority": "EPSG", "code": 9624},
    }
    derived = {
        "type": "DerivedProjectedCRS",
        "name": grid.name,
        "base_crs": base,
        "conversion": {"name": grid.name, "method": method, "parameters": parameters},
        "coordinate_system": base["coordinate_system"],
    }
    return str(CRS.from_json_dict(derived).to_wkt())
