"""What the stages share: a study made ready, and passes over its blocks."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from missionplanner.ecology.engine.blocking import blocks_of
from missionplanner.ecology.engine.computing import Computing
from missionplanner.ecology.engine.epochs import Found, files_of, found
from missionplanner.ecology.engine.freshness import fingerprint, work_key
from missionplanner.ecology.engine.lattice import Lattice, lattice
from missionplanner.ecology.engine.place import Place
from missionplanner.ecology.engine.reading import Reading
from missionplanner.ecology.engine.scratch import Scratch
from missionplanner.ecology.erosion.base import ErosionBase, prepare
from missionplanner.ecology.studies import inputs
from missionplanner.ecology.work_folder import WORK
from missionplanner.model.study import Epoch, Indicator, Study
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block
from missionplanner.storage.atomic import clear_unfinished
from missionplanner.tasks.progress import Progress

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A stage asked of a study.

    Attributes
    ----------
    stage : str
    study : Study
        As given.
    place : Place
    """

    stage: str
    study: Study
    place: Place

    @property
    def settings(self) -> dict[str, Any]:
        """What of the study the result depends on, as JSON holds it."""
        other = {"title", "trend", "security"}
        other |= set() if self._by_zones else {"zones", "zone_name"}
        return self.study.model_dump(mode="json", exclude=other)

    @property
    def files(self) -> tuple[Path, ...]:
        """What the stage reads."""
        study = self.study.model_copy(update={"security": None})
        if not self._by_zones:
            study = study.model_copy(update={"zones": None})
        return inputs(study, self.place.folder)

    @property
    def scratch(self) -> Path:
        """Folder of the block files of this stage with these inputs."""
        key = work_key(self.stage, self.settings, self.files, self.place)
        # Links on the way to the results are the user's own; below them none is followed.
        return self.place.out.resolve() / WORK / key

    def clear_others(self) -> None:
        """Remove what killed runs of this stage left behind, with other inputs or settings."""
        own = self.scratch
        for other in own.parent.glob(f"{self.stage}-*"):
            if other != own:
                Scratch(other).remove()
        clear_unfinished(self.place.out / self.stage)

    def fingerprint(self) -> str:
        """Return what the result depends on as a hash; reads inputs not hashed before."""
        return fingerprint(self.stage, self.settings, self.files, self.place)

    @contextmanager
    def hashing(self) -> Iterator[Future[str]]:
        """Hash the inputs beside other work; the result gives the fingerprint."""
        with ThreadPoolExecutor(1) as beside:
            yield beside.submit(self.fingerprint)

    @property
    def _by_zones(self) -> bool:
        return self.study.grid.extent == "zones"


@dataclass(frozen=True)
class Run:
    """A stage at work.

    Attributes
    ----------
    asked : Asked
    epochs : Found
    lattice : Lattice
    blocks : list of Block
    """

    asked: Asked
    epochs: Found
    lattice: Lattice
    blocks: list[Block]

    @classmethod
    def of(cls, asked: Asked) -> "Run":
        """Make a study ready: find its files, its lattice, its blocks.

        Raises
        ------
        InputError
            See `epochs.found` and `lattice`.
        """
        place = asked.place
        epochs = found(asked.study, place)
        where = lattice(asked.study, place)
        files = [path for epoch in epochs.study.epochs for path in files_of(epoch, place.folder)]
        return cls(asked, epochs, where, blocks_of(where.grid, files, place.block_cells))

    def over(
        self, task: Callable[[Block], T], words: str, progress: Progress, scheduler: bool = True
    ) -> list[T]:
        """Run a task on every block, here or on the cluster; results in the order of blocks."""
        place = self.asked.place
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
        place, study = self.asked.place, self.epochs.study
        reading = Reading(
            epoch, place.folder.resolve(), self.lattice.grid, study.grid.resampling, place.dtype
        )
        return Computing(reading, study.model_copy(update={"epochs": (epoch,)}))

    def erosion(
        self, used: Sequence[Sequence[Indicator]], progress: Progress
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
            self.asked.place.folder.resolve(),
            self.lattice.grid,
            self.lattice.note.cell_m,
            self.asked.scratch / "erosion",
            progress,
        )
