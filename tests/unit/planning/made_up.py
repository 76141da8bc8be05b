"""Small made-up worlds for the planner's tests: plain arrays, no files."""

import numpy as np
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.planning.boundary_rings import rings_of
from missionplanner.planning.coverage.detours import KeepOut, keep_out
from missionplanner.planning.kernels.types import Flight, Ground, Network

HERE = (0.0, 0.0)
NO_RINGS = rings_of([])
BAY = Polygon(
    [(-40, -60), (60, -60), (60, 60), (-40, 60), (-40, 40), (30, 40), (30, -40), (-40, -40)]
)
TOWER = Polygon([(-200, 90), (-150, 90), (-150, 160), (-200, 160)])


def walls(*polygons) -> KeepOut:
    return keep_out(MultiPolygon(list(polygons)), HERE)


def flight(**changes) -> Flight:
    values = {
        "level_w": np.full(351, 800.0), "survey_mps": 10.0, "transit_mps": 13.0, "ascent_mps": 6.0,
        "descent_mps": 5.0, "takeoff_mps": 3.0, "landing_mps": 2.0, "gradient": 0.4,
        "turn_mps2": 2.5, "wind_east_mps": 0.0, "wind_north_mps": 0.0,
        "airspeed_mps": 1e6,
        "hover_w": 1000.0, "climb_w_per_mps": 100.0, "descent_w_per_mps": 20.0, "floor_share": 0.55,
        "w_length": 0.5, "w_altitude": 0.1, "w_threat": 0.4, "w_energy": 0.5,
        "nominal_wh_per_m": 0.022,
        "low_m": 0.0, "span_m": 200.0, "room_m": 50.0, "sortie_m": 100.0, "sortie_wh": 10.0,
    }  # fmt: skip
    return Flight(**{**values, **changes})


def flat(side_m=2000.0, cell_m=10.0, survey_m=100.0, transit_m=50.0, threat=0.0) -> Ground:
    shape = (int(side_m / cell_m) + 1,) * 2
    return Ground(
        np.full(shape, survey_m), np.full(shape, transit_m), np.full(shape, 1e9),
        np.full(shape, threat),
        -side_m / 2, -side_m / 2, 1.0 / cell_m,
    )  # fmt: skip


def ridge(height_m=80.0, width_m=60.0, side_m=2000.0, cell_m=10.0) -> Ground:
    """A ridge along the northing axis under a flight 100 m above ground."""
    x = np.arange(-side_m / 2, side_m / 2 + cell_m, cell_m)
    row = height_m * np.exp(-((x / width_m) ** 2))
    surface = np.ascontiguousarray(np.tile(row, (len(x), 1)))
    return Ground(
        surface + 100.0, surface + 40.0, np.full_like(surface, 1e9),
        np.zeros_like(surface), -side_m / 2, -side_m / 2, 1.0 / cell_m,
    )  # fmt: skip


def random_network(strips: int, seed: int) -> Network:
    """Asymmetric costs between the ends of random strips; energy follows cost roughly."""
    rng = np.random.default_rng(seed)
    point = rng.uniform(0.0, 100.0, (2 * strips + 1, 2))
    away = np.hypot(*(point[:, None] - point[None]).transpose(2, 0, 1))
    way = away * rng.uniform(1.0, 1.3, away.shape)
    np.fill_diagonal(way, 0.0)
    own = rng.uniform(10.0, 40.0, (strips, 1)) * rng.uniform(1.0, 1.2, (strips, 2))
    for s in range(strips):
        way[2 * s, 2 * s + 1] = way[2 * s + 1, 2 * s] = 1e7
    return Network(own, own * 0.1, way, way * 0.1)
