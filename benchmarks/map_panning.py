"""CPU time of a frame while the map is panned over many routes, and of one at rest.

    python benchmarks/map_panning.py [WAYPOINTS]

Three sensors' routes of 24 sorties lie on the map at once, with their arrows and numbers; a real
window shows one sensor's. Told are milliseconds of CPU for each frame, the median and the worst of
60, on an offscreen screen of 1366 x 768; 12 while panning and 30 at rest are to be kept.
"""

import os
import sys
import time
from statistics import median

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from missionplanner.model.plan import LegKind, Sortie, Waypoints
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.plan.layers.points import PointItem
from missionplanner.ui.plan.layers.routes import RouteLayer
from missionplanner.ui.style.fonts import load_fonts
from missionplanner.ui.style.theme import apply_theme, tokens

SENSORS, SORTIES, SPACING_M, LENGTH_M = 3, 24, 36.0, 1800.0
FRAMES = 60


def route(sensor: int, number: int, points: int) -> Sortie:
    """Return a sortie of ten strips with so many waypoints."""
    strips, per_strip = 10, max(2, points // 10)
    x = np.linspace(0, LENGTH_M, per_strip)
    xs = np.concatenate([x if k % 2 == 0 else x[::-1] for k in range(strips)])
    first = (number * strips + sensor / 3) * SPACING_M
    ys = np.repeat(first + SPACING_M * np.arange(strips), per_strip)
    ys = ys + 4 * np.sin(xs / 90)
    n = len(xs)
    leg = np.full(n, LegKind.SURVEY, np.int8)
    leg[per_strip - 1 :: per_strip] = LegKind.TRANSIT
    strip = np.where(leg == LegKind.SURVEY, np.repeat(np.arange(strips), per_strip), -1)
    nil = np.zeros(n)
    made = Waypoints(nil, nil, xs, ys, nil + 700, nil, nil + 600, nil + 10, leg,
                     strip.astype(np.int32))  # fmt: skip
    return Sortie(number + 1, f"S{number + 1}", made, 400.0)


def frame_ms(canvas: Canvas, step_px: float) -> tuple[float, float]:
    """Return median and worst CPU time of a frame, moved by so many pixels each; 0: at rest."""
    took = []
    for k in range(FRAMES):
        if step_px:
            way = step_px * canvas.metres_per_pixel() * (1 if k % 20 < 10 else -1)
            canvas.box.translateBy(x=way, y=0.4 * way)
        else:
            canvas.stop()
        start = time.process_time()
        canvas.viewport().repaint()
        took.append(1000 * (time.process_time() - start))
    return median(took), max(took)


def main() -> None:
    """Measure and print."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    app = QApplication([])
    load_fonts(app)
    apply_theme(app, "light")
    canvas = Canvas()
    canvas.resize(772, 514)
    per_sortie = total // (SENSORS * SORTIES)
    places = []
    for sensor in range(SENSORS):
        for number in range(SORTIES):
            sortie = route(sensor, number, per_sortie)
            RouteLayer(canvas, sortie, tokens().sortie(number), SPACING_M)
            places.append(np.column_stack((sortie.waypoints.x_m, sortie.waypoints.y_m)))
    canvas.put(PointItem(np.concatenate(places), 6.0, tokens().ink, tokens().casing, True), 45)
    canvas.show()
    for name, wide in (("whole area", 1.0), ("a quarter", 0.25), ("waypoints drawn", 0.06)):
        high = SORTIES * 10 * SPACING_M
        canvas.show_rect(0, 0, LENGTH_M * wide, high * wide)
        app.processEvents()
        canvas.viewport().repaint()
        moving, rest = frame_ms(canvas, 12.0), frame_ms(canvas, 0.0)
        print(f"{name:16} panning {moving[0]:6.1f} / {moving[1]:6.1f} ms"
              f"   at rest {rest[0]:6.1f} / {rest[1]:6.1f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
