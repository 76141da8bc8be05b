"""The doors of this room for reading and writing areas, threats and plain layers."""

from missionplanner.vector.area import AreaRead, read_area, write_area
from missionplanner.vector.features import Features
from missionplanner.vector.files import layer_names, read_features, read_layers, write_features
from missionplanner.vector.granted import check_granted
from missionplanner.vector.zones import ThreatsRead, merged, read_zones, write_zones

__all__ = [
    "AreaRead",
    "Features",
    "ThreatsRead",
    "check_granted",
    "layer_names",
    "merged",
    "read_area",
    "read_features",
    "read_layers",
    "read_zones",
    "write_area",
    "write_features",
    "write_zones",
]
