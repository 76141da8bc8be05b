"""Where a finding is: its sortie, and its place on the map. No Qt."""

from dataclasses import dataclass

from missionplanner.messages.message import Message
from missionplanner.model.finding import Finding
from missionplanner.model.plan import SensorPlan


@dataclass(frozen=True)
class FindingPlace:
    """Index of the sortie, and longitude and latitude; None what a finding does not name."""

    sortie: int | None
    lon_lat: tuple[float, float] | None


def place_of(finding: Finding, plan: SensorPlan) -> FindingPlace | None:
    """Return where a finding of a plan is; None where it is about the whole of it.

    Read from the values of its place, not from its words.
    """
    parts = finding.where if isinstance(finding.where, tuple) else (finding.where,)
    sortie: int | None = None
    lon_lat: tuple[float, float] | None = None
    for part in parts:
        if isinstance(part, Message):
            name = part.values.get("name")
            lon, lat = part.values.get("lon"), part.values.get("lat")
            if isinstance(lon, int | float) and isinstance(lat, int | float):
                lon_lat = float(lon), float(lat)
        else:
            name = part
        found = [k for k, s in enumerate(plan.sorties) if s.name == name]
        sortie = found[0] if found else sortie
    if sortie is None and lon_lat is None:
        return None
    return FindingPlace(sortie, lon_lat)
