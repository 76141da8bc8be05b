"""An epoch made in the worker process; the window never imports this."""

from pathlib import Path

from missionplanner.messages.message import message
from missionplanner.operations.mosaic import MosaicAsked, quick_map
from missionplanner.operations.survey_epoch import SurveyFiles, survey_epoch
from missionplanner.tasks.progress import Progress
from missionplanner.ui.receive.epoch.views import EpochAdded, EpochAsked, MapMade


def add(folder: Path, asked: EpochAsked, progress: Progress) -> EpochAdded:
    """Bring a survey's mosaics onto one grid and add them to the study of a project."""
    given = SurveyFiles(
        day=asked.day,
        multispectral=asked.multispectral,
        camera=asked.camera,
        thermal=asked.thermal,
        scene=asked.scene,
        scale=asked.scale,
        zones=asked.zones,
    )
    done = survey_epoch(folder, given, progress, again=asked.again)
    lacking = (
        message("cli.no_indicator", indicator=indicator, why=why)
        for indicator, why in done.lacking.items()
    )
    said = message(
        "cli.survey_epoch",
        date=asked.day.isoformat(),
        n=len(done.files),
        cell_m=done.cell_m,
        rate=done.read_bytes / 1e9 / max(done.seconds, 1e-9),
    )
    return EpochAdded(done.study, (said, *done.told, *lacking))


def maps(
    folder: Path, card: Path, sensors: tuple[str, ...], progress: Progress
) -> tuple[MapMade, ...]:
    """Lay the photos of each sensor on the terrain: quick maps, as `mosaic` makes them."""
    made = []
    for n, key in enumerate(sensors):
        done = quick_map(folder, MosaicAsked(key, card), progress.nth(n, len(sensors)))
        said = message(
            "cli.mosaic",
            n=done.photos,
            cell_m=done.cell_m,
            share=100 * done.shown_share,
            file=done.file.name,
        )
        made.append(MapMade(done.file, done.holds, (said, *(f.told for f in done.findings))))
    return tuple(made)
