"""How one mission file differs from another: places, heights, speeds; in whatever formats."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, hausdorff_distance

from missionplanner.errors import InputError, PlannerError
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_egm96_m
from missionplanner.messages.message import message
from missionplanner.missions.findings import error_message
from missionplanner.missions.formats import Formats, MissionFormat, ReadRoute
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.places import Datum

Floats = NDArray[np.float64]

#: Files of the same flight differ by no more: formats round.
SAME_M, SAME_MPS = 0.02, 0.01
_SEA_LEVEL = frozenset({Datum.EGM96, Datum.ELLIPSOID})


@dataclass(frozen=True)
class Against:
    """The mission that others are held against."""

    path: Path
    route: ReadRoute

    def findings(self, path: Path, reader: MissionFormat) -> tuple[Finding, ...]:
        """Return what differs in a file that its format can read; one note where nothing does."""
        try:
            found = tuple(self._differences(reader.read(path), path.name))
        except PlannerError as error:
            said = error_message(error, placed=False)
            return (Finding("CMP-UNREAD", Severity.WARNING, path.name, said),)
        if any(f.severity is Severity.WARNING for f in found):
            return found
        said = message("operations.compared.same", file=self.path.name)
        return (*found, Finding("CMP-SAME", Severity.NOTE, path.name, said))

    def _differences(self, other: ReadRoute, name: str) -> Iterator[Finding]:
        own, theirs = self._line(self.route), self._line(other)
        facts = {"file": self.path.name}
        if len(other) != len(self.route):
            counts = {"n": len(other), "of": len(self.route)}
            told = message("operations.compared.count", **counts, **facts)
            yield Finding("CMP-COUNT", Severity.WARNING, name, told)
            away = float(hausdorff_distance(LineString(own), LineString(theirs)))
            if away > SAME_M:
                told = message("operations.compared.line", away_m=away, **facts)
                yield Finding("CMP-PLACE", Severity.WARNING, name, told)
            return
        apart = np.linalg.norm(own - theirs, axis=1)
        if apart.max() > SAME_M:
            at = {"i": int(apart.argmax()), "away_m": float(apart.max())}
            told = message("operations.compared.place", **at, **facts)
            yield Finding("CMP-PLACE", Severity.WARNING, name, told)
        yield from self._heights(other, name)
        faster = np.abs(other.speed_mps - self.route.speed_mps)[:-1]
        if np.isfinite(faster).any() and np.nanmax(faster) > SAME_MPS:
            at_leg = int(np.nanargmax(faster))
            told = message(
                "operations.compared.speed",
                i=at_leg,
                here=float(other.speed_mps[at_leg]),
                there=float(self.route.speed_mps[at_leg]),
                **facts,
            )
            yield Finding("CMP-SPEED", Severity.WARNING, name, told)

    def _heights(self, other: ReadRoute, name: str) -> Iterator[Finding]:
        kinds = {self.route.datum, other.datum}
        if len(kinds) > 1 and not kinds <= _SEA_LEVEL:
            told = message(
                "operations.compared.datum", here=str(other.datum), there=str(self.route.datum)
            )
            yield Finding("CMP-DATUM", Severity.NOTE, name, told)
            return
        apart = _height(other) - _height(self.route)
        at = int(np.abs(apart).argmax())
        if abs(apart[at]) > SAME_M:
            told = message(
                "operations.compared.height", i=at, more_m=float(apart[at]), file=self.path.name
            )
            yield Finding("CMP-HEIGHT", Severity.WARNING, name, told)

    def _line(self, route: ReadRoute) -> Floats:
        frame = SiteFrame.around(float(self.route.lon_deg[0]), float(self.route.lat_deg[0]))
        found: Floats = np.column_stack(frame.forward(route.lon_deg, route.lat_deg))
        if not np.isfinite(found).all() or not np.isfinite(route.height_m).all():
            raise InputError("operations.beside.no_place", route.title)
        return found


def against(path: Path, known: Formats) -> Against:
    """Return a mission to hold others against.

    Raises
    ------
    InputError
        It is none that can be read.
    """
    if not path.is_file():
        raise InputError("operations.no_mission_file", str(path))
    return Against(path, known.recognising(path).read(path))


def _height(route: ReadRoute) -> Floats:
    if route.datum is Datum.ELLIPSOID:
        return np.asarray(to_egm96_m(route.height_m, route.lon_deg, route.lat_deg))
    return route.height_m
