"""Sentinel-2 products in their .SAFE folder, Level 1C and Level 2A.

Source: ESA, Sentinel-2 Products Specification Document (S2-PDGS-TAS-DI-PSD, issue 14.9), and the
announcement of processing baseline 04.00: reflectance = (DN + ADD_OFFSET) / QUANTIFICATION_VALUE,
both read from MTD_MSIL1C.xml or MTD_MSIL2A.xml; DN 0 is nodata.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from missionplanner.ecology.imagery.scenes.combine import combined
from missionplanner.ecology.imagery.scenes.scales import FILL
from missionplanner.ecology.imagery.scenes.source import (
    SceneFiles,
    absent,
    affine,
    chosen_sensor,
    date_in,
    dated,
)
from missionplanner.ecology.imagery.sensors import SpectralSensor, sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Level, Mask, MaskKind, Sun
from missionplanner.storage.saved import read_bytes

KEY = "sentinel2-msi"

_PRODUCT = re.compile(r"^(?:MTD_MSIL(?:1C|2A)|S2\w_OPER_MTD_SAFL1C_.*)\.xml$", re.IGNORECASE)
_IMAGE = re.compile(r"(?:^|_)(B\d\d|B8A|SCL)(?:_(\d\d)m)?\.(?:jp2|tiff?)$", re.IGNORECASE)
_MOST_BYTES = 50_000_000  # of a description; a product's has a few hundred kilobytes
_BAND_IDS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B10", "B11", "B12")
_OFFSET_SINCE = (4, 0)
_OFFSET = -1000.0


Images = Mapping[str, Path]
"""Band, or SCL, -> file."""


@dataclass(frozen=True)
class _Product:
    """What the product's metadata says."""

    surface: bool
    quantification: float
    offsets: Mapping[str, float]
    notes: tuple[Message, ...]
    started: str


def product_file(path: Path) -> Path | None:
    """Return the product metadata that `path` is, or that lies in it, or None."""
    if path.is_file():
        return path if _PRODUCT.match(path.name) else None
    return next((child for child in sorted(path.iterdir()) if _PRODUCT.match(child.name)), None)


def from_safe(path: Path, given: SceneFiles) -> Epoch:
    """Return the epoch of a Sentinel-2 product; its tiles are put together, as far as it has many.

    Parameters
    ----------
    path : Path
        MTD_MSIL1C.xml or MTD_MSIL2A.xml.
    given : SceneFiles

    Raises
    ------
    InputError
        The metadata is damaged, or no band is there.
    """
    product = _read(path)
    known = sensor(chosen_sensor(given, KEY))
    tiles = [tile for tile in sorted(path.parent.glob("GRANULE/*")) if tile.is_dir()]
    epochs = [_of_tile(path, given, product, known, tile) for tile in tiles or [path.parent]]
    return combined(epochs, given.where)


def _of_tile(
    path: Path, given: SceneFiles, product: _Product, known: SpectralSensor, tile: Path
) -> Epoch:
    images = finest(sorted(tile.glob("IMG_DATA/**/*")))
    bands = _bands(images, known, product)
    day, notes = dated(given, date_in((product.started, path.parent.name)))
    lost = [b for b in known.bands if b not in bands]
    if product.surface and Band.CIRRUS in lost:
        lost.remove(Band.CIRRUS)
    mask, told = mask_of(images, bands, product.surface)
    return Epoch(
        date=day,
        sensor=known.key,
        level=Level.SURFACE if product.surface else Level.TOA,
        bands=bands,
        mask=mask,
        sun=_sun(tile),
        notes=(*notes, *product.notes, *((absent(lost, path.parent.name),) if lost else ()), *told),
    )


