"""Heights that KML draws instead of telling them: the z of an outline, down to the ground.

Facts: OGC KML 2.2 (07-147r2), 10.3 (extrude) and 13.2 (altitudeMode).
"""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from missionplanner.messages.message import message
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Altitude, Datum
from missionplanner.vector.attributes import text
from missionplanner.vector.features import Values
from missionplanner.vector.limits import CEILING, FLOOR, AltitudeBand, check_ends, tells
from missionplanner.vector.remarks import Remark

_MODES = {"absolute": Datum.EGM96, "relativetoground": Datum.AGL}
_YES = ("1", "1.0", "true")


def extruded(
    shape: BaseGeometry, values: Values, name: str
) -> tuple[AltitudeBand, tuple[Remark, ...]] | None:
    """Return ground to the drawn height of a shape that reaches down to it, and how it was taken.

    None where the shape is not extruded, lies on the ground, or tells its limits as attributes.

    Raises
    ------
    InputError
        A height beyond all air.
    """
    datum = _MODES.get((text(values, ("altitudeMode",)) or "").lower())
    drawn = (text(values, ("extrude",)) or "").lower() in _YES
    if datum is None or not drawn or not shape.has_z or tells(values, (*FLOOR, *CEILING)):
        return None
    heights = shapely.get_coordinates(shape, include_z=True)[:, 2]
    top = float(np.max(heights)) if np.all(np.isfinite(heights)) else 0.0
    if top <= 0.0:
        return None
    told = (
        message("vector.drawn_from_agl", height=top)
        if datum is Datum.AGL
        else message("vector.drawn_from_amsl", height=top)
    )
    ceiling = Altitude(value_m=top, datum=datum)
    check_ends(GROUND, ceiling, name)
    return AltitudeBand(GROUND, ceiling, is_named=True), (Remark(told, name),)
