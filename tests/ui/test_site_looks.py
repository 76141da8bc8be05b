"""After an edit the site is looked at again, beside all other work; the next edit ends that."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from shapely.geometry import MultiPolygon, box

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import Threats, Zone
from missionplanner.project.document import Project
from missionplanner.project.edits import set_area, set_threats
from missionplanner.ui.plan.site import SitePanel
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import factory

FRAME = SiteFrame(32649)


def smaller(project: Project, side_m: float = 900.0) -> Project:
    x, y = factory.X0 + 600, factory.Y0 + 600
    outer = FRAME.unproject(MultiPolygon([box(x, y, x + side_m, y + side_m)]))
    return set_area(project, replace(project.area, outer=outer))


def over_home(project: Project) -> Project:
    x, y = (float(v) for v in FRAME.forward(factory.HOME.lon_deg, factory.HOME.lat_deg))
    zone = Zone("Blast", FRAME.unproject(MultiPolygon([box(x - 50, y - 50, x + 50, y + 50)])))
    return set_threats(project, Threats((zone,)))


@pytest.fixture
def project(planned: MainWindow) -> Project:
    made = planned.session.project
    assert made is not None
    return made


def test_figures_are_worked_out_after_an_edit(
    planned: MainWindow, project: Project, qtbot: QtBot
) -> None:
    session = planned.session
    session.edit("area", smaller(project))
    assert session.site is not None and math.isnan(session.site.wanted_m2)
    assert session.looks.working
    assert not session.busy, "the window is free for other work meanwhile"
    qtbot.waitUntil(lambda: not session.looks.working, timeout=20_000)
    assert session.site.wanted_m2 == pytest.approx(session.site.area_m2, rel=1e-6)
    assert np.isfinite(session.site.threat).all()


def test_the_last_of_quick_edits_is_looked_at(
    planned: MainWindow, project: Project, qtbot: QtBot
) -> None:
    session, seen = planned.session, []
    session.looks.seen.connect(seen.append)
    for side_m in (900.0, 800.0, 700.0):
        session.edit("area", smaller(project, side_m))
    qtbot.waitUntil(lambda: not session.looks.working, timeout=20_000)
    assert len(seen) == 1
    assert seen[0].wanted_m2 == pytest.approx(700.0**2, rel=0.01)


def test_an_edit_ends_the_look_that_runs(
    planned: MainWindow, project: Project, qtbot: QtBot
) -> None:
    session, seen = planned.session, []
    session.looks.seen.connect(seen.append)
    slow = project.folder / "slow"
    slow.touch()
    session.edit("area", smaller(project))
    qtbot.waitUntil(lambda: session.looks.errands.wants("look"))
    session.edit("area", smaller(project, 500.0))
    slow.unlink()
    qtbot.waitUntil(lambda: not session.looks.working, timeout=20_000)
    assert [round(site.wanted_m2, -4) for site in seen] == [250_000]


def test_undo_shows_what_was_seen_before_at_once(
    planned: MainWindow, project: Project, qtbot: QtBot
) -> None:
    session = planned.session
    before = session.site
    session.edit("area", smaller(project))
    session.undo()
    assert session.site is before
    assert not session.looks.working


def test_a_site_that_cannot_be_says_why(
    planned: MainWindow, project: Project, qtbot: QtBot
) -> None:
    session, workspace = planned.session, planned.workspace
    assert workspace is not None
    session.edit("zone", over_home(project))
    qtbot.waitUntil(lambda: session.looks.refused is not None, timeout=20_000)
    panel = workspace.panels["site"]
    assert isinstance(panel, SitePanel)
    workspace.show_stage("site")
    assert "Blast" in panel.over_home.text() or "Blast" in panel.looked.words.text()
    session.undo()
    assert session.looks.refused is None
    assert not panel.looked.isVisibleTo(panel)


def test_closing_the_project_ends_the_look(
    planned: MainWindow, project: Project, tmp_path: Path
) -> None:
    session = planned.session
    session.edit("area", smaller(project))
    session.shut()
    assert not session.looks.working
