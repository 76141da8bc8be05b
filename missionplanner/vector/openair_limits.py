"""Floor and ceiling of an OpenAir record; what cannot be read closes all heights."""

from missionplanner.errors import InputError
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Altitude, Datum
from missionplanner.units import FOOT_M
from missionplanner.vector.altitudes import parse_altitude

_OPEN = "taken from the ground up without end"


def openair_limits(low: str, high: str) -> tuple[Altitude, Altitude | None, str]:
    """Return floor, ceiling and what is to be told of them, '' where they are as written.

    Parameters
    ----------
    low, high : str
        The AL and AH records, '' where there is none. Without a unit they are feet, without a
        reference above mean sea level.
    """
    try:
        floor, ceiling = GROUND if not low else _altitude(low), _altitude(high) if high else None
    except InputError as error:
        return GROUND, None, f"{error.what}: {_OPEN}"
    if floor is None:
        return GROUND, None, f"its lower limit has no end: {_OPEN}"
    if ceiling is not None and ceiling.datum is floor.datum and ceiling.value_m <= floor.value_m:
        what = f"its upper limit '{high}' is not above its lower limit '{low}'"
        return GROUND, None, f"{what}: {_OPEN}"
    return floor, ceiling, _missing(low, high)


def _missing(low: str, high: str) -> str:
    if not low and not high:
        return f"has neither AL nor AH: {_OPEN}"
    if not low:
        return "has no lower limit (AL): taken from the ground"
    return "" if high else "has no upper limit (AH): taken without end"


def _altitude(record: str) -> Altitude | None:
    return parse_altitude(record.partition(";")[0], FOOT_M, Datum.EGM96)
