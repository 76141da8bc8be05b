"""Which layers of a file make up a survey area."""

from pathlib import Path

from missionplanner.errors import Undecided
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import PassedOver, ReadChoices, ReadReport
from missionplanner.vector.attributes import squeezed
from missionplanner.vector.features import CrsUnknown, Features
from missionplanner.vector.files import layer_names, read_layers

# What a project calls the layers of its own package.
AREA, HOLES, PARTS = "area", "holes", "area_parts"
# Layers that hold threats by their names, squeezed and in the singular.
_THREATS = ("zone", "threat", "powerline", "nofly", "noflyzone", "nfz", "restricted", "prohibited",
            "airspace", "restrictedarea", "禁飞区")  # fmt: skip


def area_layers(path: Path, choices: ReadChoices) -> tuple[list[Features], ReadReport]:
    """Read the layers with polygons, or those that the user names; the others are told.

    A layer called 'area' is taken before all others, with 'holes' and 'area_parts' beside it.

    Raises
    ------
    InputError
        See `read_layers`.
    Undecided
        The file names no coordinate system, or a drawing has outlines on several layers.
    """
    names = layer_names(path)
    # A layer of the threats' file may be meant; one layer alone needs no name.
    wanted = tuple(name for name in choices.layer if name in names)
    if choices.layer and not wanted and len(names) > 1:
        wanted = choices.layer
    try:
        every = list(read_layers(path, wanted, choices.crs))
    except CrsUnknown as error:
        raise Undecided(
            "vector.crs_unknown",
            error.place,
            "--area-crs",
            ("EPSG:NUMBER",),
            reason=error.message,
        ) from error
    chosen = every if wanted or len(every) == 1 else _fitting(every)
    if path.suffix.lower() == ".dxf" and len(chosen) > 1 and not wanted:
        names = tuple(part.layer for part in chosen)
        raise Undecided("vector.outlines_on_layers", str(path), "--layer", names)
    others = [
        PassedOver(what=message("vector.layer", name=part.layer), why=_why(part))
        for part in every
        if part not in chosen
    ]
    unused = choices.crs is not None and not any(part.crs_given for part in every)
    told = [message("vector.crs_not_used", file=path.name, crs=choices.crs)] * unused
    return chosen, ReadReport(
        passed_over=(*(item for part in every for item in part.passed_over), *others),
        told=(*told, *(line for part in every for line in part.told)),
    )


def _fitting(every: list[Features]) -> list[Features]:
    with_polygons = [part for part in every if part.has_polygons]
    own = [part for part in with_polygons if part.layer == AREA]
    if own:
        return own + [part for part in with_polygons if part.layer in (HOLES, PARTS)]
    # A file of threats alone stands in the wrong place; its polygons are then told one by one.
    return [p for p in with_polygons if not _is_threats(p)] or with_polygons or every


def _is_threats(part: Features) -> bool:
    return squeezed(part.layer).removesuffix("s") in _THREATS


def _why(part: Features) -> Message:
    if _is_threats(part):
        return message("vector.holds_threats")
    if part.has_polygons:
        return message("vector.other_layer_is_area", name=AREA)
    return message("vector.holds_no_polygons")
