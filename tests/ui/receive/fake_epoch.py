"""Stands in for `missionplanner.ui.receive.epoch.run` in the worker: no rasters."""

from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.tasks.progress import Progress
from missionplanner.ui.receive.epoch.views import EpochAdded, EpochAsked, MapMade


def add(folder: Path, asked: EpochAsked, progress: Progress) -> EpochAdded:
    progress.check()
    if asked.multispectral[0].name == "quick.tif":
        raise InputError("operations.brightness", str(asked.multispectral[0]))
    why = message("cli.no_indicator", indicator="wetness", why="no SWIR1")
    return EpochAdded(folder / "study.json", (why,))


def maps(
    folder: Path, card: Path, sensors: tuple[str, ...], progress: Progress
) -> tuple[MapMade, ...]:
    progress.check()
    held = {"p1-35": "brightness", "rededge-p": "reflectance", "xt2": "degC"}
    said = message("cli.no_indicator", indicator="wetness", why=card.name)
    return tuple(MapMade(folder / f"mosaic-{key}.tif", held[key], (said,)) for key in sensors)
