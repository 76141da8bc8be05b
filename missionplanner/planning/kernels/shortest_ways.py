"""Shortest ways around blocked rings, over the corners of a visibility graph."""

import math

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.rings import crosses
from missionplanner.planning.kernels.types import Bools, Floats, Ints, Maze, Rings


@kernel
def all_ways(node: Floats, blocked: Rings) -> tuple[Floats, Ints]:
    """Return shortest distances between all corners, and the next corner on each way.

    Floyd and Warshall over the corners that see each other; inf and -1 where no way exists.
    """
    n = node.shape[0]
    distance = np.full((n, n), np.inf)
    step = np.full((n, n), -1)
    for i in range(n):
        distance[i, i], step[i, i] = 0.0, i
        for j in range(n):
            if i != j and not crosses(node[i, 0], node[i, 1], node[j, 0], node[j, 1], blocked):
                distance[i, j] = math.hypot(node[i, 0] - node[j, 0], node[i, 1] - node[j, 1])
                step[i, j] = j
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if distance[i, k] + distance[k, j] < distance[i, j] - 1e-9:
                    distance[i, j] = distance[i, k] + distance[k, j]
                    step[i, j] = step[i, k]
    return distance, step


@kernel
def sight(x: float, y: float, maze: Maze, seen: Bools) -> None:
    """Mark the corners that a point sees."""
    for m in range(maze.node.shape[0]):
        seen[m] = not crosses(x, y, maze.node[m, 0], maze.node[m, 1], maze.blocked)


@kernel
def reach(x: float, y: float, maze: Maze, seen: Bools, far: Floats, first: Ints) -> None:
    """Work out the shortest ways from a point to all corners, none of them straight on.

    Parameters
    ----------
    seen : bool (corners,), what the point sees; see `sight`
    far : float64 (corners,), receives the lengths; inf where there is no way
    first : int64 (corners,), receives the first corner of each way
    """
    far[:] = np.inf
    first[:] = -1
    for u in range(maze.node.shape[0]):
        if not seen[u]:
            continue
        ahead = math.hypot(x - maze.node[u, 0], y - maze.node[u, 1])
        for w in range(maze.node.shape[0]):
            if ahead + maze.distance[u, w] < far[w]:
                far[w] = ahead + maze.distance[u, w]
                first[w] = u


@kernel
def way_around(
    x0: float, y0: float, x1: float, y1: float, maze: Maze,
    far: Floats, first: Ints, seen: Bools, way: Floats,
) -> int:  # fmt: skip
    """Write the shortest way over corners from one point to another; ends included.

    Parameters
    ----------
    far, first : what `reach` found from the first point
    seen : bool (corners,), what the second point sees
    way : float64 (corners + 2, 2), receives the points

    Returns
    -------
    int
        Number of points, or 0 where there is no way.
    """
    best, last = np.inf, -1
    for w in range(maze.node.shape[0]):
        if seen[w] and far[w] < best:
            total = far[w] + math.hypot(x1 - maze.node[w, 0], y1 - maze.node[w, 1])
            if total < best:
                best, last = total, w
    if last < 0:
        return 0
    way[0, 0], way[0, 1] = x0, y0
    count, u = 1, first[last]
    while True:
        way[count, 0], way[count, 1] = maze.node[u, 0], maze.node[u, 1]
        count += 1
        if u == last:
            break
        u = maze.step[u, last]
    way[count, 0], way[count, 1] = x1, y1
    return count + 1


@kernel
def find_way(
    x0: float, y0: float, x1: float, y1: float, maze: Maze, seen0: Bools, seen1: Bools, way: Floats
) -> int:
    """Write the shortest free way from one point to another; ends included.

    Parameters
    ----------
    seen0, seen1 : bool (corners,), what either end sees; see `sight`
    way : float64 (corners + 2, 2), receives the points

    Returns
    -------
    int
        Number of points, or 0 where there is no way.
    """
    if not crosses(x0, y0, x1, y1, maze.blocked):
        way[0, 0], way[0, 1] = x0, y0
        way[1, 0], way[1, 1] = x1, y1
        return 2
    corners = maze.node.shape[0]
    far, first = np.empty(corners), np.empty(corners, np.int64)
    reach(x0, y0, maze, seen0, far, first)
    return way_around(x0, y0, x1, y1, maze, far, first, seen1, way)
