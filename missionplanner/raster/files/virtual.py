"""Virtual rasters (VRT) made by others: only what is harmless in them, and only of files beside.

A VRT may name any file of the machine or of the network as its source, read it as raw bytes, or
run code on its pixels. What is given to GDAL is therefore not the file, but a new description
written from the parts of it that are known here; so nothing hangs on GDAL and this module
understanding an odd file alike. Sources must lie in the folder of the VRT or below it, links
followed, and are themselves held to `formats` and to this.
Format: https://gdal.org/en/stable/drivers/raster/vrt.html
"""

import os
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message

LARGEST_BYTES = 64 * 2**20
DEEPEST = 4
"""VRTs within VRTs."""

_REMEDY = message("raster.virtual.remedy")
_SOURCES = ("SimpleSource", "ComplexSource", "AveragedSource")
_OF_SET = ("SRS", "GeoTransform")
_OF_BAND = ("NoDataValue", "UnitType", "Offset", "Scale", "ColorInterp", "Description")
_OF_SOURCE = (
    "SourceBand",
    "SrcRect",
    "DstRect",
    "NODATA",
    "ScaleOffset",
    "ScaleRatio",
    "UseMaskBand",
)
# Left out without harm: what only speeds up or describes.
_NEEDLESS = ("Metadata", "OverviewList", "Histograms", "HideNoDataValue", "CategoryNames")

Resolve = Callable[[Path, int], str]
"""Gives the name under which GDAL may open a source, at a depth of nesting."""


def rebuilt(path: Path, resolve: Resolve, depth: int = 0) -> str:
    """Return the VRT as a new description that holds only known parts.

    Parameters
    ----------
    path : Path
    resolve : callable
    depth : int

    Raises
    ------
    InputError
        It is not well formed, nested too deep, does more than place rasters beside each other,
        or has a source that does not lie beside it.
    """
    if depth >= DEEPEST:
        raise InputError("raster.too_deep", str(path), help=_REMEDY)
    root = _parsed(path)
    if root.tag != "VRTDataset" or root.get("subClass"):
        raise _refused(message("raster.virtual.kind", kind=root.get("subClass") or root.tag), path)
    made = Element("VRTDataset", _kept(root, ("rasterXSize", "rasterYSize")))
    _copy(root, made, _OF_SET)
    for part in root:
        if part.tag == "VRTRasterBand":
            made.append(_band(part, path, resolve, depth))
        elif part.tag == "MaskBand":
            mask = SubElement(made, "MaskBand")
            for band in part.findall("VRTRasterBand"):
                mask.append(_band(band, path, resolve, depth))
        elif part.tag not in (*_OF_SET, *_NEEDLESS):
            raise _refused(message("raster.virtual.element", tag=part.tag), path)
    return tostring(made, encoding="unicode")


def _parsed(path: Path) -> Element:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _refused(message("raster.virtual.large"), path)
        text = path.read_text(encoding="utf-8-sig")
        # An entity could make gigabytes of a line, or name a file; no VRT writer uses one.
        if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
            raise _refused(message("raster.virtual.document_type"), path)
        return fromstring(text)
    except (ParseError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("raster.broken_virtual", str(path), reason=error, help=_REMEDY) from error


def _band(band: Element, path: Path, resolve: Resolve, depth: int) -> Element:
    kind = band.get("subClass")
    if kind == "VRTRawRasterBand":
        _beside(band.findtext("SourceFilename", "").strip(), path)
        raise _refused(message("raster.virtual.raw"), path)
    if kind:
        raise _refused(message("raster.virtual.computed", kind=kind), path)
    made = Element("VRTRasterBand", _kept(band, ("dataType", "band")))
    _copy(band, made, _OF_BAND)
    for part in band:
        if part.tag in _SOURCES:
            made.append(_source(part, path, resolve, depth))
        elif part.tag not in (*_OF_BAND, *_NEEDLESS, "ColorTable", "Overview", "MaskBand"):
            raise _refused(message("raster.virtual.element", tag=part.tag), path)
    return made


def _source(source: Element, path: Path, resolve: Resolve, depth: int) -> Element:
    named = source.find("SourceFilename")
    if named is None or not (named.text or "").strip():
        raise _refused(message("raster.virtual.unnamed"), path)
    made = Element(source.tag)
    place = SubElement(made, "SourceFilename", relativeToVRT="0", shared="0")
    place.text = resolve(_beside((named.text or "").strip(), path), depth + 1)
    _copy(source, made, _OF_SOURCE)
    return made


def _beside(name: str, path: Path) -> Path:
    """Return the true place of a source, which must lie in the VRT's own folder or below it."""
    home = Path(os.path.realpath(path)).parent
    # realpath follows links without an error where a part of the way is missing.
    place = Path(os.path.realpath(home / name)) if "\0" not in name else home
    elsewhere = name.startswith("/vsi") or "://" in name
    if elsewhere or place == home or not place.is_relative_to(home):
        raise _refused(message("raster.virtual.elsewhere", name=name[:80]), path)
    if not place.is_file():
        raise InputError("raster.source_missing", str(path), name=name[:80])
    return place


def _copy(source: Element, target: Element, tags: tuple[str, ...]) -> None:
    for part in source:
        if part.tag in tags:
            SubElement(target, part.tag, dict(part.attrib)).text = part.text


def _kept(element: Element, names: tuple[str, ...]) -> dict[str, str]:
    return {name: element.get(name, "") for name in names if element.get(name)}


def _refused(what: Message, path: Path) -> InputError:
    return InputError("raster.virtual_refused", str(path), what=what, help=_REMEDY)
