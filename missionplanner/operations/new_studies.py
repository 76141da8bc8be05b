"""Make ecological studies from imagery, and tell how files were understood.

Apart from opening one, since reading zones takes libraries that an option's help need not wait for.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from missionplanner.ecology.imagery.epoch_notes import said_once
from missionplanner.ecology.imagery.heights import heights
from missionplanner.ecology.imagery.periods import Period
from missionplanner.ecology.imagery.study_files import new_study, write_study
from missionplanner.ecology.imagery.zone_files import zones_told
from missionplanner.errors import InputError
from missionplanner.messages.message import Message
from missionplanner.model.study import Corrections, Level, Study
from missionplanner.operations.studies import STUDY, OpenStudy, open_study
from missionplanner.tasks.progress import Progress

__all__ = ["Period", "SceneChoices", "make_study", "told"]


@dataclass(frozen=True)
class SceneChoices:
    """What a user decides of scenes beside what they are of.

    Attributes
    ----------
    level : Level or None
        What reflectances are, where files do not tell it.
    composite : Period or None
        The scenes of each become one epoch: of each cell the median of those clear there.
    corrections : Corrections
        Of reflectances.
    """

    level: Level | None = None
    composite: Period | None = None
    corrections: Corrections = field(default_factory=Corrections)


PLAIN = SceneChoices()


def make_study(
    path: Path,
    epochs: Sequence[tuple[datetime.date | None, tuple[Path, ...]]],
    *,
    sensor: str | None = None,
    dem: Path | None = None,
    zones: Path | None = None,
    title: str = "",
    scale: str | None = None,
    choices: SceneChoices = PLAIN,
    over: bool = False,
    progress: Progress,
) -> OpenStudy:
    """Make a study from files of imagery and save it.

    Parameters
    ----------
    path : Path
        STUDY.json, or a project folder, which then carries the study.
    epochs : sequence of (date or None, files)
        A folder, a metadata file or bands; without a date it is read from them.
    scale : str, optional
        'collection-2', 'FACTOR' or 'FACTOR,OFFSET', where files do not tell it.
    choices : SceneChoices
    over : bool
        True: a study already there is replaced.

    Raises
    ------
    InputError
        A scene is not recognised, two have one date, or there is a study already.
    Undecided
        The files leave open which sensor (`--sensor`), or which scale (`--scale`).
    OutputError
        The study cannot be written.
    """
    file = path / STUDY if path.is_dir() else path
    if file.exists() and not over:
        raise InputError("operations.study_there", str(file))
    progress.report(0.0, "operations.looking_at_scenes")
    made = new_study(
        file,
        epochs,
        sensor=sensor,
        dem=dem,
        zones=zones,
        title=title,
        scale=scale,
        level=choices.level,
        composite=choices.composite,
    ).model_copy(update={"corrections": choices.corrections})
    _check_ground(made, dem, zones, file.parent)
    write_study(file, made)
    progress.report(1.0, "operations.study_written")
    return open_study(file)


def _check_ground(made: Study, dem: Path | None, zones: Path | None, folder: Path) -> None:
    """Raise what is wrong with DEM or zones before a study, or a folder for it, is made.

    Until that folder is there no relative path leads out of it.
    """
    whole = {
        "dem": made.dem and dem and made.dem.model_copy(update={"path": str(dem.resolve())}),
        "zones": zones and str(zones.resolve()),
    }
    _told(made.model_copy(update=whole), folder)


def told(opened: OpenStudy) -> tuple[Message, ...]:
    """Return how the files of a study were understood and what was passed over, a line each.

    Raises
    ------
    InputError
        The DEM or the zones cannot be read.
    """
    return _told(opened.study, opened.place.folder)


def _told(study: Study, folder: Path) -> tuple[Message, ...]:
    lines = said_once({epoch.date: epoch.notes for epoch in study.epochs})
    dem = heights(study.dem, folder)[1] if study.dem else ()
    zones = zones_told(study, folder) if study.zones else ()
    return (*lines, *dem, *zones)
