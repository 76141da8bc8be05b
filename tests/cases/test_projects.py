"""Broken projects: one line by every verb, and nothing in the folder changes."""

import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cases.command import said

BROKEN = {
    "bad-sensor": "p1-99.*p1-(24|35|50)",
    "dem-gone": "nowhere.tif",
    "json-cut": "damaged",
    "newer": "newer",
    "no-layers": "layers.gpkg",
    "weather-bad": "weather.json.*damaged|damaged.*weather.json",
}


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.fixture
def projects(cases: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cases / "projects", tmp_path / "projects"))


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("verb", ["verify", "plan", "export"])
def test_a_broken_project_is_refused(projects: Path, name: str, verb: str) -> None:
    folder = projects / f"{name}.mplan"
    before = state(projects)
    out = ["--out", projects / "out"] if verb == "export" else []
    answer = said(verb, folder, *out)
    assert answer.code == 2 and state(projects) == before
    words = BROKEN[name] if verb != "export" else f"{BROKEN[name]}|not planned"
    assert re.search(words, answer.error), answer.error


@pytest.mark.parametrize("verb", ["verify", "export"])
def test_a_bad_result_asks_to_plan_again(projects: Path, verb: str) -> None:
    out = ["--out", projects / "out"] if verb == "export" else []
    answer = said(verb, projects / "result-bad.mplan", *out)
    assert answer.code == 2 and re.search("damaged|cannot be read", answer.error)
    assert "plan" in answer.error