def _read(path: Path) -> _Product:
    try:
        root = ElementTree.fromstring(read_bytes(path, at_most=_MOST_BYTES))
    except InputError as error:
        raise InputError("scenes.safe_unreadable", str(path), reason=error.message) from error
    except (OSError, ParseError, DefusedXmlException) as error:
        raise InputError("scenes.safe_unreadable", str(path), reason=error) from error
    surface = "2A" in path.stem[-6:]
    prefix = "BOA" if surface else "RADIO"
    quantum = _text(root, "BOA_QUANTIFICATION_VALUE" if surface else "QUANTIFICATION_VALUE")
    if quantum is None or not quantum.replace(".", "").isdigit() or float(quantum) == 0:
        raise InputError("scenes.no_quantification", str(path))
    offsets, notes = _offsets(root, f"{prefix}_ADD_OFFSET")
    started = _text(root, "PRODUCT_START_TIME") or ""
    return _Product(surface, float(quantum), offsets, notes, started[:10])


def _offsets(root: Element, tag: str) -> tuple[dict[str, float], tuple[Message, ...]]:
    names = {
        part.get("bandId"): part.get("physicalBand") or ""
        for part in _all(root, "Spectral_Information")
    } or {str(number): name for number, name in enumerate(_BAND_IDS)}
    found = {
        names[part.get("band_id")]: float(part.text or 0)
        for part in _all(root, tag)
        if part.get("band_id") in names
    }
    baseline = _text(root, "PROCESSING_BASELINE") or "00.00"
    parts = tuple(int(part) for part in re.findall(r"\d+", baseline))
    if found or parts < _OFFSET_SINCE:
        return found, ()
    note = message("scenes.offset_taken", baseline=baseline, tag=tag, offset=_OFFSET)
    return dict.fromkeys(_BAND_IDS, _OFFSET), (note,)


def _sun(tile: Path) -> Sun | None:
    """Return where the sun stood over a tile, from its MTD_TL.xml; None where that is not there."""
    try:
        root = ElementTree.fromstring(read_bytes(tile / "MTD_TL.xml", at_most=_MOST_BYTES))
        (mean,) = _all(root, "Mean_Sun_Angle")
        zenith = float(_text(mean, "ZENITH_ANGLE") or "nan")
        azimuth = float(_text(mean, "AZIMUTH_ANGLE") or "nan")
    except (InputError, OSError, ParseError, DefusedXmlException, ValueError):
        return None
    if not (0.0 <= zenith < 90.0 and math.isfinite(azimuth)):
        return None
    return Sun(elevation_deg=90.0 - zenith, azimuth_deg=azimuth % 360.0)


def finest(paths: Iterable[Path]) -> Images:
    """Return the finest file of each band, and of SCL, among files named as products name them."""
    found: dict[str, tuple[int, Path]] = {}
    for path in paths:
        if match := _IMAGE.search(path.name):
            name, metres = match[1].upper(), int(match[2] or 0)
            if name not in found or metres < found[name][0]:
                found[name] = (metres, path)
    return {name: path for name, (_, path) in found.items()}


def _bands(images: Images, known: SpectralSensor, product: _Product) -> dict[Band, BandFile]:
    bands = {}
    for band, note in known.bands.items():
        if path := images.get(note.name):
            plain = "B" + note.name.removeprefix("B").lstrip("0")
            offset = product.offsets.get(plain, 0.0) / product.quantification
            bands[band] = affine(path, 1 / product.quantification, offset, fill=FILL)
    if not bands:
        raise InputError("scenes.product_without_bands", str(known.title))
    return bands


def mask_of(
    images: Images, bands: Mapping[Band, BandFile], surface: bool
) -> tuple[Mask | None, tuple[Message, ...]]:
    """Return the mask of Sentinel-2 files, and what is told where it is none of clouds."""
    if "SCL" in images:
        return Mask(file=BandFile(path=images["SCL"].as_posix()), kind=MaskKind.SCL), ()
    fill = bands.get(Band.RED) or next(iter(bands.values()))
    unmasked = message("scenes.level_1c_unmasked")
    if surface:
        unmasked = message("scenes.without_scl")
    mask = Mask(file=BandFile(path=fill.path), kind=MaskKind.VALID)
    return mask, (unmasked,)


def _all(root: Element, tag: str) -> list[Element]:
    # Namespaces differ between versions of the specification.
    return [part for part in root.iter() if part.tag.rpartition("}")[2] == tag]


def _text(root: Element, tag: str) -> str | None:
    return next(((part.text or "").strip() for part in _all(root, tag)), None)
