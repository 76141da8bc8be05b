"""Runs the two planners from PyPI; needs only them, so it runs in an environment of its own.

Reads {"outline": [[x, y], ...], "holes": [[[x, y], ...], ...], "spacing_m": 40} from standard
input, prints {name: {"path": [[x, y], ...], "seconds": s}} or {name: {"error": text}}.
"""

import json
import math
import sys
import time

from opencoverage import UAV, PinholeCamera, plan
from shapely.geometry import Polygon
from uav_coverage_path_planner import (
    AircraftProfile,
    CameraProfile,
    OptimizationConfig,
    PlanningProblem,
    QualityConstraints,
    optimize_coverage_route,
)

HEIGHT_M, SIDE_OVERLAP = 100.0, 0.7


def opencoverage_path(task, pattern):
    # 10 mm focal length: the sensor is as wide, in mm, as a tenth of the footprint, in m.
    footprint = task["spacing_m"] / (1 - SIDE_OVERLAP)
    camera = PinholeCamera(0.0025, 10.0, footprint / 10, footprint / 15, 0.7)
    mission = plan(
        polygon=Polygon(task["outline"], task["holes"]),
        uav=UAV(min_height=10.0, max_height=500.0),
        camera=camera,
        pattern=pattern,
        lateral_overlap=SIDE_OVERLAP,
        forward_overlap=0.8,
        target="altitude",
        target_value=HEIGHT_M,
    )
    assert abs(mission.lateral_distance - task["spacing_m"]) < 1e-6
    return mission.path


def genetic_path(task):
    width, height = 5472, 3648
    footprint = task["spacing_m"] / (1 - SIDE_OVERLAP)
    diagonal = footprint * math.hypot(width, height) / width
    fov = 2 * math.degrees(math.atan(diagonal / 2 / HEIGHT_M))
    outline = [tuple(p) for p in task["outline"]]
    result = optimize_coverage_route(
        PlanningProblem(
            boundary=tuple(outline),
            takeoff_point=outline[0],
            task_height_m=HEIGHT_M,
            camera=CameraProfile(fov, width, height, 0.7),
            aircraft=AircraftProfile(15.0, 1e6, 1e7, 1.0),
            quality=QualityConstraints(10.0, 100 * SIDE_OVERLAP, 80.0, 12.0),
            optimizer=OptimizationConfig(seed=42),
        )
    )
    # Without the legs from and to the station.
    return result.route[1:-1]


RUNS = {
    "opencoverage optimal_sweep": lambda t: opencoverage_path(t, "optimal_sweep"),
    "opencoverage back_forth": lambda t: opencoverage_path(t, "back_forth"),
    "uav-coverage-path-planner": genetic_path,
}


def main():
    task = json.load(sys.stdin)
    answers = {}
    for name, run in RUNS.items():
        start = time.perf_counter()
        try:
            path = [list(map(float, p)) for p in run(task)]
            answers[name] = {"path": path, "seconds": time.perf_counter() - start}
        except Exception as error:
            answers[name] = {"error": f"{type(error).__name__}: {error}"}
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
