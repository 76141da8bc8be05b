"""DJI's WPML in a KMZ, for aircraft that DJI Pilot 2 flies: written, read and checked.

What was written follows files that DJI's own software wrote; docs/formats/wpml.md tells how, and
where each rule comes from.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from missionplanner.api import (
    Finding,
    InputError,
    Mission,
    ReadRoute,
    fewest,
    option_values,
    route_name,
    write_whole,
)

from .check import check_file
from .choices import OPTIONS, NamedPayload, understood
from .container import TEMPLATE, WAYLINES, package
from .fleet import is_written, limits_of
from .reader import read_route
from .template import template_bytes
from .waylines import waylines_bytes


class WpmlFormat:
    """The format `wpml`; see `missionplanner.api.MissionFormat`."""

    name = "wpml"
    title = "DJI WPML for Pilot 2 and FlightHub 2 (M300, M350, M400, M30, Mavic 3E, Matrice 4)"
    suffix = ".kmz"
    options = OPTIONS

    def write(
        self, mission: Mission, folder: Path, options: Mapping[str, str] | None = None
    ) -> tuple[Path, ...]:
        """Write one KMZ, named by DJI's rules; several where it has more points than asked.

        Raises
        ------
        InputError
            An aircraft that WPML has no number for, a payload that the aircraft cannot name, or an
            option that is not offered.
        OutputError
            The file cannot be written.
        """
        if not is_written(mission.aircraft.wpml_enum):
            name = mission.aircraft.name
            raise InputError("dji_wpml.other_aircraft", mission.title, aircraft=name)
        choices = understood(option_values(self, options), mission.sensor)
        if choices.payload:
            _refuse_if_not_its_own(mission, choices.payload)
        written = []
        for part in fewest(mission, choices.most_points, choices.thin_m):
            data = package(template_bytes(part, choices), waylines_bytes(part, choices))
            written.append(write_whole(folder, f"{route_name(part.title)}{self.suffix}", data))
        return tuple(written)

    def recognises(self, path: Path) -> bool:
        """Return whether the file is a KMZ, one of the two files from inside, or a renamed KMZ."""
        suffix = path.suffix.lower()
        if suffix in {".kmz", ".wpml"}:
            return True
        return _speaks_wpml(path) if suffix == ".kml" else _holds_wpml(path)

    def check(self, path: Path) -> tuple[Finding, ...]:
        """Return what is wrong with a file, worst first."""
        return check_file(path)

    def read(self, path: Path) -> ReadRoute:
        """Return the first route of a KMZ."""
        return read_route(path)


def _refuse_if_not_its_own(mission: Mission, payload: NamedPayload) -> None:
    """Refuse a payload that the aircraft cannot name, or not there."""
    craft, limits = mission.aircraft, limits_of(mission.aircraft.wpml_enum)
    facts = {"aircraft": craft.name, "sensor": mission.sensor.name, "number": payload.enum}
    if not limits.others and payload.enum not in limits.payloads:
        raise InputError("dji_wpml.cannot_name", mission.title, **facts)
    if payload.position >= craft.payload_positions:
        most = craft.payload_positions - 1
        raise InputError("dji_wpml.no_position", "position", most=most, aircraft=craft.name)


def _speaks_wpml(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return b"/wpmz/" in stream.read(4096)
    except OSError:
        return False


def _holds_wpml(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return False
        with zipfile.ZipFile(path) as archive:
            return any(name.lower() in {TEMPLATE, WAYLINES} for name in archive.namelist())
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


FORMATS = (WpmlFormat(),)
