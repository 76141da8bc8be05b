"""Several files of heights laid over each other: the finest on top, whatever the order given."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.messages.message import Message, message
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.convert import to_egm96
from missionplanner.terrain.datum import VerticalDatum
from missionplanner.terrain.lattice import SiteGrid
from missionplanner.terrain.plausible import plane
from missionplanner.terrain.sources import HeightFile, Heights, area_words, read_heights

Floats = NDArray[np.float64]

# Resolutions this near to each other are the same: degrees of two places differ by less.
_SAME = 1.1
# Coarser ground than this does not show benches, walls or dumps.
_COARSE_M = 30.0


@dataclass(frozen=True)
class HeightLayer:
    """Files of one kind, resolution, datum and unit, in the order given; they are read together."""

    sources: tuple[HeightFile, ...]
    datum: VerticalDatum
    unit_m: float

    @property
    def cell_m(self) -> float:
        """The finest cell of its files, metres."""
        return min(source.cell_m for source in self.sources)

    @property
    def names(self) -> str:
        """The names of its files; of many tiles the first and their number."""
        names = [source.path.name for source in self.sources]
        few = ", ".join(names[:3])
        return few if len(names) <= 3 else f"{names[0]} and {len(names) - 1} more"


def alike(
    sources: Sequence[HeightFile], datums: Sequence[VerticalDatum], units_m: Sequence[float]
) -> list[HeightLayer]:
    """Put files that are read alike together, the finest first; of the same, as given."""
    steps: list[float] = []
    for cell_m in sorted(source.cell_m for source in sources):
        if not steps or cell_m > _SAME * steps[-1]:
            steps.append(cell_m)
    kinds: dict[tuple[int, bool, VerticalDatum, float], list[HeightFile]] = {}
    for source, datum, unit_m in zip(sources, datums, units_m, strict=True):
        step = sum(source.cell_m >= start for start in steps)
        kinds.setdefault((step, source.cloud, datum, unit_m), []).append(source)
    # Sorting keeps the order given where the step is the same.
    return [
        HeightLayer(tuple(kinds[key]), key[2], key[3])
        for key in sorted(kinds, key=lambda key: key[0])
    ]


def lay(
    layers: Sequence[HeightLayer], lattice: SiteGrid, site: NDArray[np.bool_], progress: Progress
) -> Heights:
    """Return EGM96 heights: each cell from the first layer that has a value there.

    Parameters
    ----------
    layers : sequence of HeightLayer
    lattice : SiteGrid
    site : (rows, cols) bool
        Cells of the survey area.
    progress : Progress

    Raises
    ------
    InputError
        See `sources.read_heights` and `convert.to_egm96`.
    """
    shape = (lattice.rows, lattice.cols)
    height, highest = np.full(shape, np.nan), np.full(shape, np.nan)
    served: list[tuple[HeightLayer, float]] = []
    told: list[Message] = []
    finer = False
    for number, layer in enumerate(layers):
        missing = np.isnan(height)
        if not missing.any():
            served.append((layer, 0.0))
            continue
        found = read_heights(
            layer.sources, lattice, layer.unit_m, progress.nth(number, len(layers))
        )
        above = to_egm96(found.height_m, layer.datum, lattice)
        missing &= np.isfinite(above)
        height[missing] = above[missing]
        top = found.height_m if found.highest_m is None else found.highest_m
        # Elsewhere a value may be endless, and its differences no numbers.
        highest[missing] = top[missing] + (above[missing] - found.height_m[missing])
        finer |= found.highest_m is not None
        told += [*found.told, *_plane(layer, found, missing & site, lattice)]
        served.append((layer, float((missing & site).sum() / max(site.sum(), 1))))
    told += [*_who_serves(served), *_coarse(served)]
    return Heights(height, highest if finer else None, tuple(told))


def _plane(
    layer: HeightLayer, found: Heights, inside: NDArray[np.bool_], lattice: SiteGrid
) -> tuple[Message, ...]:
    flat = plane(found.height_m, inside)
    if flat is None:
        return ()
    size = area_words(flat[1] * float(inside.sum()) * lattice.cell_m**2)
    return (
        message(
            "terrain.plane", size=size, percent=100 * flat[1], height=flat[0], names=layer.names
        ),
    )


def _who_serves(served: Sequence[tuple[HeightLayer, float]]) -> tuple[Message, ...]:
    if len(served) < 2:
        return ()
    parts = [
        message("terrain.part", names=layer.names, cell_m=layer.cell_m, share=100 * share)
        for layer, share in served
    ]
    return (message("terrain.finest_serves", parts=parts),)


def _coarse(served: Sequence[tuple[HeightLayer, float]]) -> tuple[Message, ...]:
    coarse = [(layer, share) for layer, share in served if layer.cell_m > _COARSE_M and share > 0]
    return tuple(
        message("terrain.coarse", names=layer.names, cell_m=layer.cell_m) for layer, _ in coarse
    )
