"""Reading KML and KMZ: placemarks in any folder, their shapes, names and extended data.

Own reading instead of GDAL's: its KML driver loses nested folders or altitudes depending on the
build, and an entity bomb must be refused before any parser swallows it.
Format: OGC KML 2.2 (07-147r2), 9 and 10.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml.etree import _Element as Element
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message, text
from missionplanner.model.reading import PassedOver
from missionplanner.vector.archive import LIMIT_BYTES, parse_xml, read_members
from missionplanner.vector.features import Features, Values, from_rows
from missionplanner.vector.kml_shapes import local, placemark_shape

_ON_GROUND = ("clampToGround", "clampToSeaFloor")
_ROOTS = ("kml", "Document", "Folder", "Placemark")
# How ZIP archives begin, and what may stand before the first element of XML.
_ZIP = b"PK\x03\x04"
_HEAD, _BEFORE = 200, b"\xef\xbb\xbf \t\r\n"
_PICTURES = ("GroundOverlay", "PhotoOverlay")


def read_kml(path: Path) -> Features:
    """Read all placemarks of a KML or KMZ file, z kept.

    Links to other files are never followed; pictures and links are told as passed over.

    Raises
    ------
    InputError
        Not KML, a document type in it, a broken coordinate, an unsafe KMZ, or nothing but links.
    """
    data, others = _content(path)
    # Some writers begin with an empty line, which XML forbids before its declaration.
    root = parse_xml(data.lstrip(b" \t\r\n"), str(path), declare=True)
    if local(root) not in _ROOTS:
        raise InputError("vector.no_kml", str(path), kind=local(root))
    rows: list[tuple[BaseGeometry | None, Values]] = []
    for placemark in root.iterfind(".//{*}Placemark"):
        rows.append(_row(placemark, str(path), len(rows) + 1))
    if local(root) == "Placemark":
        rows.append(_row(root, str(path), 1))
    links = _links(root)
    if links and not any(shape is not None for shape, _ in rows):
        raise InputError("vector.only_links", str(path), addresses=links[:3])
    return replace(from_rows(rows), passed_over=(*_passed_over(root, links), *others))


def _content(path: Path) -> tuple[bytes, tuple[PassedOver, ...]]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    packed = head.startswith(_ZIP)
    if path.suffix.lower() == ".kmz":
        if not packed and head.lstrip(_BEFORE).startswith(b"<"):
            raise InputError("vector.kml_not_packed", str(path))
        return _main_kml(path)
    if packed:
        raise InputError("vector.kml_packed", str(path))
    if path.stat().st_size > LIMIT_BYTES:
        raise InputError("vector.too_large", str(path))
    return path.read_bytes(), ()


def _main_kml(path: Path) -> tuple[bytes, tuple[PassedOver, ...]]:
    """Return `doc.kml` of a KMZ, or else its first .kml; the others are told."""
    members = read_members(path)
    kmls = [name for name in members if name.lower().endswith(".kml") and not _is_macs(name)]
    if not kmls:
        raise InputError("vector.kmz_without_kml", str(path))
    kmls.sort(key=lambda name: name.lower() != "doc.kml")
    why = message("vector.only_one_read", name=kmls[0])
    others = tuple(PassedOver(what=text(name), why=why) for name in kmls[1:])
    return members[kmls[0]], others


def _is_macs(name: str) -> bool:
    """Tell what macOS puts beside each file of an archive: its attributes, not its content."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")


def _row(placemark: Element, path: str, number: int) -> tuple[BaseGeometry | None, Values]:
    values = {**dict(_heights(placemark)), **dict(_values(placemark))}
    name = values.get("name")
    where: Where = (path, str(name) if name else message("vector.placemark", n=number))
    return placemark_shape(placemark, where), values


def _values(placemark: Element) -> Iterator[tuple[str, object]]:
    for key in ("name", "description"):
        found = placemark.findtext(f"{{*}}{key}")
        if found is not None and found.strip():
            yield key, found.strip()
    for data in placemark.iterfind("{*}ExtendedData/{*}Data"):
        yield data.get("name", ""), (data.findtext("{*}value") or "").strip()
    for data in placemark.iterfind("{*}ExtendedData/{*}SchemaData/{*}SimpleData"):
        yield data.get("name", ""), (data.text or "").strip()


def _heights(placemark: Element) -> Iterator[tuple[str, object]]:
    """Yield what the shape's z counts from and whether it reaches down to the ground.

    'clampToGround' is what a shape without the word has (KML 2.2, 10.2.3.1), so it is not told.
    """
    for element in placemark.iter():
        kind, word = local(element), (element.text or "").strip()
        if kind == "altitudeMode" and word and word not in _ON_GROUND:
            yield kind, word
        elif kind == "extrude" and word in ("1", "true"):
            yield kind, True


def _links(root: Element) -> list[str | Message]:
    """Return the addresses that network links name; KML 2.0 called the element Url."""
    links = root.iterfind(".//{*}NetworkLink")
    hrefs = [link.findtext("{*}Link/{*}href") or link.findtext("{*}Url/{*}href") for link in links]
    return [(href or "").strip() or message("vector.no_address") for href in hrefs]


def _passed_over(root: Element, links: list[str | Message]) -> Iterator[PassedOver]:
    for href in links:
        yield PassedOver(
            what=message("vector.link", address=href), why=message("vector.not_followed")
        )
    for kind in _PICTURES:
        found = list(root.iterfind(f".//{{*}}{kind}"))
        if found:
            why = message("vector.pictures_unread")
            yield PassedOver(what=text(kind), why=why, count=len(found))
