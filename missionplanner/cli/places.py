"""Places as they are typed: LON,LAT."""

from pydantic import ValidationError

from missionplanner.errors import InputError
from missionplanner.model.places import Position


def place(text: str, option: str) -> Position:
    """Return the position that was typed for an option.

    Raises
    ------
    InputError
        It is no two numbers, or no place on Earth.
    """
    try:
        lon, lat = (float(part) for part in text.split(","))
        return Position(lon_deg=lon, lat_deg=lat)
    except (ValueError, ValidationError) as err:
        raise InputError("cli.no_position", option, text=text) from err
