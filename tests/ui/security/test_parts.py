"""The parts of the Security stage, each alone."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from missionplanner.model.geodetector import Interaction, InteractionType
from missionplanner.model.security import Judgements
from missionplanner.ui.charts.grade_area import GradeArea, SiteSeries
from missionplanner.ui.charts.heat_map import HeatMap, InteractionMap
from missionplanner.ui.charts.q_bars import QBars
from missionplanner.ui.charts.radar import Radar
from missionplanner.ui.charts.state_curve import StateCurve
from missionplanner.ui.security.judging.dialog import JudgementDialog, equal, fits
from missionplanner.ui.security.judging.grid import JudgementGrid
from missionplanner.ui.security.judging.numbers import parsed, shown
from missionplanner.ui.security.stepper import Stepper
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.roomy import FormArea

NAMES = ("D1", "D2", "D3")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def grid(qtbot: QtBot) -> JudgementGrid:
    made = JudgementGrid(equal(NAMES), {"D1": "Elevation"})
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("text", "value", "again"),
    [
        ("3", 3.0, "3"),
        ("1/3", 1 / 3, "1/3"),
        ("0.333", 1 / 3, "1/3"),
        ("0.33", 1 / 3, "1/3"),
        (" 2,5 ", 2.5, "2.5"),
        ("5/2", 2.5, "2.5"),
        ("0.4", 0.4, "0.4"),
    ],
)
def test_judgements_are_read_as_people_type_them(text: str, value: float, again: str) -> None:
    assert parsed(text) == pytest.approx(value)
    assert shown(parsed(text) or 0) == again


@pytest.mark.parametrize("text", ["", "three", "0", "-2", "1/0", "nan", "1e9"])
def test_what_is_no_judgement_is_refused(text: str) -> None:
    assert parsed(text) is None


def test_the_grid_keeps_itself_reciprocal(grid: JudgementGrid) -> None:
    told: list[Judgements] = []
    grid.edited.connect(told.append)
    grid.put(0, 1, "3")
    assert (grid.text_of(0, 1), grid.text_of(1, 0)) == ("3", "1/3")
    grid.put(2, 0, "0.5")
    assert (grid.text_of(2, 0), grid.text_of(0, 2)) == ("1/2", "2")
    for judgements in told:
        matrix = np.array(judgements.values)
        assert np.allclose(matrix * matrix.T, 1)
        assert np.diag(matrix).tolist() == [1, 1, 1]


def test_the_diagonal_cannot_be_typed_into(grid: JudgementGrid) -> None:
    item = grid.item(1, 1)
    assert item is not None and not item.flags() & Qt.ItemFlag.ItemIsEditable


def test_nonsense_leaves_the_judgement_as_it_was(grid: JudgementGrid) -> None:
    grid.put(0, 1, "3")
    refused: list[str] = []
    grid.refused.connect(refused.append)
    grid.put(0, 1, "three")
    assert grid.text_of(0, 1) == "3"
    assert refused == ["“three” is no judgement: type a number such as 3 or 1/3"]


def judge(qtbot: QtBot, matrix: list[list[float]]) -> JudgementDialog:
    rows = tuple(tuple(row) for row in matrix)
    names = NAMES[: len(rows)]
    made = JudgementDialog(
        "Layer D", Judgements(names=names, values=rows), {}, "saaty-1980", "Saaty 1980"
    )
    qtbot.addWidget(made)
    return made


def test_an_inconsistent_matrix_is_warned_of_and_mended(qtbot: QtBot) -> None:
    dialog = judge(qtbot, [[1, 5, 1 / 5], [1 / 5, 1, 3], [5, 1 / 3, 1]])
    words = dialog.verdict.words
    assert dialog.consistency.cr > 0.1
    assert "CR is not below 0.1" in words.text() and "Saaty 1980" in words.text()
    assert tokens().warn in words.styleSheet()
    worst = dialog.consistency.suspects[0]
    place = (NAMES.index(worst.row), NAMES.index(worst.column))
    assert dialog.grid.is_worst(*place) and dialog.grid.is_worst(*place[::-1])
    before = dialog.consistency.cr
    dialog.verdict.fit.click()
    assert dialog.consistency.cr < before


def test_judgements_are_undone_and_not_lost_unasked(qtbot: QtBot) -> None:
    dialog = judge(qtbot, [[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    assert "All weigh the same" in dialog.verdict.words.text()
    dialog.grid.put(0, 1, "5")
    dialog.grid.put(1, 2, "3")
    keys = {s.key().toString(): s for s in dialog.findChildren(QShortcut)}
    keys["Ctrl+Z"].activated.emit()
    assert [dialog.grid.text_of(*at) for at in ((0, 1), (1, 2))] == ["5", "1"]
    keys["Ctrl+Shift+Z"].activated.emit()
    assert dialog.grid.text_of(1, 2) == "3"
    dialog.show()
    dialog.reject()
    assert dialog.isVisible() and dialog.question is not None
    stay = dialog.question.escapeButton()
    assert stay.text() == "Go on judging" and dialog.question.defaultButton() is stay
    stay.click()
    assert dialog.isVisible()
    dialog.reject()
    next(b for b in dialog.question.buttons() if b.text() == "Discard it").click()
    assert not dialog.isVisible()


def test_a_dialog_grows_with_what_is_said_of_its_matrix(qtbot: QtBot) -> None:
    dialog = judge(qtbot, [[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    dialog.show()
    dialog.resize(dialog.width(), dialog.minimumSizeHint().height())
    for row, column, text in ((0, 1, "9"), (0, 2, "1/9"), (1, 2, "9")):
        dialog.grid.put(row, column, text)
    area = dialog.findChild(FormArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.widget().height() >= area.widget().minimumSizeHint().height())
    assert area.verticalScrollBar().maximum() == 0, "nothing of it is to be scrolled for"
    words = dialog.verdict.words
    assert words.height() >= words.heightForWidth(words.width()), "all of it can be read"


def test_a_consistent_matrix_gives_its_weights(qtbot: QtBot) -> None:
    dialog = judge(qtbot, [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    assert dialog.consistency.cr == pytest.approx(0, abs=1e-9)
    assert dialog.verdict.fit.isHidden() and tokens().warn not in dialog.verdict.words.styleSheet()
    assert [bar.value for bar in dialog.verdict.bars.bars] == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    taken: list[Judgements] = []
    dialog.asked.connect(taken.append)
    dialog.go.click()
    assert taken[0].values[0] == pytest.approx((1, 2, 4))


def test_a_matrix_is_fitted_to_other_names() -> None:
    known = Judgements(names=("D2", "D1"), values=((1, 4), (0.25, 1)))
    made = fits(known, NAMES)
    assert made.names == NAMES
    assert made.values[0] == pytest.approx((1, 0.25, 1))
    assert fits(None, NAMES) == equal(NAMES)


@pytest.fixture
def curve(qtbot: QtBot) -> StateCurve:
    made = StateCurve()
    made.resize(420, 180)
    qtbot.addWidget(made)
    made.show_thresholds((0.2, 0.5, 0.8))
    return made


def test_thresholds_cannot_cross(curve: StateCurve) -> None:
    moved: list[tuple[float, float, float]] = []
    curve.moved.connect(moved.append)
    for place, wanted in ((0, 0.9), (2, 0.1), (1, 0.95), (0, -3.0), (2, 7.0)):
        curve.handles[place].setValue(wanted)
        curve.handles[place].sigDragged.emit(curve.handles[place])
        d1, d2, d3 = curve.thresholds
        assert 0 < d1 < d2 < d3 < 1
        assert [handle.value() for handle in curve.handles] == [d1, d2, d3]
    assert len(moved) == 5


def test_the_curve_and_the_histogram_are_drawn(curve: StateCurve) -> None:
    curve.show_curve([0, 0.5, 1], [1.4, 0.6, 1.2])
    curve.show_histogram([1, 4, 2])
    x, s = curve.curve
    assert x.tolist() == [0, 0.5, 1] and s.tolist() == [1.4, 0.6, 1.2]
    assert curve._bars.opts["height"].argmax() == 1


def test_bars_of_q_are_sorted_and_weak_ones_hollow(qtbot: QtBot) -> None:
    bars = QBars()
    qtbot.addWidget(bars)
    bars.show_q({"A": 0.1, "B": 0.6, "C": 0.3}, {"A": 0.4, "B": 0.001, "C": None}, 0.05)
    assert bars.names == ("B", "C", "A")
    assert list(bars.values) == sorted(bars.values, reverse=True)
    assert bars.hollow == (False, True, True)


def interactions(names: tuple[str, ...]) -> list[Interaction]:
    kinds = list(InteractionType)
    pairs = list(combinations(names, 2))
    return [
        Interaction(a=a, b=b, q=0.3 + 0.1 * place, type=kinds[place % 5])
        for place, (a, b) in enumerate(pairs)
    ]


def test_the_heat_map_is_symmetric_and_shows_its_upper_half(qtbot: QtBot) -> None:
    drawn = InteractionMap()
    qtbot.addWidget(drawn)
    alone = {"D1": 0.1, "D2": 0.2, "D3": 0.3}
    drawn.show_interactions(NAMES, alone, interactions(NAMES))
    for a in NAMES:
        assert drawn.q_of(a, a) == alone[a]
        for b in NAMES:
            assert drawn.q_of(a, b) == drawn.q_of(b, a)
            assert a == b or drawn.types[a, b] is drawn.types[b, a]
    assert np.isnan(drawn.values[np.tril_indices(3, -1)]).all()
    assert np.isfinite(drawn.values[np.triu_indices(3)]).all()
    assert drawn.strongest() == ("D2", "D3")


def test_the_mouse_tells_the_cell(qtbot: QtBot) -> None:
    drawn = HeatMap()
    drawn.resize(400, 300)
    qtbot.addWidget(drawn)
    drawn.show()
    drawn.show_table("ab", "xyz", np.arange(6.0).reshape(2, 3), (0, 5))
    told: list[tuple[int, int]] = []
    drawn.pointed.connect(lambda row, column: told.append((row, column)))
    place = drawn.mapFromScene(drawn.plot.vb.mapViewToScene(QPointF(2, 1)))
    QTest.mouseMove(drawn.viewport(), place)
    qtbot.waitUntil(lambda: (1, 2) in told)


def test_the_radar_lays_years_over_each_other(qtbot: QtBot) -> None:
    radar = Radar()
    qtbot.addWidget(radar)
    radar.show_scores("DPSIRM", ["2000", "2020"], [[0.5] * 6, [0.7] * 6], 1)
    assert radar.rings == {"2000": (0.5,) * 6, "2020": (0.7,) * 6}
    radar.show_scores("DP", ["2000"], [[0.5, 0.5]], 0)
    assert radar._items == [], "two axes make no figure"


def test_charts_of_years_take_one_year_and_gaps(qtbot: QtBot) -> None:
    area, series = GradeArea(), SiteSeries()
    for chart in (area, series):
        qtbot.addWidget(chart)
    area.show_shares([2000.5], ["2000"], [[0.4], [0.6]], ["#D73027", "#4575B4"])
    series.show_series([2000.5, 2005.5], ["2000", "2005"], [0.4, None], [None, None])
    assert len(area._parts) == 4 and len(series._parts) == 2


def test_a_step_is_gone_to_by_a_click(qtbot: QtBot) -> None:
    stepper = Stepper([("a", "Indicators"), ("b", "Weights")])
    qtbot.addWidget(stepper)
    stepper.show()
    with qtbot.waitSignal(stepper.chosen) as told:
        QTest.mouseClick(stepper.buttons["b"], LEFT)
    assert told.args == ["b"] and stepper.key == "b"
    stepper.show_states({"a": "ok", "b": "warn"})
    assert stepper.buttons["b"].toolTip() == "Weights: look at it"
    assert not stepper.findChildren(QLabel)
