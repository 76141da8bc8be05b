"""The survey area from a vector file."""

from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.geo.shapes import filled, multi, polygons_of, valid_polygons, without_rings
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.reading import ReadChoices, ReadReport
from missionplanner.vector.attributes import NAME, OVERFLIGHT, kind, text, yes_no
from missionplanner.vector.features import Values
from missionplanner.vector.files import layer_names, read_features, write_features

MAX_AREA_M2 = 2.0e9

_ROLES = {
    "area": "area",
    "surveyarea": "area",
    "outer": "area",
    "boundary": "area",
    "hole": "hole",
    "inner": "hole",
    "exclusion": "hole",
    "exclude": "hole",
    "cutout": "hole",
    "keepout": "hole",
}
_REMEDY = "give a file with the outline as polygon"


@dataclass(frozen=True)
class AreaRead:
    """A survey area, and what its file gave."""

    area: SurveyArea
    report: ReadReport


@dataclass(frozen=True)
class _Part:
    """A polygon feature: its shape, its name, whether it is cut out, and what flies over it."""

    shape: MultiPolygon
    name: str | None
    role: str | None
    overflight: bool | None


def read_area(path: Path, choices: ReadChoices | None = None) -> AreaRead:
    """Read a survey area: polygons, with inner rings and features of role 'hole' as holes.

    Parameters
    ----------
    path : Path
        GeoJSON, KML, KMZ, Shapefile or GeoPackage.
    choices : ReadChoices, optional
        What the user decided where the file leaves a question open.

    Raises
    ------
    InputError
        No polygon, a polygon that crosses itself (with the place), no area, coordinates that are
        not degrees, more than 2000 km2, a hole outside the area, or whatever `read_features` says.
    """
    choices = choices or ReadChoices()
    named = next(iter(choices.layer), None)
    chosen = named or ("area" if "area" in layer_names(path) else None)
    parts = _parts(path, chosen)
    areas = [part for part in parts if not _is_hole(part, parts)]
    cuts = [part for part in parts if _is_hole(part, parts)]
    if not areas:
        raise InputError("holds holes but no area", str(path), _REMEDY)
    outer = filled([polygon for part in areas for polygon in polygons_of(part.shape)])
    _check_size(outer, path)
    holes = [*_ring_holes(areas), *_cut_holes(cuts, outer, path)]
    area = SurveyArea(_name(areas, path), outer, _numbered(holes))
    return AreaRead(area, ReadReport(areas=len(outer.geoms), holes=len(holes)))


def write_area(path: Path, layer: str, area: SurveyArea) -> None:
    """Write an area so that `read_area` gives it back; see `write_features`."""
    fields: dict[str, list[object]] = {
        "role": ["area", *("hole" for _ in area.holes)],
        "name": [area.name, *(hole.name for hole in area.holes)],
        "overflight": [None, *(_allowed(hole.overflight_allowed) for hole in area.holes)],
    }
    write_features(path, layer, [area.outer, *(hole.polygon for hole in area.holes)], fields)


def _allowed(overflight: bool) -> str:
    return "allowed" if overflight else "denied"


def _parts(path: Path, layer: str | None) -> list[_Part]:
    rows = [(g, v) for g, v in read_features(path, layer).rows() if g is not None]
    if not rows:
        raise InputError("holds no shapes", str(path), _REMEDY)
    with_area = [(g, v) for g, v in rows if next(polygons_of(g), None) is not None]
    # Points and lines beside an outline are labels and sketches; alone they are a mistake.
    return [_part(shape, values, path) for shape, values in (with_area or rows)]


def _part(shape: BaseGeometry, values: Values, path: Path) -> _Part:
    name = text(values, NAME)
    where = f"{path}, {name}" if name else str(path)
    return _Part(
        valid_polygons(shape, where),
        name,
        kind(values, _ROLES),
        yes_no(values, OVERFLIGHT, where),
    )


def _is_hole(part: _Part, parts: list[_Part]) -> bool:
    if part.role is not None or part.overflight is None:
        return part.role == "hole"
    # Overflight is a word about holes: without a role it makes one of a polygon within another.
    return any(p is not part and p.role != "hole" and p.shape.covers(part.shape) for p in parts)


def _check_size(outer: MultiPolygon, path: Path) -> None:
    size = geodesic_area_m2(outer)
    if size > MAX_AREA_M2:
        raise InputError(
            f"the area is {size / 1e6:.0f} km2 in {len(outer.geoms)} polygons (at most "
            f"{MAX_AREA_M2 / 1e6:.0f} km2)",
            str(path),
            "keep only the polygons to be flown, or check the coordinate system",
        )


def _ring_holes(areas: list[_Part]) -> list[Hole]:
    """Return the inner rings, less whatever another part of the area covers (an island)."""
    wanted = shapely.union_all([part.shape for part in areas])
    return [
        Hole("", piece, bool(part.overflight))
        for part in areas
        for polygon in polygons_of(part.shape)
        for ring in polygon.interiors
        for piece in _pieces(Polygon(ring).difference(wanted))
    ]


def _cut_holes(cuts: list[_Part], outer: MultiPolygon, path: Path) -> list[Hole]:
    holes = []
    for part in cuts:
        if not part.shape.intersects(outer):
            raise InputError(
                f"the hole {part.name or 'without a name'} lies outside the area",
                str(path),
                "move it, or give it as a zone",
            )
        pieces = _pieces(part.shape)
        holes += [Hole(part.name or "", piece, bool(part.overflight)) for piece in pieces]
    return holes


def _pieces(shape: BaseGeometry) -> list[Polygon]:
    return [piece for polygon in multi(shape).geoms for piece in without_rings(polygon)]


def _numbered(holes: list[Hole]) -> tuple[Hole, ...]:
    return tuple(
        hole if hole.name else Hole(f"Hole {i}", hole.polygon, hole.overflight_allowed)
        for i, hole in enumerate(holes, start=1)
    )


def _name(areas: list[_Part], path: Path) -> str:
    names = {part.name for part in areas if part.name}
    return names.pop() if len(names) == 1 else path.stem
