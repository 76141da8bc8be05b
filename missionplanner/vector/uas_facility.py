"""FAA UAS facility maps: cells up to whose ceiling a flight may be authorised.

Facts: https://www.faa.gov/uas/commercial_operators/uas_facility_maps/faq. The ceiling is the
height above ground up to which the FAA may authorise a drone without further coordination; it is
no roof of the closed space but its floor, and below it an authorisation is needed all the same.
"""

from missionplanner.messages.message import message
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Altitude, Datum
from missionplanner.vector.attributes import pick, text
from missionplanner.vector.features import Values
from missionplanner.vector.length_units import unit_m
from missionplanner.vector.limits import AltitudeBand
from missionplanner.vector.remarks import Remark

_SIGNS = ("apt1_faaid", "apt1_icao", "arpt_count", "map_eff")


def facility_map(values: Values) -> tuple[AltitudeBand, tuple[Remark, ...]] | None:
    """Return a cell as closed above its ceiling, and what its pilot needs; None: it is none."""
    unit = unit_m(text(values, ("unit",)) or "")
    ceiling = pick(values, ("ceiling",))
    if unit is None or not isinstance(ceiling, int | float) or pick(values, _SIGNS) is None:
        return None
    floor = Altitude(value_m=float(ceiling) * unit, datum=Datum.AGL) if ceiling > 0 else GROUND
    return AltitudeBand(floor, None, is_named=True), (Remark(message("vector.facility_map")),)
