"""Numbers a plan is held to that do not stand in the aircraft's or sensor's data."""

from missionplanner.model.plan import PlanIntent
from missionplanner.model.sensor import Sensor, SensorKind

#: Least share of the wanted area that is seen.
SEEN_SHARE = 0.995
#: Share of the wanted area on which the asked overlap is expected.
OVERLAP_SHARE = 0.95
#: Metres inside zones that count as none: rounding.
ZONE_M = 0.05
#: Rounding in a distance to ground, metres.
CLEARANCE_M = 0.05


def clearance_limit_m(sensor: Sensor, intent: PlanIntent) -> float:
    """Return the least distance to ground, metres.

    The visible sensor also keeps a share of its asked height above ground, so that crests do not
    come so near that frames shrink under them.
    """
    if sensor.kind is not SensorKind.VISIBLE:
        return intent.min_clearance_m
    return max(intent.min_clearance_m, intent.clearance_share * sensor.acquisition.agl_m)
