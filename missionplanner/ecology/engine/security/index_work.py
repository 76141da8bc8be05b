"""The index over one block of one epoch: standardised, weighted, graded, counted."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.ecology.engine.bands.reading import Values
from missionplanner.ecology.engine.bands.shapes import Named
from missionplanner.ecology.engine.scratch import Counted, Made, Scratch
from missionplanner.ecology.security.diagnostic import ValueProfile
from missionplanner.ecology.security.grades import site_counts, site_sums
from missionplanner.ecology.security.index import Recipe, security_index
from missionplanner.ecology.security.sensitivity import Sensitivity, sensitivity
from missionplanner.ecology.security.standardise import RawRanges, standardised
from missionplanner.ecology.security.tally import YearTally, tallied
from missionplanner.ecology.security.thresholds import unit_bins
from missionplanner.ecology.statistics.breaks import Binned, binned, merged
from missionplanner.model.security import Sign
from missionplanner.raster.files import burn, read_aligned
from missionplanner.raster.grid import Block, Grid


@dataclass(frozen=True)
class Stacks:
    """The raw indicators as rasters on the lattice, and what scales them.

    Attributes
    ----------
    folder : Path
        Of the rasters KEY_DATE.tif.
    grid : Grid
    keys : tuple of str
    signs : tuple of Sign
    scale : RawRanges
    dtype : str
    """

    folder: Path
    grid: Grid
    keys: tuple[str, ...]
    signs: tuple[Sign, ...]
    scale: RawRanges
    dtype: str

    def standardised(self, day: datetime.date, block: Block) -> Values:
        """Return the indicators of an epoch, (k, rows, columns), 0 worst to 1 best."""
        raw = np.empty((len(self.keys), *block.shape), self.dtype)
        for k, key in enumerate(self.keys):
            path = self.folder / f"{key}_{day}.tif"
            raw[k] = read_aligned(path, self.grid, block, dtype=self.dtype)
        return standardised(raw, self.scale, self.signs)


def indicator_bins(stacks: Stacks, day: datetime.date, block: Block) -> tuple[Binned, ...]:
    """Return the bins of every standardised indicator."""
    return unit_bins(stacks.standardised(day, block))


def index_bins(stacks: Stacks, how: Recipe, day: datetime.date, block: Block) -> tuple[Binned, ...]:
    """Return the bins of the index, of both kinds of weights together."""
    index = security_index(stacks.standardised(day, block), how)
    both = np.stack([index.constant, index.variable])
    return (binned(both[np.isfinite(both)], 0.0, 1.0),)


def joined(parts: Sequence[tuple[Binned, ...]]) -> tuple[Binned, ...]:
    """Add up bins of blocks, an indicator each."""
    return tuple(merged(column) for column in zip(*parts, strict=True))


@dataclass(frozen=True)
class IndexWork:
    """One epoch; picklable.

    Attributes
    ----------
    stacks : Stacks
    day : date
    how : Recipe
    breaks : (4,)
    sites : Named
        What is reported of; may be empty.
    trials : bool
        Also count levels for other C and alpha.
    scratch : Scratch
        Block files: (2, rows, columns), the index by constant and by variable weights.
    """

    stacks: Stacks
    day: datetime.date
    how: Recipe
    breaks: tuple[float, ...]
    sites: Named
    trials: bool
    scratch: Scratch

    def __call__(self, block: Block) -> Counted:
        """Make the index of a block where it is not done yet; return what was counted."""
        return self.scratch.once(block, partial(self._made))

    def _made(self, block: Block) -> Made:
        stack = self.stacks.standardised(self.day, block)
        index = security_index(stack, self.how)
        graded = tallied(stack, index, self.how, self.breaks)
        counted = packed_tally(graded.tally)
        count = len(self.sites.names)
        if count:
            sites = burn(self.sites.shapes, self.stacks.grid, block)
            counted["sites"] = [
                site_counts(graded.constant, sites, count).tolist(),
                site_counts(graded.variable, sites, count).tolist(),
                site_sums(index.constant, sites, count).tolist(),
                site_sums(index.variable, sites, count).tolist(),
            ]
        if self.trials:
            found = sensitivity(stack, self.how, self.breaks)
            counted["trials"] = packed_trials(found)
        return np.stack([index.constant, index.variable]), counted


def packed_tally(tally: YearTally) -> Counted:
    """Return sums as JSON holds them."""
    profile = tally.profile
    return {
        "levels_cw": tally.levels_cw.tolist(),
        "levels_vw": tally.levels_vw.tolist(),
        "sums": [tally.sum_cw, tally.sum_vw],
        "valid": int(profile.valid),
        "profile": [
            profile.values.tolist(),
            profile.weights.tolist(),
            profile.lowering.tolist(),
        ],
    }


def tally_of(blocks: Sequence[Counted]) -> YearTally:
    """Return the sums of all blocks of an epoch, added in their order."""
    tallies = [_tally(one) for one in blocks]
    whole = tallies[0]
    for part in tallies[1:]:
        whole = whole + part
    return whole


def _tally(one: Counted) -> YearTally:
    values, weights, lowering = (np.array(row, np.float64) for row in one["profile"])
    profile = ValueProfile(int(one["valid"]), values, weights, lowering)
    constant, variable = one["sums"]
    return YearTally(
        np.array(one["levels_cw"], np.int64),
        np.array(one["levels_vw"], np.int64),
        constant,
        variable,
        profile,
    )


def packed_trials(found: Sensitivity) -> dict[str, Any]:
    """Return counts of trials as JSON holds them."""
    return {
        "adjustments": found.adjustments.tolist(),
        "alphas": found.alphas.tolist(),
        "counts": found.counts.tolist(),
        "changed": found.changed.tolist(),
    }


def trials_of(blocks: Sequence[Counted]) -> Sensitivity | None:
    """Return the trials of all blocks together; None where none were made."""
    parts = [one["trials"] for one in blocks if "trials" in one]
    if not parts:
        return None
    return Sensitivity(
        np.array(parts[0]["adjustments"]),
        np.array(parts[0]["alphas"]),
        np.sum([part["counts"] for part in parts], axis=0, dtype=np.int64),
        np.sum([part["changed"] for part in parts], axis=0, dtype=np.int64),
    )
