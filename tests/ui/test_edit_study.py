"""What a study stands on is changed in the window; one that lies elsewhere is told and shown."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from missionplanner.messages import language
from missionplanner.messages.catalogue import sentence
from missionplanner.model.raster_source import BandFile
from missionplanner.model.stale import doubted, imagery_mark
from missionplanner.model.study import Indicator, epoch_names
from missionplanner.model.trust import Reason, Trust, Verdict
from missionplanner.ui.ecology.dock import EcologyDock
from missionplanner.ui.ecology.edit_study import EditStudyDialog
from missionplanner.ui.ecology.elsewhere import lies_elsewhere
from missionplanner.ui.ecology.epoch_list import listed
from missionplanner.ui.ecology.panel import EcologyPanel
from missionplanner.ui.ecology.result import EcologyResult
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import eco_factory
from tests.ui.test_ecology import idle, workspace


def panel_of(window: MainWindow) -> EcologyPanel:
    panel = workspace(window).panels["ecology"]
    assert isinstance(panel, EcologyPanel)
    return panel


def dialog_of(window: MainWindow) -> EditStudyDialog:
    panel_of(window).change.click()
    dialog = window.studies.dialog
    assert isinstance(dialog, EditStudyDialog)
    return dialog


def test_a_dem_is_given_and_taken_back(studied: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    ecology = studied.ecology
    dialog = dialog_of(studied)
    assert not dialog.go.isEnabled(), "nothing is changed"
    dialog.dem.line.setText("broken.tif")
    dialog.go.click()
    idle(qtbot, studied)
    assert dialog.isVisible() and dialog._problem.text().endswith("choose another")
    dialog.dem.line.setText(str(tmp_path / "dem.tif"))
    dialog.go.click()
    idle(qtbot, studied)
    assert studied.studies.dialog is None
    assert ecology.study is not None and ecology.study.dem is not None
    assert ecology.study.dem.path == str(tmp_path / "dem.tif")
    assert "dem.tif" in (tmp_path / "study.json").read_text()
    assert ecology.undo_words == "Change the study", "read again, it is the same study"
    ecology.undo()
    idle(qtbot, studied)
    assert ecology.study.dem is None and ecology.redo_words == "Change the study"
    assert "dem.tif" not in (tmp_path / "study.json").read_text()


def test_what_is_lacking_is_left_out(studied: MainWindow, qtbot: QtBot) -> None:
    ecology, note = studied.ecology, panel_of(studied).lacking
    assert "no thermal band" in note.told.text() and note.leave.isVisibleTo(note)
    note.leave.click()
    idle(qtbot, studied)
    assert ecology.study is not None
    assert Indicator.HEAT not in ecology.study.index.indicators
    assert not note.leave.isVisibleTo(note)
    assert note.left.text() == "Left out: heat"
    ecology.undo()
    idle(qtbot, studied)
    assert ecology.study.index.indicators == tuple(Indicator)


def test_the_study_is_changed_by_one_button_also_where_an_indicator_lacks(
    studied: MainWindow,
) -> None:
    panel = panel_of(studied)
    assert panel.lacking.leave.isVisibleTo(panel)
    buttons = panel.findChildren(QPushButton)
    assert [one for one in buttons if one.text() == panel.change.text()] == [panel.change]


def test_a_dialog_takes_no_index_of_one(studied: MainWindow) -> None:
    dialog = dialog_of(studied)
    for name in Indicator:
        dialog.boxes[name].setChecked(name is Indicator.HEAT)
    assert not dialog.go.isEnabled() and "two" in dialog.go.toolTip()
    dialog.boxes[Indicator.GREENNESS].setChecked(True)
    assert dialog.go.isEnabled()
    assert dialog.request() == {"indicators": (Indicator.GREENNESS, Indicator.HEAT)}
    dialog.zones.line.clear()
    assert dialog.request()["no_zones"] is True
    dialog.reject()


def test_scenes_that_are_there_are_removed_and_scaled(studied: MainWindow) -> None:
    dialog = dialog_of(studied)
    days = list(dialog.own.ticks)
    assert days == list(studied.ecology.view.dates) and not dialog.request()
    assert not dialog.own.scales[days[1]].isEnabled(), "of its own metadata"
    first = dialog.own.scales[days[0]]
    assert first.isEnabled() and first.currentText() == "Ten-thousandths"
    first.setEditText("2e-4,-0.1")
    assert dialog.request() == {"scales": {days[0]: "2e-4,-0.1"}} and dialog.go.isEnabled()
    first.setEditText("As the files say")
    assert dialog.request() == {"scales": {days[0]: "files"}}
    dialog.own.ticks[days[0]].setChecked(False)
    assert dialog.request() == {"removed": (days[0],)} and not first.isEnabled()
    for tick in dialog.own.ticks.values():
        tick.setChecked(False)
    assert not dialog.go.isEnabled() and "one scene" in dialog.go.toolTip()
    dialog.scenes.line.setText("another")
    assert dialog.go.isEnabled()
    dialog.reject()


def test_results_made_on_something_else_are_stale(tmp_path: Path) -> None:
    view = eco_factory.view(tmp_path / "study.json")
    assert not view.stale
    study, found = view.study, view.found
    assert found.index is not None and found.zones is not None
    four = study.index.model_copy(update={"indicators": tuple(Indicator)[:4]})
    assert replace(view, study=study.model_copy(update={"index": four})).stale
    dem = study.model_copy(update={"dem": BandFile(path="dem.tif")})
    assert not replace(view, study=dem).stale, "saved before it was told"
    told = replace(found, index=found.index.model_copy(update={"dem": ""}))
    assert replace(view, study=dem, found=told).stale
    of_these = found.index.model_copy(update={"imagery": imagery_mark(study)})
    assert not replace(view, found=replace(found, index=of_these)).stale
    scaled = study.epochs[0].model_copy(update={"sensor": "altum"})
    other = study.model_copy(update={"epochs": (scaled, *study.epochs[1:])})
    assert replace(view, study=other, found=replace(found, index=of_these)).stale
    verdict = replace(view, study=other, found=replace(found, index=of_these)).trust
    assert (
        verdict is not None and not verdict.trusted and "Analyse again" in verdict.reasons[0].text
    )
    grave = Reason(code="seasons", verdict=Verdict.DO_NOT, text="seasons")
    worse = doubted(Trust(verdict=Verdict.DO_NOT, reasons=(grave,)))
    assert [one.code for one in worse.reasons] == ["seasons", "stale"] and not worse.comparable
    fewer = study.model_copy(update={"epochs": study.epochs[1:]})
    assert replace(view, study=fewer, epochs=view.epochs[1:]).stale
    outlines = found.zones.model_copy(update={"outlines": "old.geojson"})
    assert replace(view, found=replace(found, zones=outlines)).stale
    assert replace(view, found=replace(found, zones=None)).stale
    # What no epoch could give is not in the index, and that is nothing new.
    lost = {"indicators": tuple(Indicator)[:4], "missing": {"2013-07-12": {"erosion": "no DEM"}}}
    kept = found.index.model_copy(update=lost)
    assert not replace(view, found=replace(found, index=kept)).stale


def test_what_is_missing_is_listed_in_chinese_too(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = next(epoch.missing for epoch in eco_factory.epochs() if epoch.missing)
    monkeypatch.setattr(language, "_spoken", "zh")
    assert sentence(lacking[0]).startswith("热度")
    assert listed(lacking) == "LST"


def test_stale_results_are_no_longer_trusted_and_the_zones_keep_their_dates(
    studied: MainWindow, tmp_path: Path
) -> None:
    ecology, panel = studied.ecology, panel_of(studied)
    whole = eco_factory.view(tmp_path / "study.json")
    trusted = Trust(verdict=Verdict.TRUST)
    index, zones = whole.found.index, whole.found.zones
    assert index is not None and zones is not None
    found = replace(
        whole.found,
        index=index.model_copy(update={"trust": trusted}),
        zones=zones.model_copy(update={"trust": trusted}),
    )
    ecology.show_study(replace(whole, found=found))
    assert ecology.view is not None and ecology.view.trust == trusted
    ecology.edit_index("Change normalisation", normalise="epoch")
    assert ecology.view.trust is not None and not ecology.view.trust.trusted
    assert panel.stale.isVisibleTo(panel)
    ecology.undo()
    assert ecology.view.trust == trusted
    fewer = whole.study.model_copy(update={"epochs": whole.study.epochs[1:]})
    ecology.show_study(replace(whole, found=found, study=fewer, epochs=whole.epochs[1:]))
    assert (ecology.left, ecology.right) == (0, len(fewer.epochs) - 1), "the nearest date, the same"
    ecology.show_study(replace(whole, found=found))
    assert (ecology.left, ecology.right) == (1, len(whole.epochs) - 1), "by their dates"
    ecology.show_study(replace(whole, found=found, study=fewer, epochs=whole.epochs[1:]))
    dock = workspace(studied).dock_of("ecology")
    assert isinstance(dock, EcologyDock)
    names = epoch_names(zones.dates)
    heads = [dock.table.horizontalHeaderItem(k).text() for k in (2, 3)]
    assert heads == [names[1 + ecology.left], names[1 + ecology.right]]


def test_a_study_that_lies_elsewhere_is_told_and_shown(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    space, ecology = workspace(planned), planned.ecology
    idle(qtbot, planned)
    assert ecology.site_seen is not None and not ecology.elsewhere
    view = eco_factory.view(tmp_path / "study.json")
    far = (view.rect[0] + 300_000.0, view.rect[1], *view.rect[2:])
    space.show_stage("ecology")
    ecology.show_study(replace(view, rect=far))
    assert ecology.elsewhere

    def seen() -> tuple[float, float, float, float]:
        left, bottom, width, height = space.map.canvas.shown()
        return left, bottom, left + width, bottom + height

    space.show_stage("ecology")
    assert not lies_elsewhere(far, seen())
    told = panel_of(planned).elsewhere
    assert told.isVisibleTo(panel_of(planned)) and " 300 km" in told.text()
    space.show_stage("plan")
    assert lies_elsewhere(far, seen()) and not lies_elsewhere(view.rect, seen())
    ecology.show_study(view)
    space.show_stage("ecology")
    assert not ecology.elsewhere and not told.text()


def test_ground_in_common_is_not_elsewhere() -> None:
    seen = (0.0, 0.0, 10.0, 10.0)
    assert not lies_elsewhere((9.0, 9.0, 5.0, 5.0), seen)
    assert not lies_elsewhere((-5.0, -5.0, 50.0, 50.0), seen)
    assert lies_elsewhere((11.0, 0.0, 5.0, 5.0), seen)
    assert lies_elsewhere((0.0, -9.0, 5.0, 5.0), seen)
    assert lies_elsewhere((float("inf"), 0.0, 5.0, 5.0), seen)


def test_two_dates_show_their_means_and_no_trend(qtbot: QtBot, tmp_path: Path) -> None:
    view = eco_factory.view(tmp_path / "study.json")
    trend = view.found.trend
    assert trend is not None
    shown = EcologyResult()
    qtbot.addWidget(shown)
    for count, head in ((2, "Mean"), (trend.n_epochs, "Trend 2")):
        of = replace(view.found, trend=trend.model_copy(update={"n_epochs": count}))
        shown.show_study(replace(view, found=of), 0, len(view.dates) - 1)
        assert shown._trend_head.text().startswith(head)
