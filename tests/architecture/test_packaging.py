"""What is locked, and what ships inside the wheel."""

import re
import runpy
import tomllib

import pytest

import missionplanner
from missionplanner import assets
from tests.architecture.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def normal(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def locked() -> set[str]:
    return {normal(line) for line in LOCK.splitlines() if re.match(r"\w", line)}


def test_shipped_folders_ride_where_assets_looks():
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    expected = {
        folder.name: f"missionplanner/_{folder.name}"
        for folder in (assets.resources(), assets.plugins(), assets.docs())
    }
    assert included == expected
    assert all((ROOT / folder).is_dir() for folder in included)


def test_folder_inside_the_package_wins(tmp_path, monkeypatch):
    (tmp_path / "missionplanner" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "missionplanner")
    assert assets.resources() == tmp_path / "missionplanner" / "_resources"
    assert assets.plugins() == tmp_path / "plugins"


def test_version_is_told_once():
    assert PROJECT["project"]["version"] == missionplanner.__version__


def test_setup_and_package_ask_for_the_same_python():
    run = runpy.run_path(str(ROOT / "run.py"))
    oldest, too_new = run["OLDEST"], run["TOO_NEW"]
    asked = ">={}.{},<{}.{}".format(*oldest, *too_new)
    assert PROJECT["project"]["requires-python"] == asked


@pytest.mark.parametrize("group", ["project", "dev"])
def test_every_requirement_is_locked(group):
    groups = {"project": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
    assert {normal(requirement) for requirement in groups[group]} <= locked()


def test_lock_names_no_address_and_hashes_everything():
    assert "://" not in LOCK
    entries = re.findall(r"^\w[^\n]*\n(?:[ ]{4}[^\n]*\n)*", LOCK, re.MULTILINE)
    assert len(entries) > 50
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_lock_serves_every_supported_python():
    assert "python_full_version < '3.12'" in LOCK
    assert "python_full_version >= '3.12'" in LOCK
