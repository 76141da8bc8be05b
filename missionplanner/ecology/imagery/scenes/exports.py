"""Which satellite a raster is of, told by the names of its bands, as Earth Engine exports them.

Names: the catalogue's own, SR_B1 to SR_B7 with ST_B10 or ST_B6 (LANDSAT/.../C02/T1_L2), B1 to B12
with B8A (COPERNICUS/S2...).
"""

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from missionplanner.ecology.imagery.scenes.landsat import SENSORS
from missionplanner.ecology.imagery.scenes.source import SceneFiles, date_in
from missionplanner.ecology.imagery.sensors import sensor, sensor_keys
from missionplanner.errors import Undecided
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Band
from missionplanner.raster.files import epsg_wkt, metric_epsg, placed

_SURFACE = re.compile(r"^sr_b(?:and)?(\d)$", re.IGNORECASE)
_HEAT = re.compile(r"^st_b(6|10)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^b(?:and)?[ _]?0?(\d{1,2}a?)$", re.IGNORECASE)
_MODIS = re.compile(r"(?:^|_)(?:sur_refl_b0[1-7](?:_1)?|nadir_reflectance_band[1-7])$", re.I)
_MISSION = re.compile(r"(?:^|[^a-z])L(?:C0?([89])|E0?(7)|T0?([45])|ANDSAT[ _-]?([45789]))", re.I)
_ETM_FROM, _TM_UNTIL = datetime.date(1999, 4, 15), datetime.date(2011, 11, 30)
"""Launch of Landsat 7, and Landsat 5's last images."""
_LANDSAT_M = (27.0, 33.0)


def named_surface(names: Sequence[str]) -> bool:
    """Return whether bands are called as Collection 2 calls surface reflectance."""
    return sum(bool(_SURFACE.match(name)) for name in names) > 1


def named_modis(names: Sequence[str]) -> bool:
    """Return whether bands are called as MODIS products call surface reflectance."""
    return sum(bool(_MODIS.search(name)) for name in names) > 1


def told_sensor(given: SceneFiles, names: Sequence[str]) -> tuple[str | None, tuple[Message, ...]]:
    """Return the sensor that the names of bands tell, and a note; None where they tell none.

    Parameters
    ----------
    given : SceneFiles
    names : sequence of str
        Descriptions of the bands, of all files.

    Raises
    ------
    Undecided
        They are of one of two sensors.
    """
    numbers = {match[1] for name in names if (match := _SURFACE.match(name))}
    heat = {match[1] for name in names if (match := _HEAT.match(name))}
    if len(numbers) > 1:
        return _landsat(given, numbers, heat)
    if named_modis(names):
        return "modis", (message("scenes.modis"),)
    plain = {match[1].upper() for name in names if (match := _NUMBERED.match(name))}
    if "8A" in plain and plain & {"11", "12", "4"}:
        return "sentinel2-msi", (message("scenes.band_8a"),)
    return None, ()


def landsat_by_colours(
    given: SceneFiles, bands: set[Band]
) -> tuple[str | None, tuple[Message, ...]]:
    """Return OLI where bands named by colour can be of no other sensor, and a note; else None.

    A coastal band beside SWIR is OLI's or Sentinel-2's; that has cells of 10 to 60 m, none of 30 m,
    and red edges, which an export of the whole would hold.
    """
    edges = {Band.RED_EDGE, Band.RED_EDGE_2, Band.RED_EDGE_3, Band.NIR_NARROW}
    if not {Band.COASTAL, Band.SWIR1, Band.SWIR2} <= bands or bands & edges:
        return None, ()
    if not all(_is_near_30_m(path) for path in given.rasters):
        return None, ()
    return "landsat8-oli", (message("scenes.coastal_at_30_m"),)


def ask_sensor(given: SceneFiles, bands: set[Band], names: Sequence[str]) -> Undecided | None:
    """Return the question which sensor files are of, where their names leave several."""
    numbers = sorted({match[1].upper() for name in names if (match := _NUMBERED.match(name))})
    if len(numbers) > 1:
        choices = tuple(key for key in sensor_keys() if _has_numbers(key, numbers))
        named = [f"B{number}" for number in numbers]
        asked = Undecided(
            "scenes.numbers_of_several_sensors", given.where, "--sensor", choices, bands=named
        )
    elif {Band.SWIR1, Band.SWIR2} & bands:
        choices = tuple(key for key in sensor_keys() if bands <= sensor(key).bands.keys())
        asked = Undecided(
            "scenes.bands_of_several_sensors",
            given.where,
            "--sensor",
            choices,
            bands=[band.told for band in sorted(bands)],
        )
    else:
        return None
    return asked if choices else None


def _landsat(
    given: SceneFiles, numbers: set[str], heat: set[str]
) -> tuple[str, tuple[Message, ...]]:
    texts = [text for path in given.rasters for text in (path.stem, path.parent.name)]
    for text in texts:
        if match := _MISSION.search(text):
            return SENSORS[next(part for part in match.groups() if part)], ()
    if "6" in numbers or "10" in heat:
        return "landsat8-oli", (message("scenes.with_a_sixth"),)
    day = given.day or date_in(texts)
    if day and day < _ETM_FROM:
        return "landsat5-tm", (message("scenes.before_landsat_7"),)
    if day and day > _TM_UNTIL:
        return "landsat7-etm", (message("scenes.after_landsat_5"),)
    raise Undecided("scenes.tm_or_etm", given.where, "--sensor", ("landsat5-tm", "landsat7-etm"))


def _is_near_30_m(path: Path) -> bool:
    cell_m = placed(path, epsg_wkt(metric_epsg(path))).cell_m
    return _LANDSAT_M[0] < cell_m < _LANDSAT_M[1]


def _has_numbers(key: str, numbers: Sequence[str]) -> bool:
    known = sensor(key)
    own = [note.name for note in known.bands.values()]
    own += [known.thermal.name] if known.thermal else []
    return set(numbers) <= {name.removeprefix("B").lstrip("0") for name in own}
