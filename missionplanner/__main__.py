"""No arguments: the window. A verb: the command line."""

import multiprocessing
import sys


def main() -> int:
    """Start the face that was asked for and return its exit code."""
    # A frozen program starts its worker processes through this line.
    multiprocessing.freeze_support()
    if len(sys.argv) > 1:
        from missionplanner.cli.main import run

        return run(sys.argv[1:])
    from missionplanner.ui.app import run as run_window

    return run_window(None)


if __name__ == "__main__":
    sys.exit(main())
