"""No arguments, or one project: the window. A verb: the command line."""

import multiprocessing
import sys
from functools import partial
from pathlib import Path

_EXIT_WRONG = 2
_PROJECTS = (".mplan", ".mpack")


def main() -> int:
    """Start the face that was asked for and return its exit code."""
    # A frozen program starts its worker processes through this line.
    multiprocessing.freeze_support()
    try:
        return _started()
    except ImportError as error:
        return _not_whole(error)


def _started() -> int:
    if len(sys.argv) == 1:
        return _open_window(None)
    if len(sys.argv) == 2 and _is_project(Path(sys.argv[1])):
        return _open_window(Path(sys.argv[1]))
    from missionplanner.cli.language import asked_for
    from missionplanner.cli.main import run

    language = asked_for(sys.argv[1:])
    opener = partial(_open_window, language=language) if language else _open_window
    return run(sys.argv[1:], opener)


def _not_whole(error: ImportError) -> int:
    # A library is missing, or a module of another program, of PYTHONPATH say, stands in its place.
    from missionplanner.errors import PlannerError
    from missionplanner.messages.catalogue import sentence
    from missionplanner.messages.language import of_locale
    from missionplanner.messages.message import message

    language = of_locale()
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    told = PlannerError("cli.not_whole", error.path or "", reason=reason).line(language)
    if sys.stderr is not None:  # a program without a console has none
        sys.stderr.write(f"{sentence(message('cli.error', line=told), language)}\n")
    return _EXIT_WRONG


def _is_project(path: Path) -> bool:
    # A desktop hands over what was clicked twice, and shows nobody what a command line says: the
    # window itself tells what is wrong with a project.
    return path.suffix.lower() in _PROJECTS and path.is_absolute()


def _open_window(project: Path | None, language: str = "") -> int:
    from missionplanner.ui.work.quick_start import ease_start

    ease_start()
    from missionplanner.ui.shell.app import run

    return run(project, language)


if __name__ == "__main__":
    sys.exit(main())
