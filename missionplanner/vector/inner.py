"""Polygons inside other polygons: holes, or parts of the area? Only their owner can tell.

Google Earth and many others cannot draw a hole, so it is drawn as a second polygon.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely

from missionplanner.errors import Undecided
from missionplanner.geo.shapes import multi
from missionplanner.model.reading import InnerPolygons
from missionplanner.vector.outlines import Outline

# Of the smaller polygon: what lies inside but for a careless stroke is inside.
_INSIDE_SHARE = 0.9
# Neighbours drawn along one border share this much at most, by rounding.
_TOUCHING_SHARE = 1e-3


def with_inner(
    outlines: list[Outline], inner: InnerPolygons | None, where: str
) -> tuple[list[Outline], tuple[str, ...]]:
    """Return the outlines with those that lie inside another one as the user decides.

    Asked about is only what has no role itself, and lies not in a hole of the other.

    Parameters
    ----------
    outlines : list of Outline
    inner : 'holes', 'areas' or None
        None: not decided.
    where : str
        The file, for the question.

    Returns
    -------
    tuple
        The outlines, and a sentence for each two that overlap in part and are taken as one.

    Raises
    ------
    Undecided
        There are such polygons and `inner` is None.
    """
    singles = [replace(one, shape=multi(p)) for one in outlines for p in one.shape.geoms]
    pairs = [pair for pair in _pairs(singles) if _is_open(singles[pair[0]], singles[pair[1]])]
    inside = {i: j for i, j, share in pairs if share >= _INSIDE_SHARE}
    told = tuple(
        f"{_called(singles, i)} and {_called(singles, j)} overlap and are taken as one area"
        for i, j, share in pairs
        if i not in inside and share > _TOUCHING_SHARE
    )
    if not inside or inner == "areas":
        return outlines, told
    if inner is None:
        raise _question(singles, inside, where)
    return [
        replace(one, role="hole") if i in inside else one for i, one in enumerate(singles)
    ], told


def _pairs(singles: list[Outline]) -> Iterator[tuple[int, int, float]]:
    """Yield the places of a polygon and of a larger one that it meets, and its share in it."""
    shapes = np.array([one.shape for one in singles], dtype=object)
    sizes = shapely.area(shapes)
    small, large = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    larger = sizes[small] < sizes[large]
    small, large = small[larger], large[larger]
    common = shapely.area(shapely.intersection(shapes[small], shapes[large]))
    yield from zip(small.tolist(), large.tolist(), (common / sizes[small]).tolist(), strict=True)


def _is_open(small: Outline, large: Outline) -> bool:
    return small.role is None and small.overflight is None and large.role != "hole"


def _question(singles: list[Outline], inside: dict[int, int], where: str) -> Undecided:
    first, around = next(iter(inside.items()))
    more = f", and {len(inside) - 1} more alike" if len(inside) > 1 else ""
    return Undecided(
        f"{_called(singles, first)} lies inside {_called(singles, around)}{more}; nothing in the "
        "file says whether it is a hole",
        where,
        "--inner",
        ("holes", "areas"),
    )


def _called(singles: list[Outline], place: int) -> str:
    name = singles[place].name
    return f"'{name}'" if name else f"polygon {place + 1}"
