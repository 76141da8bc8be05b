"""100 km2 of hills with 50 holes: made, planned, verified and saved; seconds and memory.

    python -m benchmarks.large_site [--side 10] [--holes 50] [--seed 1] [--sensor p1-35]
        [--evaluations 400] [--out DIR]

The ground is made from the seed: smooth noise in three sizes, 10 m cells. The holes are polygons
of 6 to 12 corners, 60 to 300 m wide. No home is given: the planner chooses one and proposes the
other launch places. CPU seconds are those of all threads; memory is the greatest of the process.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import Polygon, box, mapping
from shapely.ops import unary_union

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.plan import PlanIntent
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.plan import plan_project
from missionplanner.operations.summary import result_summary
from missionplanner.planning.precompile_planning import warm
from missionplanner.project.store import load
from missionplanner.raster.files import write_geotiff
from missionplanner.tasks.progress import silent

PLACE = (103.0, 36.5)
CELL_M, BESIDE_M = 10.0, 500.0


def hills(count: int, seed: int) -> NDArray[np.float32]:
    """Return heights, m, of `count` times `count` cells."""
    rng = np.random.default_rng(seed)
    height = np.full((count, count), 900.0)
    for wide_m, high_m in ((1500.0, 120.0), (400.0, 35.0), (120.0, 6.0)):
        noise = ndimage.gaussian_filter(rng.standard_normal((count, count)), wide_m / CELL_M)
        height += high_m * noise / noise.std()
    return height.astype(np.float32)


def holes(side_m: float, count: int, seed: int) -> list[Polygon]:
    """Return `count` polygons in a square, apart from each other and from its edge."""
    rng = np.random.default_rng(seed + 1)
    found: list[Polygon] = []
    while len(found) < count:
        x, y = rng.uniform(400.0, side_m - 400.0, 2)
        wide_m, corners = rng.uniform(60.0, 300.0), int(rng.integers(6, 13))
        turn = np.sort(rng.uniform(0.0, 2.0 * np.pi, corners))
        reach = 0.5 * wide_m * rng.uniform(0.6, 1.0, corners)
        shape = Polygon(np.column_stack((x + reach * np.cos(turn), y + reach * np.sin(turn))))
        apart = not found or shape.distance(unary_union(found)) > 50.0
        if shape.is_valid and shape.area > 500.0 and apart:
            found.append(shape)
    return found


def make_site(out: Path, side_km: float, count: int, seed: int) -> Path:
    """Write the site's files and its project; return the project's folder."""
    out.mkdir(parents=True, exist_ok=True)
    frame = SiteFrame.around(*PLACE)
    x0, y0 = (round(float(v)) for v in frame.forward(*PLACE))
    side_m = 1000.0 * side_km
    cells = round((side_m + 2 * BESIDE_M) / CELL_M) + 1
    dem, area = out / "hills.tif", out / "area.geojson"
    corner = x0 - BESIDE_M, y0 - BESIDE_M
    write_geotiff(dem, hills(cells, seed), *corner, CELL_M, frame.epsg, {}, -9999.0)
    square = box(x0, y0, x0 + side_m, y0 + side_m)
    rings = [[(x + x0, y + y0) for x, y in h.exterior.coords] for h in holes(side_m, count, seed)]
    shape = frame.unproject(Polygon(square.exterior.coords, rings))
    feature = {"type": "Feature", "properties": {"name": "hills"}, "geometry": mapping(shape)}
    area.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    folder = out / "large.mplan"
    new_project(folder, NewProject(dem=(dem,), area=area, vertical_datum="egm96"), silent())
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=float, default=10.0, help="km")
    parser.add_argument("--holes", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sensor", default="p1-35")
    parser.add_argument("--evaluations", type=int, default=PlanIntent().evaluations)
    parser.add_argument("--out", type=Path, default=None)
    asked = parser.parse_args()
    out = asked.out or Path(tempfile.mkdtemp(prefix="osprey-large-"))
    warm()
    wall, cpu = time.perf_counter(), time.process_time()
    folder = make_site(out, asked.side, asked.holes, asked.seed)
    print(f"site made: {time.perf_counter() - wall:.1f} s, CPU {time.process_time() - cpu:.1f} s")
    wall, cpu = time.perf_counter(), time.process_time()
    intent = load(folder).document.intent.model_copy(update={"evaluations": asked.evaluations})
    result = plan_project(folder, silent(), (asked.sensor,), intent)
    seconds, cpu = time.perf_counter() - wall, time.process_time() - cpu
    (told,) = result_summary(result)["sensors"]
    (plan,) = result.plans
    most_gb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"planned, verified, saved: {seconds:.1f} s, CPU {cpu:.1f} s, most memory {most_gb:.2f} GB"
    )
    print(
        f"{told['flyable_m2'] / 1e6:.1f} km2, {len(plan.stations) + 1} launch places, "
        f"{len(plan.sorties)} sorties, {told['length_m'] / 1e3:.0f} km, "
        f"{told['energy_wh'] / 1e3:.1f} kWh, {told['photos']} photos"
    )
    print(
        f"seen {100 * told['seen_share']:.2f} %, overlap {100 * told['overlap_ok_share']:.1f} %, "
        f"in zones {told['zone_m']:.0f} m, unreached {told['unreached_m2'] / 1e4:.1f} ha, "
        f"farthest {told['distance_max_m']:.0f} m"
    )


if __name__ == "__main__":
    main()
