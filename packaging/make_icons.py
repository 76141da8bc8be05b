"""Draw the program's mark in every size that a desktop asks for, and as .ico and .icns."""

import os
import sys
from pathlib import Path

from facts import ROOT
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SOURCE = ROOT / "resources" / "icons" / "missionplanner.svg"


def main(out: Path) -> None:
    """Write `SIDE.png`, `osprey.ico` and `osprey.icns` into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    out.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(SOURCE))
    for side in SIDES:
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        if not picture.save(str(out / f"{side}.png")):
            raise SystemExit(f"{out}: the icon of {side} pixels cannot be written")
    del app
    largest = Image.open(out / "256.png")
    largest.save(out / "osprey.ico", sizes=[(side, side) for side in SIDES if side <= 256])
    Image.open(out / "512.png").save(out / "osprey.icns")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
