"""C of the light on slopes, of every scene and band: a pass over the blocks of an epoch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from missionplanner.ecology.engine.bands.light import LightCorrection, LightSums, SunnyGround
from missionplanner.ecology.engine.bands.reading import BlockScene, Reading
from missionplanner.model.study import Band, IndexOptions
from missionplanner.raster.grid import Block

Sums = list[dict[Band, LightSums]]
"""Of each scene of an epoch, of each band."""

_LAND = IndexOptions()


@dataclass(frozen=True)
class LightFit:
    """Sums of one block.

    Attributes
    ----------
    reading : Reading
        Without corrections of light.
    grounds : tuple of SunnyGround or None
        Of each scene of the epoch; None: where the sun stood is not known.
    bands : tuple of Band
    """

    reading: Reading
    grounds: tuple[SunnyGround | None, ...]
    bands: tuple[Band, ...]

    def __call__(self, block: Block) -> Sums:
        """Return the sums over clear land on slopes."""
        found: Sums = []
        parts = BlockScene(self.reading, block).parts
        for part, ground in zip(parts, self.grounds, strict=True):
            own: dict[Band, LightSums] = {}
            found.append(own)
            if ground is None:
                continue
            light = ground.over(block)
            land = light.sloping & ~part.cover(_LAND).masked
            for band in self.bands:
                values = part.stored(band)
                kept = land & np.isfinite(values)
                own[band] = LightSums()
                own[band].add(light.incidence[kept], values[kept])
        return found


def fitted(
    grounds: Sequence[SunnyGround | None], blocks: Sequence[Sums]
) -> tuple[LightCorrection | None, ...]:
    """Return the correction of each scene from the sums of all blocks."""
    return tuple(
        None if ground is None else LightCorrection(ground, _cs([own[i] for own in blocks]))
        for i, ground in enumerate(grounds)
    )


def _cs(blocks: Sequence[Mapping[Band, LightSums]]) -> dict[Band, float]:
    wholes: dict[Band, LightSums] = {}
    for block in blocks:
        for band, sums in block.items():
            wholes.setdefault(band, LightSums()).merge(sums)
    return {band: c for band, whole in wholes.items() if (c := whole.c) is not None}
