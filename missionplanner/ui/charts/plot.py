"""A view of data with an axis at its left and one below: what a chart draws on."""

import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsItem

_MOST = 100  # how much more of the room the view takes than its axes


class Plot:
    """What our charts need of `pyqtgraph.PlotItem`, which also builds a form for a menu.

    That form, of some sixty widgets that nobody sees here, is two thirds of the time a chart takes.

    Attributes
    ----------
    frame : pyqtgraph.GraphicsWidget
        What is put into a scene.
    vb : pyqtgraph.ViewBox
        Where the data are drawn; not to be panned.
    layout : QGraphicsGridLayout
        Lays out view and axes.
    """

    def __init__(self) -> None:
        self.frame = pg.GraphicsWidget()
        self.vb = pg.ViewBox(parent=self.frame, enableMenu=False)
        self.vb.setMouseEnabled(False, False)
        self.layout = QGraphicsGridLayout()
        self.layout.setSpacing(0)
        self.frame.setLayout(self.layout)
        self.layout.addItem(self.vb, 0, 1)
        self._axes = {side: self._axis(side, *at) for side, at in _PLACES.items()}
        for stretch in (self.layout.setRowStretchFactor, self.layout.setColumnStretchFactor):
            stretch(0, 1)
            stretch(1, 1)
        self.layout.setRowStretchFactor(0, _MOST)
        self.layout.setColumnStretchFactor(1, _MOST)
        self._items: list[QGraphicsItem] = []

    def getAxis(self, side: str) -> pg.AxisItem:
        """Return the axis at a side: "left" or "bottom"."""
        return self._axes[side]

    def hideAxis(self, side: str) -> None:
        """Hide the axis at a side."""
        self._axes[side].hide()

    def addItem(self, item: QGraphicsItem) -> None:
        """Draw an item; the range shown stays as it is."""
        self._items.append(item)
        self.vb.addItem(item, ignoreBounds=True)

    def removeItem(self, item: QGraphicsItem) -> None:
        """Draw an item no more; one that is not drawn is passed over."""
        if item in self._items:
            self._items.remove(item)
            self.vb.removeItem(item)

    def _axis(self, side: str, line: int, column: int) -> pg.AxisItem:
        made = pg.AxisItem(orientation=side, parent=self.frame)
        made.linkToView(self.vb)
        made.setZValue(0.5)  # above pictures, below what asks for 1 or more
        made.setFlag(QGraphicsItem.GraphicsItemFlag.ItemNegativeZStacksBehindParent)
        self.layout.addItem(made, line, column)
        return made


_PLACES = {"bottom": (1, 1), "left": (0, 0)}
