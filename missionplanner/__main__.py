"""No arguments: the window. A verb: the command line."""

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Start the face that was asked for and return its exit code."""
    # A frozen program starts its worker processes through this line.
    multiprocessing.freeze_support()
    if len(sys.argv) == 1:
        return _open_window(None)
    from missionplanner.cli.main import run

    return run(sys.argv[1:], _open_window)


def _open_window(project: Path | None) -> int:
    from missionplanner.ui.quick_start import ease_start

    ease_start()
    from missionplanner.ui.shell.app import run

    return run(project)


if __name__ == "__main__":
    sys.exit(main())
