"""One run at a time in a folder of results: two would write and clear away the same block files."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from missionplanner.ecology.engine.place import Place
from missionplanner.ecology.engine.results import made
from missionplanner.model.study import Study
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

R = TypeVar("R")
Stage = Callable[[Study, Place, Progress], R]

_BUSY = "another run is at work in this folder"
_REMEDY = "wait until it is done, or choose another folder for the results"


def alone(stage: Stage[R]) -> Stage[R]:
    """Let a stage run only while no other run, of any process, is at work in its folder.

    A stage may call another in the same folder; the folder is made. See `storage.lock`.

    Raises
    ------
    OutputError
        Another run is at work there, or the folder cannot be made.
    """

    @wraps(stage)
    def run(study: Study, place: Place, progress: Progress) -> R:
        with held(made(place), wait_s=0.0, busy=_BUSY, remedy=_REMEDY):
            return stage(study, place, progress)

    return run
