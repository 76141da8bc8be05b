"""The exporter that the plugin guide builds is taken from the page, and flown through."""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from missionplanner import extensions
from missionplanner.errors import InputError
from missionplanner.extensions import Plugin
from missionplanner.messages.catalogue import sentence
from missionplanner.model.finding import Severity
from missionplanner.settings import Settings
from tests.architecture.source import ROOT
from tests.unit.missions.sample import sample_mission

GUIDE = ROOT / "docs" / "developer" / "plugins.md"
_FILE = re.compile(
    r"^`plugins/(height_profile/\S+)`:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL
)


@pytest.fixture
def worked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugin]:
    """The plugin of the guide, loaded from its four files."""
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))
    files = dict(_FILE.findall(GUIDE.read_text("utf-8")))
    assert len(files) == 4
    for name, text in files.items():
        path = tmp_path / "plugins" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (found,) = extensions.found_plugins(tmp_path / "plugins", Settings())
    yield found
    for name in [n for n in sys.modules if n.endswith(".height_profile")]:
        del sys.modules[name]
    # The namespace leads back to the plugins that ship.
    extensions.found_plugins(extensions.assets.plugins(), Settings())
    extensions.forget()


def test_the_exporter_of_the_guide_writes_what_it_says(worked: Plugin, tmp_path: Path) -> None:
    assert worked.problem is None
    mission = sample_mission()
    made = extensions.formats_of((worked,)).named("profile")
    (path,) = made.write(mission, tmp_path)
    again = path.read_bytes()
    made.write(mission, tmp_path)
    assert path.read_bytes() == again
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    told = np.array([[float(value) for value in row.values()] for row in rows]).T
    points = mission.waypoints
    away_m = np.hypot(np.diff(points.x_m), np.diff(points.y_m))
    assert told[0, 0] == 0
    assert np.diff(told[0]) == pytest.approx(away_m, rel=2e-3, abs=0.02)  # a grid has a scale
    assert told[1] == pytest.approx(points.ground_m, abs=0.006)
    assert told[2] == pytest.approx(points.egm96_m, abs=0.006)


def test_it_refuses_in_both_languages_what_it_cannot_do(worked: Plugin, tmp_path: Path) -> None:
    made = extensions.formats_of((worked,)).named("profile")
    (path,) = made.write(sample_mission(), tmp_path)
    (finding,) = made.check(path)
    assert finding.severity is Severity.ERROR
    with pytest.raises(InputError, match="holds no places") as refused:
        made.read(path)
    assert "不含位置" in sentence(refused.value.message, "zh")
