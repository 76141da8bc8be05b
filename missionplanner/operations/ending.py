"""What is done at the end of routes and without a link: set in a project, and taken for writing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from missionplanner.errors import InputError
from missionplanner.model.ending import LostLink, RouteEnding, least_return_m
from missionplanner.model.verification import Verification
from missionplanner.operations.results import load_result
from missionplanner.project.document import Project
from missionplanner.project.edits import set_ending
from missionplanner.project.store import load, save
from missionplanner.storage.lock import held
from missionplanner.storage.saved import complaint

# The option of a format that stands in place of the project's answer, for the files written.
_OPTION = "rc-lost"
_LOST = {
    "go-back": LostLink.RETURN,
    "hover": LostLink.HOVER,
    "continue": LostLink.CONTINUE,
}


def ending_for(
    project: Project, judged: Sequence[Verification], options: Mapping[str, str] | None = None
) -> RouteEnding:
    """Return what is written: the project's, with what a format is asked for instead.

    Raises
    ------
    InputError
        The return height is lower than a sortie needs by the DEM; the least that is safe is told.
    """
    ending = project.document.ending
    refuse_low_return(ending, judged)
    lost = _LOST.get((options or {}).get(_OPTION, ""))
    return ending if lost is None else ending.model_copy(update={"lost_link": lost})


def refuse_low_return(ending: RouteEnding, judged: Sequence[Verification]) -> None:
    """Raise InputError where a return height is lower than a sortie needs by the DEM."""
    asked_m = ending.return_height_m
    least_m = least_return_m([sortie for one in judged for sortie in one.sorties])
    if asked_m is not None and least_m is not None and asked_m < least_m:
        raise InputError("operations.return_low", asked_m=asked_m, least_m=least_m)


def change_ending(folder: Path, changed: Mapping[str, Any]) -> RouteEnding:
    """Set fields of a project's `RouteEnding`, save it, and return it; the plan stays as it is.

    Raises
    ------
    InputError
        A value is out of its range, or the return height too low for the saved plan.
    OutputError
        The project cannot be written, or another program is at work on it.
    """
    with held(folder):
        project = load(folder)
        try:
            values = project.document.ending.model_dump() | dict(changed)
            ending = RouteEnding.model_validate(values)
        except ValidationError as error:
            where, what = complaint(error)
            raise InputError("operations.unfit_ending", where, reason=what) from error
        result = load_result(folder)
        if "return_height_m" in changed:
            refuse_low_return(ending, result.verifications if result else ())
        if changed:
            save(set_ending(project, ending))
    return ending
