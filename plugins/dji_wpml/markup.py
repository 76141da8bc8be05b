"""XML as DJI writes it: the prefix is literally `wpml:`, and numbers carry no idle zeros."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

KML = "http://www.opengis.net/kml/2.2"
WPMZ = "http://www.dji.com/wpmz/"
HEADER = b'<?xml version="1.0" encoding="UTF-8"?>\n'

# Elements of KML itself; every other name belongs to DJI's namespace.
PLAIN = frozenset(
    {"kml", "Document", "Folder", "Placemark", "Point", "coordinates", "name"}
    | {"Polygon", "outerBoundaryIs", "innerBoundaryIs", "LinearRing", "LineString"}
    | {"tessellate", "altitudeMode"}
)

Node = tuple[str, str | int | Sequence["Node"]]


def render(version: str, children: Sequence[Node]) -> bytes:
    """Return a whole file: `children` inside kml and Document, for a version of the format."""
    lines = [f'<kml xmlns="{KML}" xmlns:wpml="{WPMZ}{version}">']
    _grow(lines, [("Document", children)], "  ")
    return HEADER + "\n".join([*lines, "</kml>", ""]).encode()


def number(value: float, digits: int) -> str:
    """Return a decimal number without exponent and without zeros at its end."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def degrees(value: float) -> str:
    """Return degrees to 1e-10: a hundredth of a millimetre."""
    return number(value, 10)


def metres(value: float) -> str:
    """Return metres to 1e-6."""
    return number(value, 6)


def _grow(lines: list[str], nodes: Sequence[Node], indent: str) -> None:
    """Write nodes as lines, as lxml prints them, but without a tree of them first."""
    for name, content in nodes:
        tag = name if name in PLAIN else f"wpml:{name}"
        if isinstance(content, str | int):
            lines.append(f"{indent}<{tag}>{escape(str(content))}</{tag}>")
        elif content:
            lines.append(f"{indent}<{tag}>")
            _grow(lines, content, indent + "  ")
            lines.append(f"{indent}</{tag}>")
        else:
            lines.append(f"{indent}<{tag}/>")
