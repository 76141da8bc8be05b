"""Where things are: WGS 84 degrees to the site's metres and back. The only user of pyproj."""

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError

Floats = NDArray[np.float64]
Shape = TypeVar("Shape", bound=BaseGeometry)

_GEOD = Geod(ellps="WGS84")
# So far beyond the region that a system is made for, its coordinates are taken for mistaken.
_NEAR_DEG = 20.0


@dataclass(frozen=True)
class SiteFrame:
    """The metric frame of a site: one UTM zone of WGS 84, eastings and northings in metres.

    Attributes
    ----------
    epsg : int
        32601-32660 (north) or 32701-32760 (south).
    """

    epsg: int

    @classmethod
    def around(cls, lon_deg: float, lat_deg: float) -> "SiteFrame":
        """Return the frame whose UTM zone holds the point; 181 E is 179 W.

        Raises
        ------
        InputError
            Beyond 84 N or 80 S, where UTM ends, or where the numbers are not degrees.
        """
        if not (-180 <= lon_deg <= 360 and -80 <= lat_deg <= 84):
            raise InputError("geo.outside_utm", lon_deg=lon_deg, lat_deg=lat_deg)
        zone = 60 if lon_deg == 180 else int((lon_deg + 180) % 360 // 6) + 1
        return cls((32600 if lat_deg >= 0 else 32700) + zone)

    @property
    def crs_wkt(self) -> str:
        """The frame as WKT (2019)."""
        return str(_crs(f"EPSG:{self.epsg}").to_wkt())

    def forward(self, lon_deg: ArrayLike, lat_deg: ArrayLike) -> tuple[Floats, Floats]:
        """Return easting and northing (m), shaped like the input, of WGS 84 degrees."""
        return _pair(_transformer("EPSG:4326", f"EPSG:{self.epsg}"), lon_deg, lat_deg)

    def inverse(self, x_m: ArrayLike, y_m: ArrayLike) -> tuple[Floats, Floats]:
        """Return longitude and latitude (degrees, WGS 84) of eastings and northings."""
        return _pair(_transformer(f"EPSG:{self.epsg}", "EPSG:4326"), x_m, y_m)

    def project(self, geometry: Shape) -> Shape:
        """Return a geometry in degrees (longitude first) as one in metres; z is kept."""
        return _moved(geometry, _transformer("EPSG:4326", f"EPSG:{self.epsg}"))

    def unproject(self, geometry: Shape) -> Shape:
        """Return a geometry in metres as one in degrees (longitude first); z is kept."""
        return _moved(geometry, _transformer(f"EPSG:{self.epsg}", "EPSG:4326"))


def to_lonlat(geometry: Shape, crs_wkt: str) -> Shape:
    """Return a geometry given in any CRS as WGS 84 degrees, longitude first.

    Raises
    ------
    InputError
        Where the CRS cannot be understood, the coordinates cannot be carried over, or they are
        not such as the CRS has: degrees in a metric one, or a place far from where it is used.
    """
    if geometry.is_empty:
        return geometry
    try:
        moved = _moved(geometry, _transformer(crs_wkt, "EPSG:4326"))
    except ProjError as error:
        raise InputError("geo.not_understood") from error
    if not np.all(np.isfinite(shapely.get_coordinates(moved))):
        raise InputError("geo.not_convertible")
    _check_fit(shapely.get_coordinates(geometry), shapely.get_coordinates(moved), _crs(crs_wkt))
    return moved


def _check_fit(given: Floats, lonlat: Floats, crs: CRS) -> None:
    use = crs.area_of_use
    degrees = crs.is_projected and bool(np.all(np.abs(given) <= [180.0, 90.0]))
    # A region across 180 degrees has its west above its east; few do, and they are let be.
    lon, lat = lonlat.mean(axis=0)
    far = (
        use is not None
        and use.west < use.east
        and not (
            use.west - _NEAR_DEG <= lon <= use.east + _NEAR_DEG
            and use.south - _NEAR_DEG <= lat <= use.north + _NEAR_DEG
        )
    )
    if degrees or far:
        x, y = given[0]
        raise InputError("geo.other_crs", x=x, y=y, crs=crs.name)


def geodesic_distances_m(lon_deg: ArrayLike, lat_deg: ArrayLike) -> Floats:
    """Return the (n - 1,) distances (m) between successive points on the WGS 84 ellipsoid."""
    lon, lat = np.atleast_1d(lon_deg), np.atleast_1d(lat_deg)
    _, _, metres = _GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    return np.asarray(metres, dtype=np.float64)


def geodesic_length_m(
    lon_deg: ArrayLike, lat_deg: ArrayLike, height_m: ArrayLike | None = None
) -> float:
    """Return the length (m) of a line on WGS 84; with heights, of the slanted line in space."""
    flat = geodesic_distances_m(lon_deg, lat_deg)
    if height_m is None:
        return float(flat.sum())
    return float(np.hypot(flat, np.diff(np.asarray(height_m, dtype=np.float64))).sum())


def geodesic_area_m2(geometry: BaseGeometry) -> float:
    """Return the area (m2) of a polygon in degrees on WGS 84, whichever way its rings turn."""
    return abs(float(_GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0]))


def destination(
    lon_deg: ArrayLike, lat_deg: ArrayLike, bearing_deg: ArrayLike, distance_m: ArrayLike
) -> tuple[Floats, Floats]:
    """Return longitude and latitude reached from points along a bearing (clockwise from north)."""
    lon, lat, bearing, distance = np.broadcast_arrays(lon_deg, lat_deg, bearing_deg, distance_m)
    end_lon, end_lat, _ = _GEOD.fwd(lon, lat, bearing, distance)
    return np.asarray(end_lon, dtype=np.float64), np.asarray(end_lat, dtype=np.float64)


def bearing_deg(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the bearing from the first to the second point, 0-360 clockwise from north."""
    return float(_GEOD.inv(lon1, lat1, lon2, lat2)[0] % 360.0)


def transform(
    x: ArrayLike, y: ArrayLike, source_wkt: str, target_wkt: str
) -> tuple[Floats, Floats]:
    """Return coordinates in another CRS; x is always easting or longitude."""
    return _pair(_transformer(source_wkt, target_wkt), x, y)


def _pair(transformer: Transformer, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    out_x, out_y = transformer.transform(
        np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    )
    return np.asarray(out_x, dtype=np.float64), np.asarray(out_y, dtype=np.float64)


def _moved(geometry: Shape, transformer: Transformer) -> Shape:
    def carry(points: Floats) -> Floats:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    if not geometry.has_z:
        moved: Shape = shapely.transform(geometry, carry)
        return moved
    with_z: Shape = shapely.transform(
        geometry, lambda p: np.column_stack([carry(p[:, :2]), p[:, 2]]), include_z=True
    )
    return with_z


@cache
def _crs(text: str) -> CRS:
    return CRS.from_user_input(text)


@cache
def _transformer(source: str, target: str) -> Transformer:
    try:
        return Transformer.from_crs(_crs(source), _crs(target), always_xy=True)
    except CRSError:
        raise  # told by whoever knows the file
    except ProjError as error:
        raise InputError("geo.crs_not_convertible") from error
