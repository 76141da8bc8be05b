"""Polygons inside other polygons: holes, or parts of the area? Only their owner can tell.

Google Earth and many others cannot draw a hole, so it is drawn as a second polygon.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from missionplanner.errors import InputError, Undecided
from missionplanner.geo.shapes import multi
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import InnerPolygons
from missionplanner.vector.outlines import FeatureOutline

# Of the smaller polygon: what lies inside but for a careless stroke is inside.
_INSIDE_SHARE = 0.9
_SAME_SHARE = 0.99
# As many as a thousand things in one heap; looking at each pair of more takes minutes.
_MOST_MEETINGS = 300_000
# Neighbours drawn along one border share this much at most, by rounding.
_TOUCHING_SHARE = 1e-3


def with_inner(
    outlines: list[FeatureOutline], inner: InnerPolygons | None, where: str
) -> tuple[list[FeatureOutline], tuple[Message, ...]]:
    """Return the outlines with those that lie inside another one as the user decides.

    Asked about is only what has no role itself, and lies not in a hole of the other.

    Parameters
    ----------
    outlines : list of FeatureOutline
    inner : 'holes', 'areas' or None
        None: not decided.
    where : str
        The file, for the question.

    Returns
    -------
    tuple
        The outlines, and a message for each two that overlap in part and are taken as one.

    Raises
    ------
    Undecided
        There are such polygons and `inner` is None.
    InputError
        More than 150,000 pairs of polygons meet: that is no outline.
    """
    singles = [replace(one, shape=multi(p)) for one in outlines for p in one.shape.geoms]
    pairs = [
        pair for pair in _pairs(singles, where) if _is_open(singles[pair[0]], singles[pair[1]])
    ]
    # What is as large as the other is the same outline drawn twice.
    inside = {
        i: j
        for i, j, share in pairs
        if share >= _INSIDE_SHARE and singles[i].shape.area < _SAME_SHARE * singles[j].shape.area
    }
    told = tuple(
        message("vector.overlapping", one=_called(singles, i), other=_called(singles, j))
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


def _pairs(singles: list[FeatureOutline], where: str) -> Iterator[tuple[int, int, float]]:
    """Yield the places of a polygon and of a larger one that it meets, and its share in it."""
    shapes = np.array([one.shape for one in singles], dtype=object)
    sizes = shapely.area(shapes)
    tree = shapely.STRtree(shapes)
    meetings = tree.query(shapes).shape[1]
    if meetings > _MOST_MEETINGS:
        raise InputError("vector.heap", where, n=len(singles), places=meetings // 2)
    small, large = _ordered(tree.query(shapes, predicate="covered_by"), sizes)
    yield from ((i, j, 1.0) for i, j in zip(small.tolist(), large.tolist(), strict=True))
    small, large = _ordered(tree.query(shapes, predicate="overlaps"), sizes)
    common = shapely.area(shapely.intersection(shapes[small], shapes[large]))
    yield from zip(small.tolist(), large.tolist(), (common / sizes[small]).tolist(), strict=True)


def _ordered(pairs: NDArray[np.int64], sizes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the (2, n) pairs whose first is the smaller; of two alike the later counts as such."""
    small, large = pairs
    alike = sizes[small] == sizes[large]
    return pairs[:, (sizes[small] < sizes[large]) | (alike & (small > large))]


def _is_open(small: FeatureOutline, large: FeatureOutline) -> bool:
    return small.role is None and small.overflight is None and large.role != "hole"


def _question(singles: list[FeatureOutline], inside: dict[int, int], where: str) -> Undecided:
    first, around = next(iter(inside.items()))
    small, large = _called(singles, first), _called(singles, around)
    answers = ("holes", "areas")
    if len(inside) == 1:
        return Undecided("vector.inside", where, "--inner", answers, small=small, large=large)
    more = len(inside) - 1
    return Undecided(
        "vector.inside_alike", where, "--inner", answers, small=small, large=large, more=more
    )


def _called(singles: list[FeatureOutline], place: int) -> str | Message:
    name = singles[place].name
    return f"'{name}'" if name else message("vector.polygon", n=place + 1)
