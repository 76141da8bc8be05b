"""A project that asked for straight strips near the contours is planned as `auto`, and told so."""

import json
import shutil
from pathlib import Path

import pytest

from missionplanner.model.patterns import Pattern
from missionplanner.operations.notes import former_pattern
from missionplanner.project.store import load

FIXTURES = Path(__file__).parents[1] / "project" / "fixtures"


@pytest.mark.parametrize(("saved", "told"), [("contour", 1), ("auto", 0), ("straight", 0)])
def test_the_former_meaning_is_told_while_auto_stands_for_it(tmp_path, saved, told):
    folder = tmp_path / "old.mplan"
    shutil.copytree(FIXTURES / "version_2.mplan", folder)
    path = folder / "project.json"
    raw = json.loads(path.read_text("utf-8"))
    raw["intent"]["pattern"] = saved
    path.write_text(json.dumps(raw))
    project = load(folder)
    found = former_pattern(project, project.document.intent)
    assert [f.code for f in found] == ["PLAN-PATTERN"] * told
    other = project.document.intent.model_copy(update={"pattern": Pattern.CONTOUR})
    assert former_pattern(project, other) == ()
