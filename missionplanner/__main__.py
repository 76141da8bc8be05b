"""No arguments, or one project: the window. A verb: the command line."""

import multiprocessing
import sys
from pathlib import Path

_PROJECTS = (".mplan", ".mpack")


def main() -> int:
    """Start the face that was asked for and return its exit code."""
    # A frozen program starts its worker processes through this line.
    multiprocessing.freeze_support()
    if len(sys.argv) == 1:
        return _open_window(None)
    if len(sys.argv) == 2 and _is_project(Path(sys.argv[1])):
        return _open_window(Path(sys.argv[1]))
    from missionplanner.cli.main import run

    return run(sys.argv[1:], _open_window)


def _is_project(path: Path) -> bool:
    # A desktop hands over what was clicked twice, and shows nobody what a command line says: the
    # window itself tells what is wrong with a project.
    return path.suffix.lower() in _PROJECTS and path.is_absolute()


def _open_window(project: Path | None) -> int:
    from missionplanner.ui.work.quick_start import ease_start

    ease_start()
    from missionplanner.ui.shell.app import run

    return run(project)


if __name__ == "__main__":
    sys.exit(main())
