"""The life of a stage: is its result fresh? Else lock, clear, work beside the hash, write, save."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from missionplanner.ecology.engine.alone import alone
from missionplanner.ecology.engine.freshness import fingerprint, tags, work_key
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.results import R, load, made, save, saved
from missionplanner.ecology.engine.scratch import Scratch
from missionplanner.ecology.work_folder import WORK
from missionplanner.messages.message import Message
from missionplanner.storage.atomic import clear_unfinished, remove
from missionplanner.tasks.progress import Progress

_KEY = "[0-9a-f]" * 24
"""What follows a stage's name in the name of its scratch folder; other stages may begin alike."""


@dataclass(frozen=True)
class Attempt:
    """A stage at work: nothing of its former result is touched before `begin_writing`.

    Attributes
    ----------
    stage : AnalysisStage
    place : RunPlace
    job : StageJob
    scratch : Path
        Folder of the block files; a killed run with these inputs and settings left them there.
    mark : Future of str
        The fingerprint: inputs are hashed beside the work.
    """

    stage: "AnalysisStage[Any]"
    place: RunPlace
    job: "StageJob[Any]"
    scratch: Path
    mark: Future[str]

    def begin_writing(self) -> dict[str, str]:
        """Forget the former result, make the folder of rasters, and return the tags of each.

        Raises
        ------
        InputError
            An input cannot be read.
        OutputError
            The folder cannot be made.
        """
        job, fingerprint = self.job, self.mark.result()
        notes = tags(self.stage.name, job.settings, job.inputs, fingerprint, self.place)
        remove(self.place.out / self.stage.result)
        made(self.place, self.stage.folder)
        return notes


@dataclass(frozen=True)
class StageJob(Generic[R]):
    """What a stage has to do with a study.

    Attributes
    ----------
    settings : mapping
        What the result depends on beside the files, as JSON holds it.
    inputs : sequence of Path
        The files it depends on.
    work : callable
        Does it, and writes the rasters after `Attempt.begin_writing`.
    """

    settings: Mapping[str, Any]
    inputs: Sequence[Path]
    work: Callable[[Attempt, Progress], R]


@dataclass(frozen=True)
class AnalysisStage(Generic[R]):
    """A stage of an analysis.

    Attributes
    ----------
    name : str
        In tags and in the name of the scratch folder.
    result : str
        File of the result, below the folder of results.
    folder : str
        Of its rasters.
    kind : type
        Of the result.
    doing : Message
        What progress tells.
    """

    name: str
    result: str
    folder: str
    kind: type[R]
    doing: Message

    def run(
        self,
        study: PreparedStudy,
        job_of: Callable[[PreparedStudy, Progress], StageJob[R]],
        progress: Progress,
    ) -> R:
        """Return the result of a study: as it lies there while it is fresh, else made anew.

        Other processes wait outside the folder of results; a stage may run another in `job_of` or
        at work. Of one prepared study a stage is looked at once.

        Raises
        ------
        OutputError
            Another run is at work in the folder, or results cannot be written.
        """
        with alone(study.place):
            if self.name not in study.finished:
                study.finished[self.name] = self._result(study, job_of(study, progress), progress)
        progress.report(1.0, self.doing)
        found: R = study.finished[self.name]
        return found

    def scratch(self, job: StageJob[R], place: RunPlace) -> Path:
        """Return the folder of block files; its name tells inputs and settings."""
        key = work_key(self.name, job.settings, job.inputs, place)
        # Links on the way to the results are the user's own; below them none is followed.
        return place.out.resolve() / WORK / key

    def _result(self, study: PreparedStudy, job: StageJob[R], progress: Progress) -> R:
        place, path = study.place, study.place.out / self.result
        # Inputs of which there is no result yet are hashed beside the work, not before it.
        if load(path, self.kind) and (
            fresh := saved(path, self.kind, self._fingerprint(job, place))
        ):
            return fresh
        scratch = self.scratch(job, place)
        self._clear_others(scratch, place)
        with ThreadPoolExecutor(1) as beside:
            mark = beside.submit(self._fingerprint, job, place)
            result = job.work(Attempt(self, place, job, scratch, mark), progress)
        save(path, result)
        Scratch(scratch).remove()
        return result

    def _fingerprint(self, job: StageJob[R], place: RunPlace) -> str:
        return fingerprint(self.name, job.settings, job.inputs, place)

    def _clear_others(self, own: Path, place: RunPlace) -> None:
        """Remove what killed runs left behind, with other inputs or settings."""
        for other in own.parent.glob(f"{self.name}-{_KEY}"):
            if other != own:
                Scratch(other).remove()
        clear_unfinished(place.out / self.folder)
