"""A study made ready once, for all its stages: epochs found, lattice, blocks, passes over them."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from missionplanner.ecology.engine.bands.blocking import blocks_of
from missionplanner.ecology.engine.bands.computing import Computing
from missionplanner.ecology.engine.bands.epochs import FoundEpochs, files_of, found, resolved
from missionplanner.ecology.engine.bands.lattice import Lattice, lattice
from missionplanner.ecology.engine.bands.light import LightCorrection, SunnyGround
from missionplanner.ecology.engine.bands.light_fit import LightFit, fitted
from missionplanner.ecology.engine.bands.reading import Reading
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.erosion.base import ErosionBase, prepare
from missionplanner.ecology.erosion.reading import StudyRasters
from missionplanner.ecology.imagery.study_files import named_files
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Epoch, Indicator, Study
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import Progress

T = TypeVar("T")
Lights = tuple[LightCorrection | None, ...]


@dataclass(frozen=True)
class PreparedStudy:
    """A study for the length of one call: what is looked up is looked up once, when asked for.

    Attributes
    ----------
    study : Study
        As given.
    place : RunPlace
    finished : dict
        Results of stages, by the stage's name.
    lights : dict
        Date -> how light on slopes is corrected in each scene of the epoch, once fitted.
    """

    study: Study
    place: RunPlace
    finished: dict[str, Any] = field(default_factory=dict, compare=False)
    lights: dict[datetime.date, Lights] = field(default_factory=dict, compare=False)

    @cached_property
    def given(self) -> Study:
        """The study with its epochs resolved.

        Raises
        ------
        InputError
            A scene is not recognised.
        """
        return resolved(self.study, self.place)

    @cached_property
    def epochs(self) -> FoundEpochs:
        """The epochs, and what each of them cannot give; see `epochs.found`."""
        return found(self.given, self.place)

    @cached_property
    def lattice(self) -> Lattice:
        """Where the cells lie; see `lattice.lattice`."""
        return lattice(self.epochs.study, self.place)

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks of the lattice, as the imagery is stored."""
        folder = self.place.folder
        files = [path for epoch in self.given.epochs for path in files_of(epoch, folder)]
        return blocks_of(self.lattice.grid, files, self.place.block_cells)

    @property
    def settings(self) -> dict[str, Any]:
        """What of the study results from its imagery depend on, as JSON holds it."""
        other = {"title", "trend", "security"}
        other |= set() if self.by_zones else {"zones", "zone_name"}
        return self.study.model_dump(mode="json", exclude=other)

    @property
    def files(self) -> tuple[Path, ...]:
        """What results from the study's imagery are read from."""
        other: dict[str, object] = {"security": None}
        if not self.by_zones:
            other["zones"] = None
        return self.files_with(other)

    def files_with(self, other: dict[str, object]) -> tuple[Path, ...]:
        """Return the files that the study names where some of its parts are others."""
        return named_files(self.given.model_copy(update=other), self.place.folder)

    @property
    def by_zones(self) -> bool:
        """Tell whether the zones decide on the lattice."""
        return self.study.grid.extent == "zones"

    def over(
        self, task: Callable[[Block], T], words: Message, progress: Progress, scheduler: bool = True
    ) -> list[T]:
        """Run a task on every block, here or on the cluster; results in the order of blocks."""
        place = self.place
        return run_blocks(
            task,
            self.blocks,
            scheduler=place.scheduler if scheduler else None,
            workers=place.workers,
            progress=progress,
            words=words,
        )

    def computing(self, epoch: Epoch) -> Computing:
        """Return how an epoch's indicators are computed; with absolute paths for a cluster."""
        place, study = self.place, self.epochs.study
        reading = Reading(
            epoch,
            place.folder.resolve(),
            self.lattice.grid,
            study.grid.resampling,
            place.dtype,
            self.lights.get(epoch.date, ()),
        )
        return Computing(reading, study.model_copy(update={"epochs": (epoch,)}))

    def fit_light(self, progress: Progress) -> None:
        """Find how light on slopes is to be corrected, where the study asks for it.

        Raises
        ------
        InputError
            There is no DEM.
        """
        study = self.epochs.study
        if study.corrections.light == "none" or self.lights:
            return
        if study.dem is None:
            raise InputError("engine.light_without_dem", "corrections.light")
        source = StudyRasters(self.place.folder.resolve(), self.lattice.grid, study.grid.resampling)
        cell_m = self.lattice.note.cell_m
        for i, epoch in enumerate(study.epochs):
            suns = (epoch.sun, *(piece.sun for piece in epoch.pieces))
            grounds = tuple(
                SunnyGround(source, study.dem, cell_m, sun) if sun else None for sun in suns
            )
            words = message("engine.doing.light_of", day=epoch.date)
            how = self.computing(epoch)
            task = LightFit(how.reading, grounds, how.corrected_bands)
            blocks = self.over(task, words, progress.nth(i, len(study.epochs)))
            self.lights[epoch.date] = fitted(grounds, blocks)

    def erosion(
        self, used: Sequence[Sequence[Indicator]], scratch: Path, progress: Progress
    ) -> ErosionBase | None:
        """Return the static factors where an epoch's erosion has to be computed, else None."""
        epochs = self.epochs.study.epochs
        if not any(
            Indicator.EROSION in names and Indicator.EROSION not in epoch.layers
            for epoch, names in zip(epochs, used, strict=True)
        ):
            return None
        return prepare(
            self.epochs.study,
            self.place.folder.resolve(),
            self.lattice.grid,
            self.lattice.note.cell_m,
            scratch / "erosion",
            progress,
        )
