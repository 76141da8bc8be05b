"""Everything that a plugin may import, and nothing else is promised to stay.

A plugin is a package in the user's folder of plugins, or an installed distribution with an entry
point in the group `missionplanner.plugins`. It has `plugin.toml` beside its `__init__.py`, which
names the `API_VERSION` that it is made for (`api = 1`), and a tuple
`FORMATS` of objects shaped like `MissionFormat`. What it says in errors and findings are codes,
`InputError("NAME.too_many", where, n=3)` and `message("NAME.slow", speed_mps=v)`, with the
sentences in its own `words/en.toml` and `words/zh.toml`; plain sentences are shown as they are.
"""

from missionplanner import __version__
from missionplanner.aircraft.turning import dampings_m
from missionplanner.errors import InputError, MissingPlugin, OutputError, PlannerError
from missionplanner.geo.frames import (
    bearing_deg,
    geodesic_distances_m,
    geodesic_length_m,
    transform,
)
from missionplanner.geo.geoid import undulation_m
from missionplanner.geo.national_grids import crs_name, crs_named
from missionplanner.messages.message import Message, message
from missionplanner.missions.build import leg_lengths_m, strips_of
from missionplanner.missions.files import write_whole
from missionplanner.missions.findings import check_mission, error_message
from missionplanner.missions.formats import (
    FormatOption,
    MissionFormat,
    ReadRoute,
    option_values,
)
from missionplanner.missions.names import route_name
from missionplanner.missions.single import SingleFileFormat
from missionplanner.missions.thin import fewest
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.airspace import Zone
from missionplanner.model.ending import FinishAction, LostLink
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission
from missionplanner.model.places import Altitude, ControlPoint, Datum, Position
from missionplanner.model.plan import FlightSettings, Home, LegKind, Waypoints
from missionplanner.model.plugin import API_VERSION
from missionplanner.model.sensor import Sensor, TriggerMode, WpmlPayload
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.saved import read_object
from missionplanner.vector.archive import HarmfulFile, parse_xml, read_members
from missionplanner.vector.geopackage import package_layers, read_package
from missionplanner.vector.styled_package import StyledLayer, package_bytes

__all__ = [
    "API_VERSION",
    "Aircraft",
    "Altitude",
    "ControlPoint",
    "Datum",
    "Finding",
    "FinishAction",
    "FlightSettings",
    "FormatOption",
    "HarmfulFile",
    "Home",
    "InputError",
    "LegKind",
    "LostLink",
    "Message",
    "MissingPlugin",
    "Mission",
    "MissionFormat",
    "OutputError",
    "PlannerError",
    "Position",
    "ReadRoute",
    "Sensor",
    "Severity",
    "SingleFileFormat",
    "StyledLayer",
    "TriggerMode",
    "Waypoints",
    "WpmlPayload",
    "Zone",
    "__version__",
    "bearing_deg",
    "check_mission",
    "crs_name",
    "crs_named",
    "csv_bytes",
    "dampings_m",
    "error_message",
    "fewest",
    "geodesic_distances_m",
    "geodesic_length_m",
    "leg_lengths_m",
    "message",
    "option_values",
    "package_bytes",
    "package_layers",
    "parse_xml",
    "read_members",
    "read_object",
    "read_package",
    "route_name",
    "strips_of",
    "transform",
    "undulation_m",
    "write_whole",
]
