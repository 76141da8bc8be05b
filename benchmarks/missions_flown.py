"""Fly the three sites' missions from their files and hold the flight against the plan's own judge.

    python -m benchmarks.missions_flown [--site mine] [--evaluations 60] [--out DIR]

Each KMZ is read by a parser that shares nothing with the exporter (element texts of
`waylines.wpml`), its curve is built from the places, speeds and damping distances of the file, and
its clearance over the DEM and its metres in zones are told beside the plan's.
"""

import argparse
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from benchmarks.terrain_sites import project_of
from missionplanner.extensions import formats
from missionplanner.geo.geoid import undulation_m
from missionplanner.model.plan import PlanIntent
from missionplanner.operations.export import export
from missionplanner.operations.flights import speaking
from missionplanner.operations.plan import plan_project
from missionplanner.operations.results import ALL, PlanResult
from missionplanner.operations.site import load_site
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify.clearance import clearance_of
from missionplanner.planning.verify.flights import STEP_M
from missionplanner.planning.verify.path import samples
from missionplanner.planning.verify.track import track_along
from missionplanner.planning.verify.zones import intrusions
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent

Floats = NDArray[np.float64]
_KML = "{http://www.opengis.net/kml/2.2}"
_ROW = "{:<10} {:<11} {:>5} {:>9} {:>12} {:>12} {:>9} {:>10}"


def read(path: Path) -> Floats:
    """Return longitude, latitude, height, speed and damping of the waypoints, (n, 5)."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("wpmz/waylines.wpml"))
    ours = next(str(space) for space in root.nsmap.values() if "wpmz" in str(space))
    rows = []
    for mark in root.iter(f"{_KML}Placemark"):
        lon, lat = mark.findtext(f".//{_KML}coordinates", "").split(",")[:2]
        named = ("executeHeight", "waypointSpeed", "waypointTurnDampingDist")
        numbers = [float(mark.findtext(f".//{{{ours}}}{name}", "nan")) for name in named]
        rows.append([float(lon), float(lat), *numbers])
    return np.array(rows)


def flown(path: Path, scenario: Scenario) -> tuple[int, float, float, float]:
    """Return waypoints, least clearance, metres in zones and metres flown of a file."""
    lon, lat, high, speed, damping = read(path).T
    terrain = scenario.terrain
    x, y = terrain.frame.forward(lon, lat)
    places = np.column_stack((x, y, high - undulation_m(lon, lat)))
    track = track_along(places, speed, damping, scenario.aircraft.turn_acceleration_mps2)
    x_m, y_m, z_m = track.places_m.T
    near = clearance_of(
        samples(x_m, y_m, z_m, STEP_M), terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m
    )
    inside = sum(met.metres for met in intrusions(x_m, y_m, z_m, scenario.zones, terrain))
    return len(lon), float(near.space_m), float(inside), float(track.length_m)


def show(site: str, result: PlanResult, files: tuple[Path, ...], scenario: Scenario) -> None:
    """Print a row a sensor."""
    by_name = {path.stem: path for path in files}
    for plan, judged in speaking(result, ALL):
        carried = "+".join(sorted(s.key for s in plan.carried))
        own = [path for name, path in by_name.items() if f"-{carried}-S" in name]
        told = [flown(path, scenario) for path in own]
        planned_m = min(figures.clearance_min_m for figures in judged.sorties)
        length_m = sum(figures.length_m for figures in judged.sorties)
        print(
            _ROW.format(
                site,
                carried,
                len(own),
                sum(row[0] for row in told),
                f"{min(row[1] for row in told):.2f}",
                f"{planned_m:.2f}",
                f"{sum(row[2] for row in told):.2f}",
                f"{100 * (sum(row[3] for row in told) / length_m - 1):+.3f}",
            )
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", action="append", choices=["mine", "jacksboro", "steep"])
    parser.add_argument("--evaluations", type=int, default=60)
    parser.add_argument("--out", type=Path, default=None)
    asked = parser.parse_args()
    out = asked.out or Path(tempfile.mkdtemp(prefix="osprey-flown-"))
    heads = ("site", "sensor", "files", "waypoints", "clear, file", "clear, plan", "zones, m")
    print(_ROW.format(*heads, "length, %"))
    for site in asked.site or ["mine", "jacksboro", "steep"]:
        folder = project_of(site, out)
        result = plan_project(folder, silent(), None, PlanIntent(evaluations=asked.evaluations))
        files = export(folder, formats().named("wpml"), out / f"{site}-kmz", silent()).files
        scenario = load_site(load(folder), silent(), result.intent).scenario
        show(site, result, files, scenario)


if __name__ == "__main__":
    main()
