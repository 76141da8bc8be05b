"""The verdict on an index, from the facts of a run."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.ecology.engine.bands.facts import EpochNotes, one_number
from missionplanner.ecology.engine.index.finishing import Finished
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.imagery.study_files import at
from missionplanner.ecology.trust.evidence import IndexEvidence, SeenGround
from missionplanner.ecology.trust.verdict import judged
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Epoch
from missionplanner.model.trust import Trust
from missionplanner.raster.files import info


def index_trust(run: PreparedStudy, done: Sequence[Finished], notes: EpochNotes) -> Trust:
    """Return whether the index of a run can be trusted.

    Parameters
    ----------
    run : PreparedStudy
    done : sequence of Finished
        The dates in the index, in order.
    notes : EpochNotes
        What was counted of them.
    """
    cell_m2, pooled = run.lattice.cell_m2, run.study.index.pooled
    works = [one.work for one in done]
    days = {str(work.epoch.date) for work in works}
    ground = SeenGround(
        facts=tuple(fact for fact in notes.facts if str(fact.date) in days),
        whole_m2=run.lattice.grid.width * run.lattice.grid.height * cell_m2,
        used={str(work.epoch.date): work.used for work in works},
        alike_m2={
            str(work.epoch.date): {
                name: cells * cell_m2
                for name, cells in one_number(notes.counted[work.epoch.date]).items()
            }
            for work in works
        },
        untagged=frozenset(
            str(work.epoch.date) for work in works if fill_untagged(work.epoch, run.place.folder)
        ),
    )
    scales = [one.scale for one in (done[:1] if pooled else done)]
    wanted = run.study.index.indicators
    return judged(IndexEvidence([scale.weighed for scale in scales], ground, wanted, pooled))


def fill_untagged(epoch: Epoch, folder: Path) -> bool:
    """Tell whether a number is known to be fill in one of the epoch's files that does not say so.

    Parameters
    ----------
    epoch : Epoch
        Resolved.
    folder : Path
        What its paths are relative to.
    """
    return any(_untagged(file, folder) for file in _files(epoch))


def _files(epoch: Epoch) -> list[BandFile]:
    files = list(epoch.bands.values())
    thermals = [epoch.thermal]
    for piece in epoch.pieces:
        files += piece.bands.values()
        thermals.append(piece.thermal)
    return files + [thermal.file for thermal in thermals if thermal]


def _untagged(file: BandFile, folder: Path) -> bool:
    tag = info(at(folder, file.path)).nodata if file.fill else None
    return any(tag is None or not np.isclose(tag, number) for number in file.fill)
