"""Buttons that begin to draw; each stands for an action of the menu."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.widgets.kit import button, column, label


class DrawButtons(QWidget):
    """Two in a row; `asked(str)` tells the key of the action."""

    asked = Signal(str)

    def __init__(self, tools: tuple[Tool, ...]) -> None:
        super().__init__()
        self.buttons = {tool: button(self._words(tool), "", glyph_of(tool)) for tool in tools}
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (tool, made) in enumerate(self.buttons.items()):
            made.clicked.connect(lambda _checked=False, key=tool.value: self.asked.emit(key))
            grid.addWidget(made, place // 2, place % 2)
        box = column(self, (0, 8, 0, 0), 8)
        box.addLayout(grid)
        box.addWidget(label(self.tr("To change a shape, click it on the map."), "small", wrap=True))

    def show_lock(self, why: str) -> None:
        """Disable them and say why; nothing: enable them."""
        for made in self.buttons.values():
            made.setEnabled(not why)
            made.setToolTip(why)

    def _words(self, tool: Tool) -> str:
        return {
            Tool.AREA: self.tr("Draw area"),
            Tool.HOLE: self.tr("Draw hole"),
            Tool.HOME: self.tr("Set home"),
            Tool.ZONE: self.tr("Zone"),
            Tool.CIRCLE: self.tr("Circle"),
            Tool.CORRIDOR: self.tr("Corridor"),
            Tool.LINE: self.tr("Power line"),
        }[tool]


def glyph_of(tool: Tool) -> str:
    """Return the name of a tool's icon."""
    return {
        Tool.AREA: "polygon",
        Tool.HOLE: "selection-slash",
        Tool.HOME: "house-simple",
        Tool.ZONE: "prohibit",
        Tool.CIRCLE: "circle",
        Tool.CORRIDOR: "path",
        Tool.LINE: "line-segments",
    }[tool]
