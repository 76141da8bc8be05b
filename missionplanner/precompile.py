"""Compile every kernel once, at the set-up or the first start, so that nobody waits for it later.

Called as ``python -m missionplanner.precompile`` by `run.py` and by the build of the frozen
program, and as work in a process of its own by the window.
"""

import sys
from collections.abc import Callable

from missionplanner.compiled import KERNELS
from missionplanner.compiling import KernelEvent, listening
from missionplanner.ecology.precompile_ecology import warm as warm_ecology
from missionplanner.errors import OutputError
from missionplanner.imagery.precompile_mosaic import warm as warm_mosaic
from missionplanner.operations.kernels import note_ready
from missionplanner.planning.precompile_planning import warm as warm_planning
from missionplanner.planning.verify.precompile_verify import warm as warm_verification
from missionplanner.raster.precompile_raster import warm as warm_rasters
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.precompile_radio import warm as warm_radio
from missionplanner.terrain.precompile_views import warm as warm_views

ROOMS: tuple[Callable[[], object], ...] = (
    warm_rasters,
    warm_views,
    warm_planning,
    warm_verification,
    warm_ecology,
    warm_radio,
    warm_mosaic,
)


def compile_all(*, progress: Progress) -> int:
    """Compile and keep the kernels of every room that has some, and note that it is done.

    Returns
    -------
    int
        How many had to be compiled; those that were at hand are only read.

    Raises
    ------
    Cancelled
        The user has stopped it; what was compiled so far is kept.
    OutputError
        What is compiled cannot be kept: nobody would have anything of the rest.
    """
    count = _Count(progress)
    with listening(count):
        for warm in ROOMS:
            warm()
            progress.check()
            if count.unkept_in:
                raise OutputError("kernels.not_kept", count.unkept_in)
    note_ready()
    return count.compiled


class _Count:
    """Tells how many of all kernels are at hand, once one had to be compiled."""

    def __init__(self, progress: Progress) -> None:
        # Not to be stopped in the midst of numba's work, which would take that for a fault of it.
        self._progress = Progress(progress.event)
        self._at_hand: set[str] = set()
        self.compiled = 0
        self.unkept_in = ""

    def __call__(self, event: KernelEvent) -> None:
        if event.compiled:
            self.compiled += 1
        else:
            self._at_hand.add(event.name)
            self.unkept_in = event.unkept_in or self.unkept_in
        if self.compiled:
            n, total = len(self._at_hand), len(KERNELS)
            self._progress.report(min(1.0, n / total), "kernels.step", n=n, total=total)


def main() -> int:
    """Compile all; a line on the screen tells where it stands. Return the exit code."""
    try:
        compile_all(progress=Progress(_line if sys.stderr.isatty() else _silent))
    except OutputError as error:
        print(f"\n{error.line()}" if sys.stderr.isatty() else error.line(), file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _line(event: object) -> None:
    print(f"\r{getattr(event, 'words', '')}", end="\x1b[K", file=sys.stderr, flush=True)  # noqa: T201


def _silent(_event: object) -> None:
    """Say nothing in a log."""


if __name__ == "__main__":
    sys.exit(main())
