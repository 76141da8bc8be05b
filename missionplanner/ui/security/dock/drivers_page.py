"""What the geographical detector found: q, interactions, risk."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from missionplanner.model.geodetector import GeodetectorResult, InteractionType
from missionplanner.ui.charts.heat_map import SYMBOLS, InteractionMap
from missionplanner.ui.charts.q_bars import QBars
from missionplanner.ui.security.names import interaction_words
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.kit import column, label, row, tool
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.pages import Pages
from missionplanner.ui.widgets.roomy import FitsScreen

_LIMIT = 0.05
_MARKS = {"t": "▼", "t1": "▲", "d": "◆", "o": "●", "s": "■"}
_LARGE = (900, 700)


class DriversPage(QWidget):
    """Three columns; a factor chosen among the bars has its strata told."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self._session = session
        self.bars, self.map = QBars(), InteractionMap()
        self.table = DataTable(self.tr("Strata"))
        self.large: LargeMap | None = None
        grow = tool("arrows-out-simple", self.tr("Show it large"), size=16, side=28)
        grow.clicked.connect(self.show_large)
        copy = tool("copy", self.tr("Copy the table"), size=16, side=28)
        copy.clicked.connect(self.table.copy)
        self.q = Pages([(self.tr("Power of determinant q"), self.bars)])
        self.pairs = Pages([(self.tr("Interaction"), self.map)], (grow,))
        self.risk = Pages([(self.tr("Risk"), self.table)], (copy,))
        box = row(self, gap=1)
        for page, share in ((self.q, 38), (self.pairs, 32), (self.risk, 30)):
            box.addWidget(page, share)
        self.bars.pointed.connect(self._on_bar)
        self.bars.picked.connect(self._on_pick)
        self.map.pointed.connect(self._on_pair)
        self.refresh()

    def refresh(self) -> None:
        """Show what was found."""
        found = self._found()
        if found is None:
            self.bars.show_q({}, {}, _LIMIT)
            self.map.show_interactions([], {}, [])
            self.table.show_rows([], [])
        else:
            self.bars.show_q(found.q, _p(found), _LIMIT, self._session.factor)
            self.map.show_interactions(tuple(found.q), found.q, found.interactions)
            self._show_risk(found)
        self._on_bar("")
        self._on_pair(-1, -1)

    def show_large(self) -> None:
        """Open the interactions in a window of their own, where the symbols have room."""
        found = self._found()
        if found is not None:
            self.large = LargeMap(found, self.window())
            self.large.finished.connect(self.large.deleteLater)
            self.large.open()

    def _found(self) -> GeodetectorResult | None:
        return self._session.view.drivers if self._session.view else None

    def _show_risk(self, found: GeodetectorResult) -> None:
        factor = self._session.factor or (found.ranked[0] if found.ranked else "")
        strata = found.strata.get(factor)
        self.risk.note.setText(factor)
        if strata is None:
            self.table.show_rows([], [])
            return
        heads = [self.tr("Stratum"), self.tr("Places"), self.tr("Mean"), self.tr("Differs from")]
        ends = [f"{value:.3g}".replace("-", "−") for value in strata.breaks]
        edges = [*(f"≤ {end}" for end in ends), *(f"> {end}" for end in ends[-1:])]
        rows = []
        for place, (count, mean) in enumerate(zip(strata.counts, strata.means, strict=True)):
            name = edges[place] if place < len(edges) else f"{place + 1}"
            others = sorted(
                {pair.a + pair.b - place for pair in found.risk
                 if pair.factor == factor and pair.significant and place in (pair.a, pair.b)}
            )  # fmt: skip
            differs = ", ".join(str(other + 1) for other in others) or "–"
            rows.append([f"{place + 1}  {name}", number(count), number(mean, 3), differs])
        self.table.show_rows(heads, rows)

    def _on_bar(self, name: str) -> None:
        found = self._found()
        if found is None:
            self.q.note.setText(self.tr("after Detect"))
            return
        if not name:
            self.q.note.setText(self.tr("hollow: p ≥ {0}").format(_LIMIT))
            return
        self.q.note.setText(self.tr("{0}: q {1}, p {2}").format(name, *_told(found, name)))

    def _on_pick(self, name: str) -> None:
        self._session.pick(factor=name)

    def _on_pair(self, line: int, place: int) -> None:
        found, names = self._found(), self.map.factors
        if found is None or not names:
            self.pairs.note.setText("")
            return
        pair = (names[line], names[place]) if 0 <= line < place else self.map.strongest()
        if pair is not None:
            words = told_pair(self.map, *pair)
            self.pairs.note.setText(words)
            self.map.setToolTip(words)


class LargeMap(QDialog):
    """The heat map with its symbols and what they mean."""

    def __init__(self, found: GeodetectorResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Interaction"))
        self.resize(*_LARGE)
        FitsScreen(self)
        self.map = InteractionMap()
        self.map.show_interactions(tuple(found.q), found.q, found.interactions)
        box = column(self, (16, 16, 16, 12), 8)
        head = row(gap=12)
        head.addWidget(label(self.tr("Interaction"), "title"))
        self.note = label("", "muted", right=True)
        head.addWidget(self.note, 1)
        box.addLayout(head)
        box.addWidget(self.map, 1)
        box.addWidget(label(key_of_symbols(), "small", wrap=True))
        self.map.pointed.connect(self._on_pair)
        self._on_pair(-1, -1)

    def _on_pair(self, line: int, place: int) -> None:
        names = self.map.factors
        pair = (names[line], names[place]) if 0 <= line < place else self.map.strongest()
        self.note.setText(told_pair(self.map, *pair) if pair else "")


def key_of_symbols() -> str:
    """Return what the symbols mean, in one line."""
    words: Callable[[InteractionType], str] = interaction_words
    return "    ".join(f"{_MARKS[SYMBOLS[kind]]} {words(kind)}" for kind in InteractionType)


def told_pair(drawn: InteractionMap, a: str, b: str) -> str:
    """Return one pair in words."""
    kind = drawn.types.get((a, b))
    words = f"{_MARKS[SYMBOLS[kind]]} {interaction_words(kind)}" if kind else ""
    return f"{a} ∩ {b}  q {number(drawn.q_of(a, b), 3)}  {words}"


def _p(found: GeodetectorResult) -> dict[str, float | None]:
    return {name: found.p_published.get(name) for name in found.q}


def _told(found: GeodetectorResult, name: str) -> tuple[str, str]:
    p = _p(found)[name]
    shown = "–" if p is None else "< 0.001" if p < 0.001 else number(p, 3)
    return number(found.q[name], 3), shown
