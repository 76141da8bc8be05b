"""Hold a mission file against a project: its ground, zones, wires, ceiling and plan.

The file alone is believed about what it flies; legs are taken as straight.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import PlannerError
from missionplanner.messages.message import Message, message
from missionplanner.missions.build import without_crowding
from missionplanner.missions.findings import error_message
from missionplanner.missions.formats import MissionFormat, ReadRoute
from missionplanner.model.finding import Finding, Severity
from missionplanner.operations.read_mission import PlacedRoute, placed
from missionplanner.operations.results import PlanResult, changed_since_planned, load_result
from missionplanner.operations.site import load_site
from missionplanner.planning.scenario import Scenario, kind_name
from missionplanner.planning.verify.airspeed import CALM_MPS, behind, values_of, wind_of
from missionplanner.planning.verify.clearance import clearance_of
from missionplanner.planning.verify.flights import STEP_M
from missionplanner.planning.verify.limits import CLEARANCE_M, ZONE_M
from missionplanner.planning.verify.path import samples
from missionplanner.planning.verify.wires import below_floor_m
from missionplanner.planning.verify.zones import intrusions
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

#: A file's point that is no farther from the plan's is the plan's, metres: formats round.
SAME_M = 0.05
# Return heights are whole metres; a file may round them.
_ROUNDED_M = 0.5


@dataclass(frozen=True)
class Beside:
    """A project to hold files against.

    Attributes
    ----------
    scenario : Scenario
    result : PlanResult or None
        The saved plan; None: not planned.
    stale : bool
        The plan is out of date.
    """

    scenario: Scenario
    result: PlanResult | None
    stale: bool = False

    def findings(self, path: Path, reader: MissionFormat) -> tuple[Finding, ...]:
        """Return what the project has against a file that its format can read."""
        try:
            route = reader.read(path)
        except PlannerError as error:
            said = error_message(error, placed=False)
            return (Finding("PRJ-UNREAD", Severity.WARNING, path.name, said),)
        at = placed(route, self.scenario)
        # Above ground that the DEM does not know there is no height; that is told by `_flown`.
        if not (np.isfinite([at.x_m, at.y_m]).all() and np.isfinite(route.height_m).all()):
            said = message("operations.beside.no_place")
            return (Finding("PRJ-PLACE", Severity.ERROR, path.name, said),)
        where = (at.x_m, at.y_m, at.egm96_m, path.name)
        return (
            *self._aircraft(route, path.name),
            *self._flown(*where),
            *self._held(at, route, path.name),
            *self._planned(*where, route.return_height_m),
        )

    def _aircraft(self, route: ReadRoute, name: str) -> Iterator[Finding]:
        own = self.scenario.aircraft
        if route.drone is not None and route.drone != own.wpml_enum:
            said = message("operations.beside.aircraft", number=route.drone, aircraft=own.name)
            yield Finding("PRJ-AIRCRAFT", Severity.WARNING, name, said)

    def _flown(self, x_m: Floats, y_m: Floats, z_m: Floats, name: str) -> Iterator[Finding]:
        scenario, terrain = self.scenario, self.scenario.terrain
        path = samples(x_m, y_m, z_m, STEP_M)
        near = clearance_of(path, terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m)
        if near.unknown_m > 0 or near.space_at < 0:
            said = message("operations.beside.unknown", unknown_m=near.unknown_m)
            yield Finding("PRJ-TERRAIN", Severity.ERROR, name, said)
        if near.space_at < 0:
            return
        least_m, most_m = scenario.intent.min_clearance_m, scenario.intent.legal_agl_m
        if near.space_m < least_m - CLEARANCE_M:
            at = self._at(path.x_m[near.space_at], path.y_m[near.space_at])
            said = message("operations.beside.clearance", space_m=near.space_m, least_m=least_m)
            yield Finding("PRJ-CLEARANCE", Severity.ERROR, (name, at), said)
        if most_m is not None and near.highest_m > most_m + CLEARANCE_M:
            at = self._at(path.x_m[near.highest_at], path.y_m[near.highest_at])
            said = message("operations.beside.ceiling", agl_m=near.highest_m, most_m=most_m)
            yield Finding("PRJ-CEILING", Severity.ERROR, (name, at), said)
        for met in intrusions(x_m, y_m, z_m, scenario.zones, terrain):
            if met.metres > ZONE_M:
                zone = {"kind": kind_name(met.zone), "name": met.zone.name}
                said = message("operations.beside.zone", metres=met.metres, **zone)
                yield Finding("PRJ-ZONE", Severity.ERROR, (name, self._at(met.x_m, met.y_m)), said)
        wire_m, at_wire = below_floor_m(path, scenario.floor_m, terrain)
        if wire_m > 0:
            place = self._at(path.x_m[at_wire], path.y_m[at_wire])
            said = message("operations.beside.wire", wire_m=wire_m)
            yield Finding("PRJ-WIRE", Severity.ERROR, (name, place), said)

    def _held(self, at: PlacedRoute, route: ReadRoute, name: str) -> Iterator[Finding]:
        """Yield where the file asks for more speed in the project's wind than the aircraft has."""
        own, wind = self.scenario.aircraft, wind_of(self.scenario)
        wind_mps = float(np.hypot(*wind))
        if own.max_airspeed_mps is None and wind_mps >= CALM_MPS:
            unknown = {"aircraft": own.name, "wind_mps": wind_mps}
            said = message("planning.airspeed_unknown", **unknown)
            yield Finding("PRJ-AIRSPEED", Severity.NOTE, name, said)
        speed = np.where(route.speed_mps > 0, route.speed_mps, np.nan)
        worst = behind(at.x_m, at.y_m, speed, own, wind)
        if worst is None:
            return
        place = self._at(at.x_m[worst.leg], at.y_m[worst.leg])
        values = values_of(worst, own, wind_mps)
        if worst.severity is Severity.ERROR:
            said = message("planning.airspeed_no_way", **values)
        else:
            said = message("operations.beside.airspeed", **values)
        yield Finding("PRJ-AIRSPEED", worst.severity, (name, place), said)

    def _at(self, x_m: float, y_m: float) -> Message:
        lon, lat = self.scenario.terrain.frame.inverse(x_m, y_m)
        return message("operations.beside.at", lon=float(lon), lat=float(lat))

    def _planned(
        self, x_m: Floats, y_m: Floats, z_m: Floats, name: str, return_m: float | None
    ) -> Iterator[Finding]:
        if self.result is None:
            said = message("operations.beside.not_planned")
            yield Finding("PRJ-PLAN", Severity.NOTE, name, said)
            return
        away_m, sortie, least_m = self._nearest(np.column_stack((x_m, y_m, z_m)))
        if sortie and away_m <= SAME_M:
            said = message("operations.beside.same", sortie=sortie)
            if self.stale:
                said = message("operations.beside.same_stale", sortie=sortie)
            severity = Severity.WARNING if self.stale else Severity.NOTE
            yield Finding("PRJ-PLAN", severity, name, said)
            if return_m is not None and least_m is not None and return_m < least_m - _ROUNDED_M:
                said = message("operations.beside.return_low", return_m=return_m, least_m=least_m)
                yield Finding("PRJ-RETURN", Severity.ERROR, name, said)
            return
        said = message("operations.beside.other")
        if sortie:
            said = message("operations.beside.moved", sortie=sortie, away_m=away_m)
        yield Finding("PRJ-PLAN", Severity.WARNING, name, said)

    def _nearest(self, places: Floats) -> tuple[float, str, float | None]:
        """Return what is known of the sortie of as many waypoints that is nearest.

        The distance of its farthest point, m; its name; and the least height above home, m, that
        it may return at, None where that was not measured.
        """
        best, found, needed_m = np.inf, "", None
        result = self.result
        for plan, judged in zip(result.plans, result.verifications, strict=True) if result else ():
            for sortie, figures in zip(plan.sorties, judged.sorties, strict=True):
                least_m = plan.aircraft.min_waypoint_distance_m
                points = without_crowding(sortie.waypoints, least_m)
                if len(points) != len(places):
                    continue
                own = np.column_stack((points.x_m, points.y_m, points.egm96_m))
                away = float(np.linalg.norm(own - places, axis=1).max())
                if away < best:
                    best, found, needed_m = away, sortie.name, figures.return_height_m
        return best, found, needed_m


def beside(folder: Path, progress: Progress) -> Beside:
    """Return a project to hold files against.

    Raises
    ------
    InputError
        No project, a part of it is gone, or its saved plan is damaged.
    """
    project = load(folder)
    result = load_result(folder)
    stale = result is not None and bool(changed_since_planned(project, result))
    site = load_site(project, progress, result.intent if result and not stale else None)
    return Beside(site.scenario, result, stale)
