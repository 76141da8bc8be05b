"""The threat index of a project: its weights, and a map of each of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from missionplanner.airspace.threat import ThreatParts, threat_parts
from missionplanner.errors import InputError
from missionplanner.model.plan import ThreatWeights
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.scenario import Scenario, threat_rule
from missionplanner.project.edits import set_intent
from missionplanner.project.store import load, save
from missionplanner.raster.files import write_geotiff
from missionplanner.storage.complaints import complaint
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

PARTS = ("soft", "people", "slope", "lee", "zones", "wires", "link")
#: Written where the ground is not known.
UNKNOWN = -1.0


@dataclass(frozen=True)
class ThreatMaps:
    """What the threat index is made of on the ground to be surveyed.

    Attributes
    ----------
    weights : ThreatWeights
    mean, greatest : dict
        Of each part, and of `index`, over the area; 0 to 1.
    wind_mps : tuple of float
        Wind that the lee is reckoned for, blowing towards east and north.
    files : tuple of Path
    """

    weights: ThreatWeights
    mean: dict[str, float]
    greatest: dict[str, float]
    wind_mps: tuple[float, float]
    files: tuple[Path, ...]


def threat_maps(
    folder: Path,
    progress: Progress,
    changes: Mapping[str, float] | None = None,
    out: Path | None = None,
) -> ThreatMaps:
    """Return the parts of a project's threat index, and write them as GeoTIFF where `out` is given.

    Parameters
    ----------
    changes : mapping of str to float, optional
        New weights by the name of a part; saved in the project.

    Raises
    ------
    InputError
        No such part, or a weight outside of 0 to 1.
    OutputError
        The project or a file cannot be written.
    """
    with held(folder):
        project = load(folder)
        intent = project.document.intent
        if changes:
            weights = _changed(intent.threats, changes)
            project = set_intent(project, intent.model_copy(update={"threats": weights}))
        site = load_site(project, progress.part(0.0, 0.6))
        parts = parts_of(site)
        if changes:
            save(project)
        told = {name: getattr(parts, name) for name in (*PARTS, "index")}
        files = tuple(
            _written(name, values, site.scenario, made_in(folder, out))
            for name, values in (told.items() if out else ())
            if out
        )
    inside = np.isfinite(site.terrain.height_m)
    progress.report(1.0, "operations.threat_told")
    return ThreatMaps(
        weights=project.document.intent.threats,
        mean={name: float(values[inside].mean()) for name, values in told.items()},
        greatest={name: float(values[inside].max()) for name, values in told.items()},
        wind_mps=(site.scenario.wind_east_mps, site.scenario.wind_north_mps),
        files=files,
    )


def parts_of(site: Site) -> ThreatParts:
    """Return the parts of a site's threat index, on the grid of its terrain."""
    scenario = site.scenario
    return threat_parts(
        scenario.terrain,
        site.project.threats,
        scenario.zones,
        (scenario.wind_east_mps, scenario.wind_north_mps),
        threat_rule(scenario.intent.threats),
        [(one.x_m, one.y_m) for one in (scenario.home, *(s.home for s in scenario.sites))],
    )


def _changed(weights: ThreatWeights, changes: Mapping[str, float]) -> ThreatWeights:
    for name in changes:
        if name not in PARTS:
            raise InputError("operations.no_threat_part", "--set", name=name, known=PARTS)
    try:
        return ThreatWeights.model_validate(weights.model_dump() | dict(changes))
    except ValidationError as err:
        where, what = complaint(err)
        raise InputError("cli.unfit_plan", where, reason=what) from err


def _written(name: str, values: NDArray[np.float64], scenario: Scenario, folder: Path) -> Path:
    terrain = scenario.terrain
    kept = np.where(np.isfinite(terrain.height_m), values, UNKNOWN).astype(np.float32)
    path = folder / f"threat_{name}.tif"
    tags = {"MEANING": f"threat index, part {name}, 0 to 1, weighted"}
    write_geotiff(
        path, kept, terrain.x0_m, terrain.y0_m, terrain.cell_m, terrain.frame.epsg, tags, UNKNOWN
    )
    return path
