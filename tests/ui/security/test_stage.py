"""The Security stage's panel and dock over a made-up result."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ecology.security.variable import state
from missionplanner.model.security import Judgements, Sign
from missionplanner.ui.ecology.panel import EcologyPanel
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.security.dock.dock import SecurityDock
from missionplanner.ui.security.inputs import matched
from missionplanner.ui.security.panel import SecurityPanel
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.security.stepper import Step
from missionplanner.ui.style.language import apply_language
from missionplanner.ui.style.theme import tokens
from tests.ui import eco_factory
from tests.ui.security import sec_factory
from tests.ui.security.conftest import failures, idle

STEPS = ("indicators", "weights", "index", "drivers")


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


# ---- indicators


def test_every_indicator_is_listed_with_where_it_comes_from(panel: SecurityPanel) -> None:
    step = panel.indicators
    assert tuple(step.rows) == sec_factory.KEYS
    assert step.count.text() == "19 of 21 ready"
    assert "P2.tif" not in step.rows["P2"].toolTip()
    assert step.rows["P2"].toolTip().endswith("needs figures of districts")
    assert step.rows["D1"].toolTip().endswith("D1.tif")
    assert panel.states() == {"indicators": "warn", "weights": "ok", "index": "ok", "drivers": "ok"}


def test_a_raster_stands_for_an_indicator_and_is_taken_away(
    panel: SecurityPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    security = panel.security
    security.pick(indicator="P2")
    dialog = panel.indicators.ask_raster("P2")
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    panel.indicators.take_rasters("P2", [str(tmp_path / "layers" / "people.tif")])
    idle(qtbot, security)
    assert security.inputs.layers["P2"].path == "layers/people.tif"
    assert panel.indicators.count.text() == "20 of 21 ready"
    panel.indicators.rows["P2"].take_away.click()
    idle(qtbot, security)
    assert "P2" not in security.inputs.layers


def test_several_rasters_are_told_apart_by_their_dates(panel: SecurityPanel, qtbot: QtBot) -> None:
    names = [f"/data/pop_{day.year}.tif" for day in eco_factory.DATES]
    panel.indicators.take_rasters("P2", names)
    idle(qtbot, panel.security)
    dated = panel.security.inputs.layers_by_date
    assert [dated[day]["P2"].path for day in eco_factory.DATES] == names
    assert not panel.security.reader.sources["P2"].lacks
    day = eco_factory.DATES[0]
    files = [Path(f"x_{day:%Y%m%d}.tif"), Path(f"x_{day.year}-01-01.tif"), Path("x.tif")]
    assert matched(files, [day]) == {day: files[0]}


def test_the_system_is_copied_and_its_signs_changed(
    panel: SecurityPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    security = panel.security
    security.pick(indicator="D1")
    assert not panel.indicators.rows["D1"].sign.isEnabled()
    assert panel.indicators.rows["D1"].sign.toolTip()
    panel.indicators.take_copy(str(tmp_path / "our-mine.toml"))
    idle(qtbot, security)
    assert security.options.system == "our-mine.toml" and security.own_system is not None
    row = panel.indicators.rows["D1"]
    assert row.sign.isEnabled()
    row.sign._clicked(1)
    idle(qtbot, security)
    assert security.system is not None and security.system.signs[0] is Sign.NEGATIVE
    assert 'sign = "-"' in (tmp_path / "our-mine.toml").read_text()
    assert security.stale, "the results belong to the other sign"
    panel.indicators.take_copy(str(tmp_path / "our-mine.toml"))
    assert "there already" in failures(security)[-1].message


def test_a_broken_system_is_refused_in_one_line(panel: SecurityPanel, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("key =")
    panel.indicators.take_system(str(path))
    assert panel.security.options.system == "lingbei-2024"
    assert "is not TOML" in failures(panel.security)[-1].message
    assert "\n" not in failures(panel.security)[-1].message


# ---- weights


def test_judging_starts_even_and_warns_of_inconsistency(panel: SecurityPanel, qtbot: QtBot) -> None:
    security, step = panel.security, panel.weights
    security.go_to("weights")
    step.source._clicked(1)
    idle(qtbot, security)
    options = security.options.weights
    assert options.layers is not None and set(options.within) == set(sec_factory.SYSTEM.layers)
    assert step.matrices.bad == [] and not step.remark.isVisible()
    equal = [one.text() for one in step.matrices.findChildren(QLabel) if "equal" in one.text()]
    assert equal == ["all equal"] * len(step.matrices.ratios), "nobody has judged yet"
    dialog = step.judge("D")
    for row, column, text in ((0, 1, "9"), (1, 2, "9"), (2, 0, "9")):
        dialog.grid.put(row, column, text)
    dialog.go.click()
    idle(qtbot, security)
    assert step.matrices.bad == ["D"]
    assert "CR is 0.1 or more: D  Driving force" in step.remark.text()
    assert tokens().warn in step.remark.styleSheet()
    assert panel.states()["weights"] == "warn"
    step.accept.setChecked(True)
    idle(qtbot, security)
    assert security.options.weights.accept_inconsistent
    step.matrices.table_chosen.emit("saaty-2005")
    idle(qtbot, security)
    assert security.options.weights.random_index == "saaty-2005"


def test_given_weights_must_sum_to_one(panel: SecurityPanel, qtbot: QtBot, tmp_path: Path) -> None:
    security, step = panel.security, panel.weights
    security.go_to("weights")
    step.source._clicked(2)
    idle(qtbot, security)
    before = dict(security.options.weights.given)
    assert sum(before.values()) == pytest.approx(1)
    item = step.given.table.item(0, 2)
    assert item is not None
    item.setText("0.5")
    assert "weights must sum to 1" in step.given.sum.text()
    assert tokens().warn in step.given.sum.styleSheet()
    assert security.options.weights.given == before, "not yet weights"
    step.given.scale.click()
    idle(qtbot, security)
    given = security.options.weights.given
    assert sum(given.values()) == pytest.approx(1) and given["D1"] > before["D1"]
    table = tmp_path / "weights.csv"
    even = dict.fromkeys(sec_factory.KEYS, 1 / 21)
    table.write_text("\n".join(f"{key},{value:.6f}" for key, value in even.items()))
    step.take_csv(str(table))
    idle(qtbot, security)
    assert security.options.weights.given["P3"] == pytest.approx(1 / 21, abs=1e-6)
    table.write_text("key,weight\nD1,x\nD2,0.5")
    step.take_csv(str(table))
    assert "where a weight belongs" in failures(security)[-1].message


def test_the_curve_follows_c_and_alpha(
    panel: SecurityPanel, dock: SecurityDock, qtbot: QtBot
) -> None:
    security = panel.security
    security.go_to("weights")
    idle(qtbot, security)
    thresholds = security.thresholds_of(security.indicator)
    for adjustment, alpha in ((0.6, 1.5), (0.3, 1.5), (0.3, 2.5)):
        panel.weights.strengths.adjustment.setValue(round(adjustment / 0.05))
        panel.weights.strengths.alpha.setValue(round(alpha / 0.05))
        idle(qtbot, security)
        x, s = dock.state.curve.curve
        assert np.allclose(s, state(x, thresholds, adjustment, alpha))
    assert security.options.weights.adjustment == pytest.approx(0.3)
    assert security.options.weights.alpha == pytest.approx(2.5)
    assert security.stale


def test_thresholds_are_dragged_typed_and_found_again(
    panel: SecurityPanel, dock: SecurityDock, qtbot: QtBot
) -> None:
    security, step = panel.security, panel.weights
    security.go_to("weights")
    security.pick(indicator="P3")
    idle(qtbot, security)
    assert security.thresholds_of("P3") == (0.22, 0.46, 0.71)
    handle = dock.state.curve.handles[0]
    handle.setValue(0.33)
    handle.sigDragged.emit(handle)
    handle.sigPositionChangeFinished.emit(handle)
    idle(qtbot, security)
    assert security.options.weights.thresholds["P3"] == (0.33, 0.46, 0.71)
    assert step.spins[0].value() == pytest.approx(0.33)
    step.spins[1].setValue(0.2)
    step.spins[1].editingFinished.emit()
    assert security.thresholds_of("P3") == (0.33, 0.46, 0.71), "d2 below d1 is not taken"
    step.spins[1].setValue(0.5)
    step.spins[1].editingFinished.emit()
    idle(qtbot, security)
    assert security.thresholds_of("P3") == (0.33, 0.5, 0.71)
    step.reset.click()
    idle(qtbot, security)
    assert security.thresholds_of("P3") == (0.22, 0.46, 0.71)


def test_the_histogram_is_of_the_indicator_chosen(dock: SecurityDock, qtbot: QtBot) -> None:
    security = dock._session
    security.pick(indicator="S1")
    idle(qtbot, security)
    assert len(dock.state.curve._bars.opts["height"]) == 50
    assert dock.state.page.note.toolTip() == "S1  Vegetation coverage (FVC)"


# ---- index


def test_areas_by_level_stand_beside_each_other(panel: SecurityPanel) -> None:
    panel.security.go_to("index")
    shown = words_of(panel.index.grades)
    assert shown[:3] == ["CW", "VW", "Change"]
    year = sec_factory.year(eco_factory.DATES[-1])
    for grade in sec_factory.GRADES:
        assert f"{year.grades_m2_cw[grade] / 1e4:.1f}" in shown
    assert panel.index.area_head.text() == "Area by level 2025"
    assert panel.index.warnings.text().split("\n") == [
        "• One map of land cover serves all epochs: cover.tif",
        "• A better P3 lowers the index on 12.0 % of the area",
    ]
    panel.security.ecology.pick_epochs(0, 2)
    assert panel.index.area_head.text() == "Area by level 2016"


def test_analysing_reports_is_cancelled_and_told_of(panel: SecurityPanel, qtbot: QtBot) -> None:
    security, step = panel.security, panel.index
    security.go_to("index")
    step.grading._clicked(1)
    idle(qtbot, security)
    assert security.stale and step.stale.isVisible()
    with qtbot.waitSignal(security.stepped, timeout=30_000):
        step.go.click()
    assert step.work.isVisible() and not step.go.isEnabled()
    step.work.cancel.click()
    idle(qtbot, security)
    assert security.stale, "the results are those of before"
    step.grading._clicked(0)
    idle(qtbot, security)
    step.go.click()
    idle(qtbot, security)
    assert not security.stale and step.go.text().strip() == "Analyse again"
    security.edit_weights("Change", alpha=9.0)
    idle(qtbot, security)
    security.analyse()
    idle(qtbot, security)
    assert "sum to 0.9" in failures(security)[-1].message


def test_a_site_of_the_table_has_its_series(dock: SecurityDock) -> None:
    dock._session.go_to("index")
    page = dock.index
    assert page.table.rowCount() == 5
    page.table.setCurrentCell(4, 0)
    page.sites.turn(1)
    assert dock._session.site == "Undisturbed"
    assert page.sites.note.toolTip() == "Undisturbed · solid VW, dashed CW"
    assert page.radar.rings.keys() == {str(day.year) for day in eco_factory.DATES}


def test_the_trials_are_a_map_with_the_point_used(dock: SecurityDock) -> None:
    dock._session.go_to("index")
    page = dock.index
    page.figures.turn(1)
    assert page.trials.values.shape == (20, 10)
    x, y = page.trials._frame.getData()
    assert (x.mean().round(), y.mean().round()) == (4, 14), "C 0.6, alpha 1.5"
    page.trials.pointed.emit(14, 4)
    assert page.figures.note.toolTip() == "C 0.6 α 1.5: 0.0 %"


# ---- drivers


def test_detecting_asks_what_is_chosen_and_shows_it_sorted(
    panel: SecurityPanel, dock: SecurityDock, qtbot: QtBot
) -> None:
    security, step = panel.security, panel.drivers
    security.go_to("drivers")
    step.factors.choose(("P3", "D1", "S2"))
    step.convention.choose("gd")
    step.classes.setValue(6)
    asked = step.request()
    assert asked["factors"] == ("P3", "D1", "S2") or set(asked["factors"]) == {"P3", "D1", "S2"}
    assert (asked["response"], asked["date"]) == ("esi_vw", eco_factory.DATES[-1].isoformat())
    assert (asked["method"], asked["classes"], asked["convention"]) == ("natural", 6, "gd")
    step.go.click()
    idle(qtbot, security)
    assert dock.drivers.bars.names[0] == "P3"
    assert list(dock.drivers.bars.values) == sorted(dock.drivers.bars.values, reverse=True)
    assert security.factor == "P3" and dock.drivers.risk.note.toolTip() == "P3"
    assert dock.drivers.table.rowCount() == 5
    assert step.note.isVisible() and "no evidence of a cause" in step.note.text()
    dock.drivers.bars.picked.emit("S2")
    assert dock.drivers.risk.note.toolTip() == "S2"
    dock.drivers.show_large()
    assert dock.drivers.large is not None and dock.drivers.large.map.factors
    dock.drivers.large.reject()


def test_one_factor_is_too_few(panel: SecurityPanel) -> None:
    panel.security.go_to("drivers")
    panel.drivers.none.click()
    assert not panel.drivers.go.isEnabled()
    assert panel.drivers.go.toolTip() == "Choose two factors at least"
    panel.drivers.all.click()
    assert panel.drivers.go.isEnabled()


# ---- the whole


def test_another_study_shows_its_own(
    security: SecuritySession, panel: SecurityPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    security.ecology.show_study(eco_factory.view(tmp_path / "fresh.json"))
    idle(qtbot, security)
    assert security.view is not None and security.view.found is None
    security.go_to("index")
    assert panel.index.go.text().strip() == "Analyse" and not panel.index.grades.isVisible()
    security.ecology.shut()
    assert panel.empty.isVisible() and not panel.full.isVisible()


def test_a_study_that_is_being_read_is_said_to_be(
    panel: SecurityPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecology = panel.security.ecology
    ecology.shut()
    of_index = EcologyPanel(ecology)
    qtbot.addWidget(of_index)
    told = (panel.empty, of_index.none)

    def show(work: str) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(EcologySession, "busy", property(lambda _: bool(work)))
            ecology.work = work
            ecology.work_changed.emit()
            of_index.refresh()

    show("open")
    assert {part.text() for part in told} == {"The study is being read …"}
    assert of_index.new.isHidden() and of_index.open.isHidden()
    show("")
    assert all("being read" not in part.text() for part in told)
    assert not of_index.new.isHidden()


def cut_off(widget: QWidget) -> list[str]:
    """Words of labels and buttons that have less room than they need."""
    found = []
    for part in widget.findChildren(QPushButton):
        needed = QFontMetrics(part.font()).horizontalAdvance(part.text())
        if part.isVisible() and part.text() and needed > part.width():
            found.append(part.text())
    for part in widget.findChildren(Step):
        needed = QFontMetrics(part.font()).horizontalAdvance(part.text())
        if part.isVisible() and needed > part.width():
            found.append(part.text())
    for label in widget.findChildren(QLabel):
        plain = type(label) is QLabel and label.isVisible() and not label.wordWrap()
        if plain and label.sizeHint().width() > label.width() + 1:
            found.append(label.text())
    return found


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_words_are_cut_off(
    look: QApplication, security: SecuritySession, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    apply_language(look, language)
    try:
        panel = SecurityPanel(security)
        panel.setFixedSize(300, 640)
        qtbot.addWidget(panel)
        panel.show()
        for step in STEPS:
            security.go_to(step)
            panel.refresh()
            look.processEvents()
            assert cut_off(panel) == [], step
        if language == "zh_CN":
            latin = [w for w in words_of(panel.drivers) if w.isascii() and len(w) > 14]
            assert latin == [], "all words are Chinese"
    finally:
        apply_language(look, "en")


def test_judgements_of_a_copy_fit_the_system(panel: SecurityPanel) -> None:
    dialog = panel.weights.judge("layers")
    assert isinstance(dialog.grid.judgements, Judgements)
    assert dialog.grid.judgements.names == ("D", "P", "S", "I", "R", "M")
    assert not dialog.isHidden()
    dialog.reject()


def test_results_of_other_scenes_are_stale(
    panel: SecurityPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    security = panel.security
    monkeypatch.setattr(EcologySession, "_ask", lambda *_: None)  # nothing lies there to be read
    security.go_to("index")
    assert not security.stale
    study = security.ecology.study
    assert study is not None
    fewer = study.model_copy(update={"epochs": study.epochs[1:]})
    security.ecology.edit_study("Change the study", fewer)
    assert security.stale and security.changed_parts == {"epochs"}
    assert panel.index.stale.text().startswith("What indicators are made from has changed")
    security.ecology.undo()
    assert not security.stale
