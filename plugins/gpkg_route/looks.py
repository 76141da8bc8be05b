"""How QGIS shows the layers: styles of its own kind (QML), which every version 3 reads."""

from missionplanner.api import LegKind

_BLUE, _ORANGE, _RED, _GREEN, _GREY = (
    "15,105,180,255",
    "214,124,28,255",
    "196,48,48,255",
    "34,139,84,255",
    "110,118,128,255",
)


def line(colour: str = _BLUE, width_mm: float = 0.6, dash: str = "solid") -> str:
    """Return the style of lines."""
    return _single("line", _layer("SimpleLine", _stroke(colour, width_mm, dash)))


def strips() -> str:
    """Return the style of strips: broad, so that they stand out under the route."""
    return line(_ORANGE, 1.0)


def marker(colour: str = _BLUE, shape: str = "circle", size_mm: float = 2.0) -> str:
    """Return the style of points."""
    return _single("marker", _marker(colour, shape, size_mm))


def waypoints() -> str:
    """Return the style of waypoints: a colour a kind of the leg that begins there."""
    colours = {LegKind.TRANSIT: _GREY, LegKind.SURVEY: _ORANGE}
    rows = [(kind.name.lower(), colours.get(kind, _BLUE)) for kind in LegKind]
    categories = "".join(
        f'<category value="{name}" label="{name}" symbol="{i}" render="true" type="string"/>'
        for i, (name, _) in enumerate(rows)
    )
    symbols = "".join(
        f'<symbol name="{i}" type="marker" alpha="1">{_marker(colour, "circle", 1.8)}</symbol>'
        for i, (_, colour) in enumerate(rows)
    )
    return _document(
        '<renderer-v2 type="categorizedSymbol" attr="leg" enableorderby="0" symbollevels="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
    )


def home() -> str:
    """Return the style of the take-off place."""
    return marker(_GREEN, "triangle", 4.0)


def control_points() -> str:
    """Return the style of control points."""
    return marker(_RED, "cross2", 3.0)


def zones() -> str:
    """Return the style of zones: red, seen through."""
    fill = {"color": "196,48,48,50", "outline_color": _RED, "outline_width": "0.4"}
    return _single("fill", _layer("SimpleFill", {**fill, "style": "solid"}))


def _stroke(colour: str, width_mm: float, dash: str) -> dict[str, str]:
    width = {"line_width": f"{width_mm:g}", "line_width_unit": "MM"}
    return {"line_color": colour, **width, "line_style": dash}


def _marker(colour: str, shape: str, size_mm: float) -> str:
    size = {"size": f"{size_mm:g}", "size_unit": "MM"}
    return _layer("SimpleMarker", {"name": shape, "color": colour, "outline_color": colour, **size})


def _single(kind: str, layer: str) -> str:
    symbol = f'<symbol name="0" type="{kind}" alpha="1">{layer}</symbol>'
    return _document(
        '<renderer-v2 type="singleSymbol" enableorderby="0" symbollevels="0">'
        f"<symbols>{symbol}</symbols></renderer-v2>"
    )


def _layer(kind: str, properties: dict[str, str]) -> str:
    # <prop>, not <Option>: later versions read both, those before 3.22 the former only.
    props = "".join(f'<prop k="{name}" v="{value}"/>' for name, value in properties.items())
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0">{props}</layer>'


def _document(renderer: str) -> str:
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        f'<qgis version="3.22.0" styleCategories="Symbology">{renderer}</qgis>'
    )
