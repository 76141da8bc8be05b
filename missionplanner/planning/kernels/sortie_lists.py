"""Sorties as separate lists, for ruin and recreate."""

from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.tours import HOME
from missionplanner.planning.kernels.types import Bools, Floats, Ints, Network


class Fleet(NamedTuple):
    """Sorties in rows; row r holds `length[r]` strips.

    Attributes
    ----------
    strip, flip : int64 (rows, S)
    length : int64 (rows,), strips of each sortie
    wh : float64 (rows,), energy of each sortie
    where : int64 (S,), the sortie of each strip, -1: none
    """

    strip: Ints
    flip: Ints
    length: Ints
    wh: Floats
    where: Ints


@kernel
def entered(fleet: Fleet, r: int, k: int, home: int) -> int:
    """Return the end at which position k of sortie r is entered; home behind the last."""
    return home if k >= fleet.length[r] else 2 * fleet.strip[r, k] + fleet.flip[r, k]


@kernel
def left(fleet: Fleet, r: int, k: int, home: int) -> int:
    """Return the end at which position k of sortie r is left; home for k = -1."""
    return home if k < 0 else 2 * fleet.strip[r, k] + 1 - fleet.flip[r, k]


@kernel
def row_wh(fleet: Fleet, r: int, net: Network) -> float:
    """Return the energy of a sortie, Wh."""
    home = net.way_cost.shape[0] - 1
    if fleet.length[r] == 0:
        return 0.0
    wh = 0.0
    for k in range(fleet.length[r]):
        wh += net.way_wh[left(fleet, r, k - 1, home), entered(fleet, r, k, home)]
        wh += net.strip_wh[fleet.strip[r, k], fleet.flip[r, k]]
    return float(wh + net.way_wh[left(fleet, r, fleet.length[r] - 1, home), home])


@kernel
def empty_fleet(rows: int, strips: int) -> Fleet:
    """Return a fleet without strips."""
    return Fleet(
        np.full((rows, strips), -1), np.zeros((rows, strips), np.int64),
        np.zeros(rows, np.int64), np.zeros(rows), np.full(strips, -1),
    )  # fmt: skip


@kernel
def fleet_of(seq: Ints, flip: Ints, net: Network, spare: int) -> Fleet:
    """Return the sorties of a tour, with `spare` empty rows."""
    sorties = 0
    for k in range(1, seq.shape[0]):
        if seq[k] < 0 and seq[k - 1] >= 0:
            sorties += 1
    fleet = empty_fleet(sorties + spare, net.strip_cost.shape[0])
    r = 0
    for k in range(1, seq.shape[0]):
        if seq[k] >= 0:
            at = fleet.length[r]
            fleet.strip[r, at], fleet.flip[r, at] = seq[k], flip[k]
            fleet.length[r] = at + 1
            fleet.where[seq[k]] = r
        elif fleet.length[r] > 0:
            fleet.wh[r] = row_wh(fleet, r, net)
            r += 1
    return fleet


@kernel
def tour_of(fleet: Fleet) -> tuple[Ints, Ints]:
    """Return the tour of a fleet; empty rows are left out."""
    sorties, strips = 0, 0
    for r in range(fleet.length.shape[0]):
        sorties += 1 if fleet.length[r] > 0 else 0
        strips += fleet.length[r]
    seq = np.full(strips + sorties + 1, HOME)
    flip = np.zeros(strips + sorties + 1, np.int64)
    at = 1
    for r in range(fleet.length.shape[0]):
        for k in range(fleet.length[r]):
            seq[at], flip[at] = fleet.strip[r, k], fleet.flip[r, k]
            at += 1
        if fleet.length[r] > 0:
            at += 1
    return seq, flip


@kernel
def copy_row(source: Fleet, target: Fleet, r: int) -> None:
    """Copy one sortie, without `where`."""
    count = source.length[r]
    target.length[r], target.wh[r] = count, source.wh[r]
    for k in range(count):
        target.strip[r, k], target.flip[r, k] = source.strip[r, k], source.flip[r, k]


@kernel
def copy_all(source: Fleet, target: Fleet) -> None:
    """Copy all sorties."""
    for r in range(source.length.shape[0]):
        copy_row(source, target, r)
    target.where[:] = source.where


@kernel
def keep_row(fleet: Fleet, saved: Fleet, touched: Bools, r: int) -> None:
    """Save a sortie before its first change."""
    if not touched[r]:
        touched[r] = True
        copy_row(fleet, saved, r)


@kernel
def restore(fleet: Fleet, saved: Fleet, touched: Bools) -> None:
    """Undo all changes of the touched sorties."""
    for r in range(touched.shape[0]):
        if touched[r]:
            copy_row(saved, fleet, r)
            for k in range(fleet.length[r]):
                fleet.where[fleet.strip[r, k]] = r
