"""CPU time of what a pilot waits for in the window, and the longest gap while it plans.

    python benchmarks/window_figures.py PROJECT.mplan [--plan]

PROJECT is a planned project. Told are milliseconds of CPU of the window's own process, on an
offscreen screen of 1366 x 768: the median of some tries, and the first one, which also makes what
later ones find ready. `--plan` plans it anew, and tells the longest time in which the window could
not have answered.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from missionplanner.ui.work.quick_start import collect_again, ease_start

ease_start()  # before the other imports, as `missionplanner.__main__` does

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from missionplanner.ui.shell.app import build  # noqa: E402
from missionplanner.ui.shell.main_window import MainWindow  # noqa: E402
from missionplanner.ui.work.memory import Memory  # noqa: E402

BEAT_MS, TRIES, AFTER_S = 10, 6, 3.0
CLOCKS = {"CPU": time.process_time, "window's thread": time.thread_time, "wall": time.monotonic}


def cpu_ms(act: Callable[[], object], complete: Callable[[], bool] = lambda: True) -> float:
    """Return the CPU time that something and the drawing after it take, until all is complete."""
    start = time.process_time()
    act()
    QApplication.processEvents()
    while not complete():
        QApplication.processEvents()
    return 1000 * (time.process_time() - start)


def wait(until: Callable[[], bool], most_s: float = 900.0) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + most_s
    while not until():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.004)


class Heartbeat:
    """Beats each 10 ms, and keeps the longest time between two beats.

    Three clocks: CPU of the whole process, CPU of the window's own thread (the rest is work in the
    background), and the clock on the wall, in which waiting counts too.
    """

    def __init__(self) -> None:
        self.worst_ms = dict.fromkeys(CLOCKS, 0.0)
        self._last = {name: clock() for name, clock in CLOCKS.items()}
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self, name: str) -> None:
        """Tell the longest gaps."""
        self._timer.stop()
        print(f"{name:24}", "   ".join(f"{k} {v:.0f} ms" for k, v in self.worst_ms.items()))

    def _beat(self) -> None:
        for name, clock in CLOCKS.items():
            now = clock()
            self.worst_ms[name] = max(self.worst_ms[name], 1000 * (now - self._last[name]))
            self._last[name] = now


def told(name: str, figures: list[float]) -> None:
    """Print the median and the first of some times."""
    print(f"{name:24} {median(figures):7.0f} ms   first {figures[0]:7.0f} ms")


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("project", type=Path)
    given.add_argument("--plan", action="store_true")
    asked = given.parse_args()
    imported = 1000 * time.process_time()
    folder = Path(tempfile.mkdtemp(prefix="window-"))
    app = QApplication([])
    memory = Memory(folder / "window.json")
    memory.keep(theme="light", language="en")
    made: list[MainWindow] = []

    def up() -> None:
        made.append(build(app, memory, folder / "demo"))
        made[0].resize(1366, 768)
        made[0].show()

    shown = cpu_ms(up)
    collect_again(app)
    told("window up, with imports", [imported + shown])
    window = made[0]
    measured(window, asked.project)
    if asked.plan:
        beat = Heartbeat()
        window.session.plan()
        wait(lambda: not window.session.busy)
        beat.stop("longest gap, planning")
    window.leave()
    shutil.rmtree(folder, ignore_errors=True)


def measured(window: MainWindow, project: Path) -> None:
    """Open a project, and turn to this and that."""
    session = window.session

    def complete() -> bool:
        return window.workspace is not None and window.workspace.complete

    beat = Heartbeat()
    start = time.process_time()
    window.open_path(project)
    wait(lambda: session.site is not None and not session.busy and complete())
    told("opening, until shown", [1000 * (time.process_time() - start)])
    wait(lambda: window.workspace is not None and not window.workspace.map.scene.relief.empty)
    end = time.monotonic() + AFTER_S  # how the plan flies is worked out, and then shown
    wait(lambda: time.monotonic() > end and session.flying.flown is not None)
    beat.stop("longest gap, opening")
    told("theme", [cpu_ms(window.toggle_theme, complete) for _ in range(TRIES)])
    told("language", [cpu_ms(window.toggle_language, complete) for _ in range(TRIES)])
    space = window.workspace
    assert space is not None and session.result is not None
    keys = list(space.rail.buttons)
    stages = [cpu_ms(lambda k=key: space.show_stage(k)) for _ in range(2) for key in keys]
    told("stage, first look", stages[: len(keys)])
    told("stage, again", stages[len(keys) :])
    sensors = [plan.sensor.key for plan in session.result.plans]
    told(
        f"sensor, of {len(sensors)}",
        [cpu_ms(lambda k=key: session.pick_sensor(k)) for _ in range(3) for key in sensors],
    )


if __name__ == "__main__":
    main()
