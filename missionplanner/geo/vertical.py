"""What a coordinate system says of heights: their datum, their unit, and its horizontal part."""

from dataclasses import dataclass

from pyproj import CRS
from pyproj.exceptions import CRSError

from missionplanner.errors import InputError

# EPSG codes of vertical systems that people meet; the names are how the user writes them.
_BY_CODE = {
    5773: "egm96",
    3855: "EGM2008",
    5798: "EGM84",
    5703: "NAVD88",
    6360: "NAVD88",
    8228: "NAVD88",
    5702: "NGVD29",
    5714: "MSL",
    5737: "China 1985",
}
_BY_NAME = (
    ("EGM96", "egm96"),
    ("EGM2008", "EGM2008"),
    ("EGM08", "EGM2008"),
    ("NAVD88", "NAVD88"),
    ("NAVD1988", "NAVD88"),
    ("YELLOWSEA1985", "China 1985"),
    ("1985NATIONALHEIGHT", "China 1985"),
)


@dataclass(frozen=True)
class CrsSays:
    """What a CRS says: `datum` is 'egm96', 'ellipsoid', another name, or None where it is silent.

    Attributes
    ----------
    horizontal_wkt : str
        The two-dimensional part, WKT 2019.
    geographic : bool
        True for degrees, False for a projected system.
    unit_m : float
        Metres in one horizontal unit; for degrees 0.
    datum : str or None
    vertical_unit_m : float or None
        Metres in one vertical unit, None where the CRS has no vertical axis.
    """

    horizontal_wkt: str
    geographic: bool
    unit_m: float
    datum: str | None
    vertical_unit_m: float | None


def read_crs(crs_wkt: str) -> CrsSays:
    """Take a CRS apart.

    Raises
    ------
    InputError
        Where the text is not a CRS, or not one of the Earth's surface.
    """
    try:
        crs = CRS.from_user_input(crs_wkt)
    except CRSError as error:
        raise InputError("geo.not_understood") from error
    parts = crs.sub_crs_list if crs.is_compound else [crs]
    flat = parts[0].to_2d()
    if not (flat.is_geographic or flat.is_projected):
        raise InputError("geo.not_of_earth", crs=crs.name)
    datum, unit = _vertical(parts)
    geographic = bool(flat.is_geographic)
    factor = 0.0 if geographic else float(flat.axis_info[0].unit_conversion_factor)
    return CrsSays(str(flat.to_wkt()), geographic, factor, datum, unit)


def vertical_datum_of(crs_wkt: str) -> str | None:
    """Return 'egm96', 'ellipsoid', another datum's name, or None where the CRS is silent."""
    return read_crs(crs_wkt).datum


def _vertical(parts: list[CRS]) -> tuple[str | None, float | None]:
    for part in parts:
        if part.is_vertical:
            return _datum_name(part), float(part.axis_info[0].unit_conversion_factor)
        if len(part.axis_info) == 3:
            return "ellipsoid", float(part.axis_info[2].unit_conversion_factor)
    return None, None


def _datum_name(vertical: CRS) -> str:
    code = vertical.to_epsg()
    if code in _BY_CODE:
        return _BY_CODE[code]
    squeezed = vertical.name.upper().replace(" ", "").replace("_", "")
    for fragment, name in _BY_NAME:
        if fragment in squeezed:
            return name
    # GeoTIFF keys may wrap the ellipsoid as a "vertical" system of that name.
    return "ellipsoid" if "ELLIPSOID" in squeezed else str(vertical.name)
