"""The XMP packet of a photo as plain words: attributes and simple elements by their names.

A packet is a stranger's XML: entities and external parts are refused, and so is a large one.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import ExifTags, Image

MOST_BYTES = 1_000_000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
# By the end of their addresses, since makers differ in the rest.
_SPACES = {
    "http://www.dji.com/drone-dji/1.0/": "dji",
    "http://www.dji.com/FLIR/1.0/": "flir",
    "http://micasense.com/MicaSense/1.0/": "micasense",
    "http://micasense.com/DLS/1.0/": "dls",
    "http://pix4d.com/1.0": "camera",
    "http://pix4d.com/camera/1.0": "camera",
    "http://pix4d.com/camera/1.0/": "camera",
}


def packet_of(image: Image.Image, head: Mapping[int, Any] | None = None) -> bytes | None:
    """Return the packet of a picture that is open; None: it has none.

    Parameters
    ----------
    image : Image
    head : mapping, optional
        Its first EXIF directory, where it was read already; in a TIFF the packet is one of its
        tags.
    """
    tags = image.getexif() if head is None else head
    packet = image.info.get("xmp") or tags.get(ExifTags.Base.XMLPacket)
    packet = packet[0] if isinstance(packet, tuple) and packet else packet
    return packet.encode() if isinstance(packet, str) else packet or None


def read_xmp(packet: bytes | None) -> dict[str, str]:
    """Return what a packet says, such as {'dji:GimbalYawDegree': '+12.5'}; damaged or none: {}.

    Names of other makers' spaces are left out. Of a list its items, joined by spaces.
    """
    if not packet or len(packet) > MOST_BYTES:
        return {}
    start, end = packet.find(b"<"), packet.rfind(b">")
    try:
        root = fromstring(packet[start : end + 1], forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            _keep(found, name, value)
        for child in description:
            _keep(found, child.tag, _text(child))
    return found


def _keep(found: dict[str, str], name: object, value: str) -> None:
    space, _, local = str(name).removeprefix("{").partition("}")
    if (short := _SPACES.get(space)) and value:
        found.setdefault(f"{short}:{local}", value.strip())


def _text(element: Element) -> str:
    items = [item.text or "" for item in element.iter(f"{_RDF}li")]
    return " ".join(items) if items else (element.text or "")


def number(words: Mapping[str, str], *names: str) -> float | None:
    """Return the first of some names that holds a finite number; None: none does."""
    for name in names:
        try:
            value = float(words[name])
        except (KeyError, ValueError):
            continue
        if abs(value) < 1e15:  # no infinity, no NaN
            return value
    return None
