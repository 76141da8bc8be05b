"""Measured control points put on the Earth, whichever grid they were measured in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError, Undecided
from missionplanner.geo.frames import geodesic_distances_m, transform
from missionplanner.geo.mine_grid import from_mine
from missionplanner.geo.national_grids import (
    crs_name,
    is_degrees,
    is_utm,
    utm_near,
    zones_near,
)
from missionplanner.imagery.control.tables import MeasuredRow
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mine_grid import MineGrid
from missionplanner.model.places import Altitude, ControlPoint, Datum

Place = tuple[float, float]

FAR_M = 10_000.0
"""Farther than this and the size of the area from its middle, a point is elsewhere."""
_NAMED = 5


@dataclass(frozen=True)
class MeasuredIn:
    """What coordinates were measured in.

    Attributes
    ----------
    crs : str or None
        As `geo.national_grids.crs_named` gives it; None: the table says degrees, or nothing.
    mine : MineGrid or None
        The mine's own grid, instead.
    datum : Datum or None
        Of their heights; None: not told.
    add_m : float
        Added to heights to have them in that datum.
    """

    crs: str | None = None
    mine: MineGrid | None = None
    datum: Datum | None = None
    add_m: float = 0.0


def measured_points(
    rows: Sequence[MeasuredRow], given: MeasuredIn, near: Place, reach_m: float, where: Path
) -> tuple[tuple[ControlPoint, ...], tuple[Finding, ...]]:
    """Return control points on WGS 84, and what is to be told of them.

    Parameters
    ----------
    rows : sequence of MeasuredRow
    given : MeasuredIn
    near : (longitude, latitude)
        Middle of the survey area.
    reach_m : float
        How far from there points may lie.
    where : Path
        The table, for errors.

    Raises
    ------
    InputError
        Points that do not lie at the site: they are named, with the zone in which they would.
    Undecided
        Neither the table nor anybody tells what its coordinates, or its heights, are.
    """
    crs = given.crs or ("EPSG:4326" if all(row.degrees for row in rows) else None)
    if crs is None and given.mine is None:
        raise Undecided("control.crs_untold", str(where), "--crs")
    if given.datum is None and given.mine is None and any(r.height_m is not None for r in rows):
        choices = (str(Datum.EGM96), str(Datum.ELLIPSOID))
        raise Undecided("control.datum_untold", str(where), "--vertical-datum", choices)
    straight = [_placed(row, crs, given, exchanged=False) for row in rows]
    far = [not _is_near(point, near, reach_m) for point in straight]
    if not any(far):
        return _with_notes(straight, rows, where, exchanged=False)
    exchanged = [_placed(row, crs, given, exchanged=True) for row in rows]
    if all(_is_near(point, near, reach_m) for point in exchanged):
        if any(row.told for row in rows):
            names = [row.name for row in rows[:_NAMED]]
            raise InputError("control.swapped", str(where), names=names, n=len(rows))
        return _with_notes(exchanged, rows, where, exchanged=True)
    raise _elsewhere(rows, straight, far, crs, near, where)


def _placed(
    row: MeasuredRow, crs: str | None, given: MeasuredIn, *, exchanged: bool
) -> ControlPoint | None:
    """Return a point; None: its numbers are no place at all."""
    x, y = (row.second, row.first) if exchanged else (row.first, row.second)
    datum, height = given.datum, row.height_m
    if given.mine is not None:
        known = height is not None and given.mine.heights
        lon, lat, h = from_mine(given.mine, x, y, height if known else None)
        datum, height = Datum.ELLIPSOID, (float(h) if known else None)
    else:
        assert crs is not None
        if is_degrees(crs) and (abs(x) > 180.0 or abs(y) > 90.0):
            return None
        lon, lat = transform(x, y, crs, "EPSG:4326")
    if not (abs(float(lon)) <= 180.0 and abs(float(lat)) <= 90.0):
        return None
    altitude = None
    if height is not None and datum is not None:
        altitude = Altitude(value_m=height + given.add_m, datum=datum)
    return ControlPoint(
        name=row.name,
        lon_deg=float(lon),
        lat_deg=float(lat),
        altitude=altitude,
        checks=row.checks,
    )


def _is_near(point: ControlPoint | None, near: Place, reach_m: float) -> bool:
    return point is not None and _away_m(point, near) <= reach_m


def _away_m(point: ControlPoint, near: Place) -> float:
    return float(geodesic_distances_m([point.lon_deg, near[0]], [point.lat_deg, near[1]])[0])


def _with_notes(
    points: Sequence[ControlPoint | None],
    rows: Sequence[MeasuredRow],
    where: Path,
    *,
    exchanged: bool,
) -> tuple[tuple[ControlPoint, ...], tuple[Finding, ...]]:
    notes = []
    if exchanged:
        said = message("control.exchanged")
        notes.append(Finding("CONTROL-AXES", Severity.NOTE, where.name, said))
    flat = [row.name for row in rows if row.height_m is None]
    if flat:
        said = message("control.without_height", n=len(flat))
        place = ", ".join(flat[:_NAMED])
        notes.append(Finding("CONTROL-HEIGHT", Severity.WARNING, place, said))
    return tuple(point for point in points if point is not None), tuple(notes)


def _elsewhere(
    rows: Sequence[MeasuredRow],
    points: Sequence[ControlPoint | None],
    far: Sequence[bool],
    crs: str | None,
    near: Place,
    where: Path,
) -> InputError:
    wrong = [k for k, is_far in enumerate(far) if is_far]
    row, point = rows[wrong[0]], points[wrong[0]]
    names = [rows[k].name for k in wrong[:_NAMED]]
    # Who took one UTM zone for another is not told of the national zone that is nearly the same.
    zone = utm_near(row.first, row.second, near) if crs and is_utm(crs) else None
    zone = zone or next(iter(zones_near(row.first, row.second, near)), None)
    zone = zone or next(iter(zones_near(row.second, row.first, near)), None)
    called = crs_name(crs) if crs else message("control.mine_grid")
    if zone is not None and zone != called:
        return InputError(
            "control.wrong_zone", str(where), names=names, n=len(wrong), crs=called, zone=zone
        )
    if point is None:
        return InputError("control.no_place", str(where), names=names, n=len(wrong), crs=called)
    km = _away_m(point, near) / 1000.0
    return InputError("control.elsewhere", str(where), names=names, n=len(wrong), crs=called, km=km)
