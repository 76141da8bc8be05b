"""Floor and ceiling of an OpenAir record; what cannot be read closes all heights."""

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Altitude, Datum
from missionplanner.units import FOOT_M
from missionplanner.vector.altitudes import parse_altitude


def openair_limits(low: str, high: str) -> tuple[Altitude, Altitude | None, Message | None]:
    """Return floor, ceiling and what is to be told of them, None where they are as written.

    Parameters
    ----------
    low, high : str
        The AL and AH records, '' where there is none. Without a unit they are feet, without a
        reference above mean sea level.
    """
    try:
        floor, ceiling = GROUND if not low else _altitude(low), _altitude(high) if high else None
    except InputError as error:
        return GROUND, None, message("vector.open_because", reason=error.message)
    if floor is None:
        return GROUND, None, message("vector.open_below")
    if ceiling is not None and ceiling.datum is floor.datum and ceiling.value_m <= floor.value_m:
        return GROUND, None, message("vector.open_inverted", high=high, low=low)
    return floor, ceiling, _missing(low, high)


def _missing(low: str, high: str) -> Message | None:
    if not low and not high:
        return message("vector.open_both")
    if not low:
        return message("vector.no_lower_limit")
    return None if high else message("vector.no_upper_limit")


def _altitude(record: str) -> Altitude | None:
    return parse_altitude(record.partition(";")[0], FOOT_M, Datum.EGM96)
