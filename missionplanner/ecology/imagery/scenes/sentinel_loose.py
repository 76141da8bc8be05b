"""Sentinel-2 bands without a .SAFE folder: cloud-optimised GeoTIFFs of open archives.

Layouts: a folder `S2A_50SKJ_20200715_0_L2A` of B02.tif ... SCL.tif (Element 84, sentinel-cogs),
with or without the scene's STAC item as JSON beside them; and files named as the product's own,
`T50SKJ_20200715T025551_B02_10m.tif` (Planetary Computer). STAC items tell the offset by
`raster:bands`, unless `earthsearch:boa_offset_applied` says that it is in the numbers already; the
sun by the view extension. Where no item is there the numbers tell, or the user is asked.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.imagery.scenes.scales import (
    FILL,
    TEN_THOUSANDTHS,
    Scale,
    given_scale,
    scale_of,
)
from missionplanner.ecology.imagery.scenes.sentinel import KEY, Images, finest, mask_of
from missionplanner.ecology.imagery.scenes.source import (
    SceneFiles,
    absent,
    affine,
    chosen_sensor,
    date_in,
    dated,
)
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Level, Sun
from missionplanner.raster.files.layers import layers
from missionplanner.storage.saved import read_object

_TILE = re.compile(r"^(?:L2A_)?(T\d\d[A-Z]{3}_\d{8}T\d{6})_(?:B\d|SCL)", re.IGNORECASE)
_FOLDER = re.compile(r"^S2[A-D]_", re.IGNORECASE)
_LEVEL_2 = re.compile(r"_L2A(?:_|$)|MSIL2A", re.IGNORECASE)
_LEVEL_1 = re.compile(r"_L1C(?:_|$)|MSIL1C", re.IGNORECASE)
_OFFSET_SINCE = 4
"""Processing baseline from which products hold 1000 more."""


@dataclass(frozen=True)
class _Item:
    """What a STAC item says.

    Attributes
    ----------
    offset : float or None
        Of reflectance; None: it says nothing.
    sun : Sun or None
    """

    offset: float | None = None
    sun: Sun | None = None


def tile_name(path: Path) -> str | None:
    """Return tile and time of a file named as Sentinel-2 bands are, or None."""
    match = _TILE.match(path.stem)
    return match[1].upper() if match else None


def from_loose(given: SceneFiles) -> Epoch | None:
    """Return the epoch of Sentinel-2 bands without their product; None where they are none.

    Raises
    ------
    InputError
        No date is known.
    Undecided
        Neither an item nor the numbers tell whether the offset is in them.
    """
    images = finest(given.rasters)
    if not _are_sentinels(given, images):
        return None
    known = sensor(chosen_sensor(given, KEY))
    plain = {
        band: affine(images[note.name], None, None, fill=FILL)
        for band, note in known.bands.items()
        if note.name in images
    }
    if not plain:
        raise InputError("scenes.product_without_bands", given.where)
    day, notes = dated(given, date_in(_texts(given)))
    item = _item(given)
    scale = _scale(given, plain, item, day.isoformat())
    bands = {band: scale.of(file).model_copy(update={"fill": FILL}) for band, file in plain.items()}
    level, guess = _level(given, images)
    lost = [b for b in known.bands if b not in bands and b is not Band.CIRRUS]
    mask, unmasked = mask_of(images, bands, level is Level.SURFACE)
    return Epoch(
        date=day,
        sensor=known.key,
        level=level,
        bands=bands,
        mask=mask,
        sun=item.sun,
        notes=(
            *notes,
            *((scale.note,) if scale.note else ()),
            *((absent(lost, message("scenes.among_the_files")),) if lost else ()),
            *unmasked,
            *guess,
        ),
    )


def _are_sentinels(given: SceneFiles, images: Images) -> bool:
    if any(tile_name(path) for path in given.rasters):
        return True
    if "B02" not in images and "B04" not in images:
        return False
    named = any(_FOLDER.match(path.parent.name) for path in images.values())
    return named or ("B8A" in images and bool(images.keys() & {"B11", "B12", "SCL"}))


def _texts(given: SceneFiles) -> Iterator[str]:
    for path in given.rasters:
        yield from (path.stem, path.parent.name)


def _level(given: SceneFiles, images: Images) -> tuple[Level, tuple[Message, ...]]:
    """Return the level that names tell: bands named with their cells are of Level 2A alone."""
    texts = list(_texts(given))
    with_cells = any(re.search(r"_\d\dm$", text, re.IGNORECASE) for text in texts)
    if "SCL" in images or with_cells or any(map(_LEVEL_2.search, texts)):
        return Level.SURFACE, ()
    if any(map(_LEVEL_1.search, texts)):
        return Level.TOA, ()
    if given.level:
        return given.level, ()
    return Level.TOA, (message("scenes.uncorrected"),)


def _scale(given: SceneFiles, files: Mapping[Band, BandFile], item: _Item, day: str) -> Scale:
    if given.scale:
        return given_scale(given.scale)
    first = layers(Path(next(iter(files.values())).path))
    if item.offset is not None and not first.dtype.startswith("float"):
        note = message("scenes.stac_offset", offset=item.offset)
        return Scale(TEN_THOUSANDTHS, item.offset, FILL, note)
    when = date_in([day])
    assert when is not None
    return scale_of(files, first, named_surface=False, key=KEY, day=when)


def _item(given: SceneFiles) -> _Item:
    """Return what the scene's STAC item says; one that cannot be read says nothing."""
    for path in sorted(given.rasters[0].parent.glob("*.json")):
        try:
            whole = read_object(path)
        except InputError:
            continue
        if whole.get("type") == "Feature" and isinstance(whole.get("properties"), dict):
            return _Item(_offset(whole), _sun(whole["properties"]))
    return _Item()


def _offset(item: Mapping[str, object]) -> float | None:
    properties = item["properties"]
    assert isinstance(properties, dict)
    applied = properties.get("earthsearch:boa_offset_applied")
    if applied is True:
        return 0.0
    told = {value for value in _of_assets(item.get("assets")) if -1.0 <= value <= 1.0 and value}
    if len(told) == 1:
        return told.pop()
    baseline = str(properties.get("s2:processing_baseline", "")).partition(".")[0]
    if baseline.isdigit():
        return -0.1 if int(baseline) >= _OFFSET_SINCE else 0.0
    return None


def _of_assets(assets: object) -> Iterator[float]:
    """Yield the offsets that the assets of an item name for their bands."""
    for asset in assets.values() if isinstance(assets, dict) else ():
        bands = asset.get("raster:bands") if isinstance(asset, dict) else None
        for band in bands if isinstance(bands, list) else ():
            offset = band.get("offset") if isinstance(band, dict) else None
            if isinstance(offset, int | float):
                yield float(offset)


def _sun(properties: Mapping[str, object]) -> Sun | None:
    values = [properties.get(f"view:sun_{name}") for name in ("elevation", "azimuth")]
    if not all(isinstance(v, int | float) and math.isfinite(v) for v in values):
        return None
    elevation, azimuth = (float(str(value)) for value in values)
    if not 0.0 < elevation <= 90.0:
        return None
    return Sun(elevation_deg=elevation, azimuth_deg=azimuth % 360.0)
