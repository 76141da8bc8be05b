"""The judgement matrices of a system: one over the layers, one within each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.ecology.security.ahp import ACCEPTED_CR, priorities, random_index_tables
from missionplanner.ecology.security.weights import LAYERS
from missionplanner.errors import PlannerError
from missionplanner.model.security import (
    CriteriaLayer,
    IndexSystem,
    Judgements,
    RandomIndex,
    WeightOptions,
)
from missionplanner.ui.security.judging.dialog import fits
from missionplanner.ui.security.names import layer_words
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, button, column, label, row
from missionplanner.ui.widgets.panel import clear
from missionplanner.ui.widgets.tiles import state_mark


class Matrices(QWidget):
    """`asked(str)`: judge `layers` or a layer; `table_chosen(str)`: another random index."""

    asked = Signal(str)
    table_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tables = QComboBox()
        self.tables.setAccessibleName(self.tr("Random index"))
        self.tables.setMinimumWidth(60)
        for key, title in random_index_tables().items():
            self.tables.addItem(title, key)
        self.tables.activated.connect(self._on_table)
        self.ratios: dict[str, float | None] = {}
        box = column(self, gap=8)
        inside = QWidget()
        self._rows = column(inside, gap=2)
        box.addWidget(inside)
        line = row(gap=8)
        line.addWidget(label(self.tr("Random index"), "small"))
        line.addWidget(self.tables, 1)
        box.addLayout(line)

    def show_options(self, system: IndexSystem, options: WeightOptions) -> None:
        """Show every matrix with its CR."""
        clear(self._rows)
        self.ratios = {}
        self.tables.setCurrentIndex(self.tables.findData(options.random_index))
        for name in matrix_names(system):
            given = given_matrix(name, options)
            ratio = _ratio(given, names_of(name, system), options.random_index)
            self.ratios[name] = ratio
            self._rows.addWidget(self._row(name, system, ratio, equal=_all_equal(given)))

    @property
    def bad(self) -> list[str]:
        """Names of the matrices whose CR is 0.1 or more."""
        return [k for k, v in self.ratios.items() if v is not None and v >= ACCEPTED_CR]

    @property
    def missing(self) -> list[str]:
        """Names of the matrices that nobody has judged yet."""
        return [name for name, ratio in self.ratios.items() if ratio is None]

    def _row(self, name: str, system: IndexSystem, ratio: float | None, *, equal: bool) -> QWidget:
        made = QWidget()
        made.setFixedHeight(28)
        line = row(made, gap=8)
        words = Elided()
        words.setText(self.title(name))
        line.addWidget(words, 1)
        size = len(names_of(name, system))
        line.addWidget(label(f"{size} × {size}", "small"))
        told = label(f"CR {ratio:.3f}" if ratio is not None else self.tr("not judged"), "small")
        if equal:  # consistent, but nothing is held above anything: no judgement to be praised
            told.setText(self.tr("all equal"))
        bad = ratio is not None and ratio >= ACCEPTED_CR
        if bad:
            told.setStyleSheet(f"color: {tokens().warn};")
        line.addWidget(told)
        if ratio is not None and not equal:
            line.addWidget(state_mark("warn" if bad else "ok", 14))
        go = button(self.tr("Judge"), "text")
        go.setAccessibleName(f"{go.text()} {self.title(name)}")
        go.clicked.connect(lambda _checked=False, key=name: self.asked.emit(key))
        line.addWidget(go)
        return made

    def title(self, name: str) -> str:
        """Return the words for a matrix."""
        if name == LAYERS:
            return self.tr("Layers")
        return f"{name}  {layer_words(CriteriaLayer(name))}"

    def _on_table(self, _place: int) -> None:
        self.table_chosen.emit(str(self.tables.currentData()))


def matrix_names(system: IndexSystem) -> tuple[str, ...]:
    """Return the matrices that a system needs: layers, then those of several indicators."""
    over = (LAYERS,) if len(system.layers) > 1 else ()
    return (*over, *(layer.value for layer in system.layers if len(system.of(layer)) > 1))


def names_of(name: str, system: IndexSystem) -> tuple[str, ...]:
    """Return what a matrix judges."""
    if name == LAYERS:
        return tuple(layer.value for layer in system.layers)
    return system.of(CriteriaLayer(name))


def given_matrix(name: str, options: WeightOptions) -> Judgements | None:
    """Return a matrix as it was judged."""
    return options.layers if name == LAYERS else options.within.get(CriteriaLayer(name))


def with_matrix(name: str, options: WeightOptions, made: Judgements) -> dict[str, object]:
    """Return the fields of options with a matrix in its place."""
    if name == LAYERS:
        return {"layers": made}
    return {"within": {**options.within, CriteriaLayer(name): made}}


def _all_equal(given: Judgements | None) -> bool:
    return given is not None and all(value == 1.0 for row in given.values for value in row)


def _ratio(given: Judgements | None, names: tuple[str, ...], index: RandomIndex) -> float | None:
    if given is None:
        return None
    try:
        return priorities(fits(given, names), index).cr
    except PlannerError:
        return None
