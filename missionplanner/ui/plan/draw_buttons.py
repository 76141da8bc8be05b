"""Buttons that begin to draw; each stands for an action of the menu."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from missionplanner.ui.plan.draw_tools import POINTS, ZONES, Tool
from missionplanner.ui.style.reach import by_finger
from missionplanner.ui.widgets.kit import column, label, row, tool

_NAME_PX = 76
_TIGHT_NAME_PX = 42


class DrawButtons(QWidget):
    """A row a kind of shape; `asked(str)` tells the key of the action."""

    asked = Signal(str)

    def __init__(self, tools: tuple[Tool, ...]) -> None:
        super().__init__()
        self.buttons: dict[Tool, QToolButton] = {}
        box = column(self, (0, 8, 0, 0), 4)
        kinds: tuple[tuple[str, list[Tool]], ...] = (
            (self.tr("Extent"), [t for t in tools if t not in (*POINTS, *ZONES, Tool.LINE)]),
            (self.tr("Marks"), [t for t in tools if t in POINTS]),
            (self.tr("Zone"), [t for t in tools if t in ZONES]),
            (self.tr("Wires"), [t for t in tools if t is Tool.LINE]),
        )
        for words, kind in kinds:
            if kind:
                box.addWidget(self._row(words, kind))
        box.addWidget(label(self.tr("To change a shape, click it on the map."), "small", wrap=True))

    def show_lock(self, why: str) -> None:
        """Disable them and say why; nothing: enable them."""
        for key, made in self.buttons.items():
            made.setEnabled(not why)
            made.setToolTip(why or self._words(key))

    def _row(self, words: str, kind: list[Tool]) -> QWidget:
        made = QWidget()
        tight = by_finger()  # five large tools are as wide as the panel
        line = row(made, gap=2 if tight else 4)
        name = label(words, "muted")
        name.setFixedWidth(_TIGHT_NAME_PX if tight else _NAME_PX)
        line.addWidget(name)
        for key in kind:
            one = tool(glyph_of(key), self._words(key))
            one.clicked.connect(lambda _checked=False, key=key.value: self.asked.emit(key))
            self.buttons[key] = one
            line.addWidget(one)
        line.addStretch()
        return made

    def _words(self, key: Tool) -> str:
        return {
            Tool.AREA: self.tr("Draw area"),
            Tool.RECTANGLE: self.tr("Rectangle"),
            Tool.ROUND: self.tr("Round area"),
            Tool.BAND: self.tr("Along a line"),
            Tool.HOLE: self.tr("Draw hole"),
            Tool.HOME: self.tr("Set home"),
            Tool.LAUNCH_SITE: self.tr("Launch site"),
            Tool.STATION: self.tr("Ground station"),
            Tool.CONTROL_POINT: self.tr("Control point"),
            Tool.ZONE: self.tr("Zone"),
            Tool.CIRCLE: self.tr("Circle"),
            Tool.CORRIDOR: self.tr("Corridor"),
            Tool.LINE: self.tr("Power line"),
            Tool.FLIGHT_LINE: self.tr("Line of the corridor"),
        }[key]


def glyph_of(tool: Tool) -> str:
    """Return the name of a tool's icon."""
    return {
        Tool.AREA: "polygon",
        Tool.RECTANGLE: "rectangle",
        Tool.ROUND: "circle-dashed",
        Tool.BAND: "path",
        Tool.LAUNCH_SITE: "airplane-takeoff",
        Tool.STATION: "broadcast",
        Tool.CONTROL_POINT: "crosshair-simple",
        Tool.HOLE: "selection-slash",
        Tool.HOME: "house-simple",
        Tool.ZONE: "prohibit",
        Tool.CIRCLE: "circle",
        Tool.CORRIDOR: "path",
        Tool.LINE: "line-segments",
        Tool.FLIGHT_LINE: "path",
    }[tool]
