"""Indicators are left out in the window: what lacks is told at once, and it can be undone."""

from pytestqt.qtbot import QtBot

from missionplanner.ui.security.panel import SecurityPanel
from tests.ui.security.conftest import failures, idle


def test_what_is_lacking_is_told_and_left_out_by_a_button(
    panel: SecurityPanel, qtbot: QtBot
) -> None:
    security = panel.security
    security.go_to("index")
    box = panel.index.lacking
    assert box.told.text() == "P2, M2: needs figures of districts"
    assert not box.leave.isHidden() and box.back.isHidden()
    box.leave.click()
    idle(qtbot, security)
    assert security.options.leave_out == ("P2", "M2")
    assert box.told.isHidden() and box.leave.isHidden()
    assert box.left.text() == "Left out: P2, M2"
    assert security.stale, "the results shown were made with all"
    assert panel.states()["indicators"] == "ok"
    assert panel.note.text().startswith("19 indicators")
    panel.index.go.click()
    idle(qtbot, security)
    assert not failures(security) and not security.stale
    found = security.view.found if security.view else None
    assert found is not None and "P2" not in found.weights_cw
    box.back.click()
    idle(qtbot, security)
    assert security.options.leave_out == () and security.stale


def test_one_indicator_is_left_out_by_its_check(panel: SecurityPanel, qtbot: QtBot) -> None:
    security = panel.security
    security.pick(indicator="M2")
    panel.indicators.rows["M2"].leave.click()
    idle(qtbot, security)
    assert security.options.leave_out == ("M2",)
    row = panel.indicators.rows["M2"]
    assert row.leave.isChecked()
    assert row.toolTip().endswith("left out (needs figures of districts)")
    assert panel.indicators.count.text() == "19 of 20 ready"
    assert panel.indicators.lacking.told.text() == "P2: needs figures of districts"
    security.go_to("weights")
    assert "Left out: M2" in panel.weights.remark.text()
    assert "M2" not in security.kept
    row.leave.click()
    idle(qtbot, security)
    assert security.options.leave_out == ()


def test_factors_of_drivers_are_those_the_index_is_made_of(panel: SecurityPanel) -> None:
    panel.security.edit_left_out("leave", ("P2",))
    panel.security.go_to("drivers")
    boxes = panel.drivers.factors.boxes
    assert "P2" not in boxes and "P3" in boxes
