"""The map with what floats on it: zoom buttons, scale bar and north arrow."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.swipe import Swipe
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.plan_floats import PlanFloats
from missionplanner.ui.shell.scene import Looks, Scene
from missionplanner.ui.shell.space import Space
from missionplanner.ui.shell.study_floats import EcologyFloats
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, tool

_LENGTHS_M = (20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10)
_LONGEST_PX = 150  # more would run under the bar of epochs on a small screen
_EDGE = 12
_AROUND_M = 350.0


class MapFrame(QWidget):
    """Canvas, scene and floats."""

    def __init__(self, session: Session, ecology: EcologySession, looks: Looks) -> None:
        super().__init__()
        self.setMinimumSize(200, 160)
        self.canvas = Canvas(self)
        self.swipe = Swipe(self, looks.swipe)
        self.scene = Scene(self.canvas, session, ecology, looks, self.swipe.place_px)
        self.ecology = EcologyFloats(self, self.scene, ecology, self.swipe)
        self.plan = PlanFloats(self, self.canvas, session, self.scene.flights)
        self.space = Space(
            self, session, self.scene.flights.is_shown, self._lay_out, self.scene.study_picture
        )
        self._looks = looks
        self._kept = looks.rect
        self._free = False
        self._zoom = self._zoom_float()
        self._overlay = Overlay(self, self.canvas)
        self.canvas.moved.connect(self._overlay.update)
        session.looked_at.connect(self.show_place)
        self.scene.shown_changed.connect(self.space.refresh)
        session.project_changed.connect(self.space.show_edited)
        self.canvas.box.sigRangeChangedManually.connect(self._let_go)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the floats out; until the user moves the map, the same ground stays in sight."""
        self._lay_out()

    def _lay_out(self) -> None:
        left = self.space.lay_out()
        shown = left.width() > 0
        self.canvas.setVisible(shown)
        if shown:
            self.canvas.setGeometry(left)
        self._zoom.adjustSize()
        self._zoom.move(self.width() - self._zoom.width() - _EDGE, 60)
        self._overlay.setGeometry(left if shown else self.rect())
        self._overlay.setVisible(shown)
        self._overlay.raise_()
        self._zoom.raise_()
        self.ecology.lay_out()
        self.plan.lay_out(left, self.space.choice)
        if not self._free:
            self._show_wanted()

    def zoom_in(self) -> None:
        """Show less ground, larger; in space, come nearer."""
        if self.space.nearer(1 / 1.4):
            return
        self._let_go()
        self.canvas.zoom(1 / 1.4)

    def zoom_out(self) -> None:
        """Show more ground, smaller; in space, go farther away."""
        if self.space.nearer(1.4):
            return
        self._let_go()
        self.canvas.zoom(1.4)

    def zoom_to_fit(self) -> None:
        """Show the whole area, now and at any size of the window."""
        self.space.fit()
        self._free, self._kept = False, None
        self._show_wanted()

    def show_place(self, x_m: float, y_m: float) -> None:
        """Show the surroundings of a place, unless it is seen near enough."""
        left, bottom, width, height = self.canvas.shown()
        seen = left < x_m < left + width and bottom < y_m < bottom + height
        if not seen or width > 4 * _AROUND_M:
            self._let_go()
            around = (x_m - _AROUND_M, y_m - _AROUND_M, 2 * _AROUND_M, 2 * _AROUND_M)
            self.canvas.show_rect(*around)

    def put_away(self) -> None:
        """Stop drawing, and remember what is shown; before the widget is thrown away."""
        self.scene.close()
        self.space.put_away()
        self.ecology.put_away()
        self.canvas.stop()
        self._looks.swipe = self.swipe.share
        self._looks.rect = self.canvas.shown() if self._free else self._kept

    def _show_wanted(self) -> None:
        if self._kept:
            self.canvas.show_rect(*self._kept, padding=0.0)
        else:
            self.scene.fit()

    def _let_go(self) -> None:
        self._free = True

    def _zoom_float(self) -> QFrame:
        made = QFrame(self)
        made.setObjectName("float")
        box = column(made, (2, 2, 2, 2))
        for glyph, tip, act in (
            ("plus", self.tr("Zoom in"), self.zoom_in),
            ("minus", self.tr("Zoom out"), self.zoom_out),
            ("corners-out", self.tr("Show the whole area"), self.zoom_to_fit),
        ):
            button = tool(glyph, tip, size=16)
            button.clicked.connect(act)
            box.addWidget(button)
        return made


class Overlay(QWidget):
    """Scale bar and north arrow; lets the mouse through."""

    def __init__(self, parent: QWidget, canvas: Canvas) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scale_bar(painter)
        self._north(painter, QPointF(self.width() - _EDGE - 18, _EDGE + 18))

    def _scale_bar(self, painter: QPainter) -> None:
        metres = self._canvas.metres_per_pixel()
        length = next((m for m in _LENGTHS_M if m / metres < _LONGEST_PX), _LENGTHS_M[-1])
        width, x, y = length / metres, 16.0, self.height() - 16.0
        bar = QPolygonF(
            [QPointF(x, y - 5), QPointF(x, y), QPointF(x + width, y), QPointF(x + width, y - 5)]
        )
        for hue, thick in ((tokens().casing, 5), (tokens().ink, 2)):
            painter.setPen(
                QPen(QColor(hue), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)
            )
            painter.drawPolyline(bar)
        words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
        path = QPainterPath()
        path.addText(x + 6, y - 6, font(11, 600), words)
        painter.strokePath(path, QPen(QColor(tokens().casing), 3))
        painter.fillPath(path, QColor(tokens().ink))

    @staticmethod
    def _north(painter: QPainter, centre: QPointF) -> None:
        painter.setPen(QPen(QColor(tokens().border), 1))
        painter.setBrush(QColor(tokens().surface))
        painter.drawEllipse(centre, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().text))
        tip = [QPointF(0, -14), QPointF(4.5, -4), QPointF(-4.5, -4)]
        painter.drawPolygon(QPolygonF([centre + point for point in tip]))
        painter.setPen(QColor(tokens().text))
        painter.setFont(font(11, 700))
        letter = QRectF(centre.x() - 10, centre.y() - 5, 20, 16)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, "N")
