"""A straight sweep bent along the slope: one smooth field whose level lines are the lanes.

The field phi counts metres across the lanes: where its gradient is 1, lanes lie as far apart as
asked. It begins as the straight sweep of one direction, and is bent until

    sum over the area of   w c(slope along the line) |grad phi|
                         + rho (|grad phi| - d)^2
                         + bend (|H phi| + K |H phi|^2)

is least: d is how dense lanes must lie for the ground there to be seen enough (crests stand nearer
to the aircraft, so more than 1), H are the second differences, c the price of climbing and of being
slowed down on a steep line, as a share of level flight. Where c is linear, its term is the cross
product of the slopes of ground and field, which no longer knows which way is up: so there are no
rings around summits and no singular points, and the lanes stay a sweep.

Sums of absolute values are brought to least squares by re-weighting (Holland, Welsch,
Communications in Statistics A6, 1977): each round is one sparse solve, weighted by the field of the
round before.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse
from scipy.sparse.linalg import splu

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# Takes x and y of places (n,), local metres, and returns one number for each.
OfPlaces = Callable[[Floats, Floats], Floats]

# Rounds on the coarse grid, and on the fine one that begins where the coarse one ended.
COARSE_ROUNDS, FINE_ROUNDS = 14, 3
# The slope comes in over so many rounds: at once it would fold the sweep.
RAMP_ROUNDS = 6
# Of each solve after the first this share is taken.
DAMPED, DAMPED_FROM = 0.7, 4
# Lanes further apart than asked cost this much more than lanes too near: that is overlap lost.
THIN = 3.0
# A turning gradient costs this share of one that is too long or too short.
TURNING = 0.03
# Outside of the area the lanes only go on: how much of the weights is left there.
OUTER_SLOPE, OUTER_DENSITY = 1e-3, 0.15
# Square of second differences beside their absolute value, m.
SQUARED_M = 170.0
# Slopes and second differences (1/m) below these are weighted as these.
LEAST_SLOPE, LEAST_BEND = 0.03, 1e-3
# Ground is smoothed by this, and by this share of a cell, m.
SMOOTHING_M, SMOOTHING_CELLS = 15.0, 0.6


@dataclass(frozen=True)
class Shape:
    """What a bent sweep is told.

    Attributes
    ----------
    angle_rad : float
        Direction of the straight sweep it begins as, counter-clockwise from east.
    slope_weight : float
        w, of the slope's price; 0: the sweep stays straight.
    stiffness : float
        rho, of lanes lying as far apart as asked.
    bend : float
        Price of bending, metres.
    """

    angle_rad: float
    slope_weight: float
    stiffness: float
    bend: float


@dataclass(frozen=True)
class Climb:
    """The price of slope along a line, as a share of level flight.

    Attributes
    ----------
    price : float
        A metre of line that rises by a metre costs this much more than a level one.
    steepest : float
        Steeper lines are flown more slowly, in proportion.
    """

    price: float
    steepest: float

    def weight(self, slope: Floats) -> Floats:
        """Return the marginal price over the slope: what a least square is weighted with."""
        steep = np.abs(slope)
        marginal = self.price + np.where(steep > self.steepest, 1.0 / self.steepest, 0.0)
        return np.asarray(marginal / np.maximum(steep, LEAST_SLOPE))


class Nodes:
    """Nodes on a square grid around the area, with the differences a field is judged by.

    Attributes
    ----------
    x, y : float64 (cols,), (rows,), local metres
    inside : float64 ((rows - 1) (cols - 1),), 1 for cells in the area, 0 for others
    aim : float64 ((rows - 1) (cols - 1),), how dense lanes shall be; 1: as far apart as asked
    """

    def __init__(
        self, height_m: Floats, x: Floats, y: Floats, within: OfPlaces, density: OfPlaces
    ) -> None:
        self.x, self.y = x, y
        cell_m = float(x[1] - x[0])
        node = np.arange(height_m.size, dtype=np.int64).reshape(height_m.shape)
        corners = node[:-1, :-1], node[:-1, 1:], node[1:, :-1], node[1:, 1:]
        half, square = 0.5 / cell_m, 1.0 / cell_m**2
        self.east = _differences(corners, (-half, half, -half, half), node.size)
        self.north = _differences(corners, (-half, -half, half, half), node.size)
        second = (square, -2.0 * square, square)
        along = node[:, :-2], node[:, 1:-1], node[:, 2:]
        across = node[:-2], node[1:-1], node[2:]
        self.bends = sparse.vstack([
            _differences(along, second, node.size),
            _differences(across, second, node.size),
            math.sqrt(2.0) * _differences(corners, (square, -square, -square, square), node.size),
        ]).tocsr()  # fmt: skip
        rise_east, rise_north = self.east @ height_m.ravel(), self.north @ height_m.ravel()
        self.rises = sparse.diags(rise_east) @ self.north - sparse.diags(rise_north) @ self.east
        self.inside = within(*_middles(x, y))
        self.aim = density(*_middles(x, y))

    def sweep(self, angle_rad: float) -> Floats:
        """Return the straight sweep of a direction at the nodes."""
        east, north = np.meshgrid(self.x, self.y)
        return np.asarray((north * math.cos(angle_rad) - east * math.sin(angle_rad)).ravel())

    def bent(self, phi: Floats, shape: Shape, climb: Climb, rounds: int, ramp: int) -> Floats:
        """Return a field after some rounds of re-weighted solves."""
        for k in range(rounds):
            share = min(1.0, (k + 1) / ramp)
            found = self._solved(phi, shape, climb, share)
            step = DAMPED if k >= DAMPED_FROM else 1.0
            # Only differences are known: the mean stays.
            phi = phi + step * (found - found.mean() - phi + phi.mean())
        return phi

    def _solved(self, phi: Floats, shape: Shape, climb: Climb, share: float) -> Floats:
        east, north = self.east @ phi, self.north @ phi
        density = np.hypot(east, north) + 1e-9
        across_e, across_n = sparse.diags(east / density), sparse.diags(north / density)
        steep = climb.weight((self.rises @ phi) / density)
        dense = shape.stiffness * np.maximum(self.inside, OUTER_DENSITY)
        dense *= np.where(density < self.aim, THIN, 1.0)
        curved = shape.bend * (SQUARED_M + 0.5 / np.maximum(np.abs(self.bends @ phi), LEAST_BEND))
        rows = sparse.vstack([
            self.rises,
            across_e @ self.east + across_n @ self.north,
            across_e @ self.north - across_n @ self.east,
            self.bends,
        ]).tocsr()  # fmt: skip
        weights = np.concatenate([
            0.5 * share * shape.slope_weight * np.maximum(self.inside, OUTER_SLOPE) * steep,
            dense, TURNING * dense, curved,
        ])  # fmt: skip
        aims = np.zeros(rows.shape[0])
        aims[len(dense) : 2 * len(dense)] = self.aim
        normal = rows.T @ sparse.diags(weights) @ rows + 1e-9 * sparse.eye(len(phi))
        factors = splu(
            normal.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0,
            options={"SymmetricMode": True},
        )  # fmt: skip
        return np.asarray(factors.solve(rows.T @ (weights * aims)))


def _differences(
    nodes: tuple[Ints, ...], factors: tuple[float, ...], size: int
) -> sparse.csr_matrix:
    """Return the matrix whose rows sum nodes times factors."""
    count = nodes[0].size
    values = np.repeat(np.array(factors), count)
    row = np.tile(np.arange(count), len(nodes))
    column = np.concatenate([n.ravel() for n in nodes])
    return sparse.csr_matrix((values, (row, column)), shape=(count, size))


def _middles(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    east, north = np.meshgrid(0.5 * (x[1:] + x[:-1]), 0.5 * (y[1:] + y[:-1]))
    return east.ravel(), north.ravel()


@dataclass(frozen=True)
class Bending:
    """The same ground on a coarse and on a fine lattice."""

    coarse: Nodes
    fine: Nodes
    climb: Climb

    def field(self, shape: Shape) -> Floats:
        """Return phi at the nodes of the fine lattice, float64 (rows, cols), metres."""
        fine = (len(self.fine.y), len(self.fine.x))
        straight = self.fine.sweep(shape.angle_rad)
        if shape.slope_weight <= 0.0:
            return straight.reshape(fine)
        begun = self.coarse.sweep(shape.angle_rad)
        rough = self.coarse.bent(begun, shape, self.climb, COARSE_ROUNDS, RAMP_ROUNDS)
        # What bends is smooth, and is carried over; the sweep under it is exact on both.
        change = (rough - begun).reshape(len(self.coarse.y), len(self.coarse.x))
        row = np.interp(self.fine.y, self.coarse.y, np.arange(len(self.coarse.y)))
        col = np.interp(self.fine.x, self.coarse.x, np.arange(len(self.coarse.x)))
        at = np.array(np.meshgrid(row, col, indexing="ij"))
        carried = ndimage.map_coordinates(change, at, order=3, mode="nearest")
        phi = straight + carried.ravel()
        return self.fine.bent(phi, shape, self.climb, FINE_ROUNDS, 1).reshape(fine)


def bending(
    height_at: Callable[[float, Floats, Floats], Floats],
    bounds: tuple[float, float, float, float],
    within: OfPlaces,
    density: OfPlaces,
    cell_m: float,
    climb: Climb,
) -> Bending:
    """Prepare the bending of sweeps over an area.

    Parameters
    ----------
    height_at : callable
        Takes a smoothing, m, and the axes x (cols,) and y (rows,) of a grid, local metres; returns
        the ground's smoothed height there, float64 (rows, cols), m, without NaN.
    bounds : west, south, east, north
        What the lattices reach over, local metres.
    within : callable
        Tells for points x, y (n,) whether they lie in the area: 1 or 0.
    density : callable
        Returns for points how dense lanes shall be there; 1: as far apart as asked.
    cell_m : float
        Of the fine lattice, m; the coarse one has twice that.
    """

    def lattice(step_m: float) -> Nodes:
        x = np.arange(bounds[0], bounds[2] + step_m, step_m)
        y = np.arange(bounds[1], bounds[3] + step_m, step_m)
        smoothing_m = max(SMOOTHING_M, SMOOTHING_CELLS * step_m)
        return Nodes(height_at(smoothing_m, x, y), x, y, within, density)

    return Bending(lattice(2.0 * cell_m), lattice(cell_m), climb)
