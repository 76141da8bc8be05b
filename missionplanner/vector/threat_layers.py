"""The layers of a vector file that hold threats."""

from pathlib import Path

from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import PassedOver, ReadChoices
from missionplanner.vector.attributes import KIND, Known, squeezed, text
from missionplanner.vector.features import Features
from missionplanner.vector.files import layer_names, read_layers
from missionplanner.vector.limits import HEIGHT, RADIUS, tells
from missionplanner.vector.zone_features import KINDS

# Layers of this program's own `layers.gpkg` that are no threats.
_OWN = {
    "area": message("vector.layer_is_area"),
    "holes": message("vector.layer_is_holes"),
}


# Layers of one file are told apart by their names, as features are by their kind.
_KINDS = {word: "area" for word, kind in KINDS.items() if kind == "area"}


def threat_layers(
    path: Path, choices: ReadChoices
) -> tuple[list[Features], list[PassedOver], list[Message]]:
    """Return the layers to read, those passed over, and what is to be told.

    In a file of several layers one whose lines have no height, or whose points no radius, holds
    roads or places, not threats; a layer that is chosen by name is read whatever it holds.
    """
    if path.suffix.lower() == ".dxf":
        raise InputError("vector.drawing_of_threats", str(path))
    names = layer_names(path)
    chosen = tuple(name for name in choices.layer if name in names)
    told = []
    if choices.layer and not chosen and len(names) > 1:
        told.append(message("vector.all_layers_read", file=path.name, layers=choices.layer))
    layers = list(read_layers(path, chosen))
    if chosen or len(layers) == 1:
        return layers, [], told
    kept: list[Features] = []
    over: list[PassedOver] = []
    for layer in layers:
        why = _OWN.get(_KINDS.get(squeezed(layer.layer), layer.layer)) or _unfit(layer)
        if why is None:
            kept.append(layer)
        else:
            over.append(PassedOver(what=message("vector.layer", name=layer.layer), why=why))
    return kept, over, told


def _unfit(layer: Features) -> Message | None:
    """Return why no feature of a layer can be a threat, or None."""
    rows = [(shape, Known(values)) for shape, values in layer.rows()]
    if not rows:
        return message("vector.layer_is_empty")
    shapes = [shape for shape, _ in rows if shape is not None and not shape.is_empty]
    if any(text(values, KIND) == "risk" for _, values in rows) or not shapes:
        return None
    if all(_is(shape, "Line") for shape in shapes):
        known = any(tells(values, HEIGHT) for _, values in rows)
        return None if known else message("vector.lines_without_height")
    if all(_is(shape, "Point") for shape in shapes):
        known = any(tells(values, RADIUS) for _, values in rows)
        return None if known else message("vector.points_without_radius")
    return None


def _is(shape: BaseGeometry, kind: str) -> bool:
    return kind in shape.geom_type
