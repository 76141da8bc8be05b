"""The coordinate system of a point cloud, from its WKT or its GeoTIFF keys.

Formats: ASPRS LAS 1.4-R15, section 3 (records 2112 and 34735); OGC GeoTIFF 1.1 (19-008r4), keys
2048 (geographic), 3072 (projected), 3076 (its unit), 4096 (vertical) and 4099 (vertical unit).
"""

import struct
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.geo.vertical import CrsSays, read_crs
from missionplanner.messages.message import message
from missionplanner.units import FOOT_M, US_SURVEY_FOOT_M

_WKT, _KEYS = 2112, 34735
_GEOGRAPHIC, _PROJECTED, _VERTICAL, _VERTICAL_UNIT = 2048, 3072, 4096, 4099
_USER_DEFINED = 32767
_UNIT_M = {9001: 1.0, 9002: FOOT_M, 9003: US_SURVEY_FOOT_M}
_REMEDY = message("terrain.write_crs")


def read_las_crs(records: Mapping[int, bytes], path: Path) -> CrsSays:
    """Return what the records of a cloud's coordinate system say.

    Raises
    ------
    InputError
        They name none, or one that is unreadable or not of the Earth.
    """
    keys = _keys(records.get(_KEYS, b""))
    text = _as_one(_text(records.get(_WKT, b"")), path) or _code(keys, path)
    if not text:
        raise InputError("terrain.cloud_no_crs", str(path), help=_REMEDY)
    try:
        says = read_crs(text)
    except InputError as error:
        if error.code == "geo.not_understood":
            raise InputError("terrain.cloud_crs_unreadable", str(path), help=_REMEDY) from error
        what = error.message
        raise InputError("terrain.cloud_crs_no_use", str(path), what=what, help=_REMEDY) from error
    return says if says.datum else _with_vertical(says, keys)


def _text(record: bytes) -> str:
    return record.split(b"\0")[0].decode("utf-8", errors="replace").strip()


def _as_one(text: str, path: Path) -> str:
    """Return WKT as one system: some programs put the vertical one beside the flat one."""
    parts, depth, start, quoted = [], 0, 0, False
    for at, letter in enumerate(text):
        quoted ^= letter == '"'
        if quoted:
            continue
        depth += (letter in "[(") - (letter in "])")
        if depth < 0:
            raise InputError("terrain.cloud_crs_unreadable", str(path), help=_REMEDY)
        if letter in "])" and depth == 0:
            parts.append(text[start : at + 1].lstrip(", \r\n\t"))
            start = at + 1
    if text[start:].strip(", \r\n\t") or depth:
        raise InputError("terrain.cloud_crs_unreadable", str(path), help=_REMEDY)
    if len(parts) == 2:
        return f'COMPD_CS["both",{parts[0]},{parts[1]}]'
    return parts[0] if parts else ""


def _keys(record: bytes) -> dict[int, int]:
    numbers = struct.unpack(f"<{len(record) // 2}H", record[: len(record) // 2 * 2])
    entries = [numbers[i : i + 4] for i in range(4, len(numbers) - 3, 4)]
    # A place other than 0 means that the value stands in another record.
    return {key: value for key, place, _, value in entries if place == 0}


def _code(keys: Mapping[int, int], path: Path) -> str:
    for key in (_PROJECTED, _GEOGRAPHIC):
        code = keys.get(key, 0)
        if key == _PROJECTED and code == _USER_DEFINED:
            raise InputError("terrain.cloud_crs_parameters", str(path), help=_REMEDY)
        if 1024 <= code < _USER_DEFINED:
            return f"EPSG:{code}"
    return ""


def _with_vertical(says: CrsSays, keys: Mapping[int, int]) -> CrsSays:
    unit = says.vertical_unit_m or _UNIT_M.get(keys.get(_VERTICAL_UNIT, 0))
    code = keys.get(_VERTICAL, 0)
    if not 1024 <= code < _USER_DEFINED:
        return replace(says, vertical_unit_m=unit)
    try:
        vertical = read_crs(f"EPSG:4326+{code}")
    except InputError:  # a code of a datum, or none that is known
        return replace(says, vertical_unit_m=unit)
    return replace(says, datum=vertical.datum, vertical_unit_m=unit or vertical.vertical_unit_m)
