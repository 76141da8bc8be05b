"""What the pages of theory say of the code: every file and name that they send a reader to."""

import re
from functools import cache
from pathlib import Path

import pytest

from missionplanner.aircraft import energy
from missionplanner.airspace.threat import DEFAULT_RULE as THREAT
from missionplanner.ecology.index.orientation import UNSURE_COSINE
from missionplanner.ecology.trust import thresholds
from missionplanner.model.plan import CostWeights
from missionplanner.model.security import WeightOptions
from missionplanner.model.study import TrendOptions
from missionplanner.planning import bent, choosing, plan_as_asked
from missionplanner.planning.coverage import field
from tests.architecture.source import ROOT

THEORY = sorted((ROOT / "docs" / "theory").glob("*.md"))
_FILE = re.compile(r"`([\w/{},*-]+(?:\.\w+)?)`(?: \(`(\w+)`\))?")
_ROOMS = ("missionplanner/", "resources/", "tests/", "benchmarks/", "docs/")


def spread(path: str) -> list[str]:
    """Return a path with one pair of braces as the paths that it means."""
    found = re.fullmatch(r"(.*)\{(.*)\}(.*)", path)
    return [found[1] + name + found[3] for name in found[2].split(",")] if found else [path]


@cache
def package() -> tuple[Path, ...]:
    """Return every module of the package."""
    return tuple((ROOT / "missionplanner").rglob("*.py"))


def meant(path: str) -> list[Path]:
    """Return the files or folders that a page means: from the root, or somewhere in the package."""
    if path.startswith(_ROOMS):
        return sorted(ROOT.glob(path.rstrip("/")))
    return [file for file in package() if file.as_posix().endswith(f"/{path}")]


def named(page: Path) -> list[tuple[str, str]]:
    """Return the files that a page names, each with the function or class named behind it."""
    pairs = _FILE.findall(page.read_text("utf-8"))
    files = [(p, name) for p, name in pairs if p.startswith(_ROOMS) or p.endswith((".py", ".toml"))]
    return [(path, name) for written, name in files for path in spread(written)]


@pytest.mark.parametrize("page", THEORY, ids=lambda page: page.stem)
def test_theory_names_code_that_is_there(page: Path) -> None:
    for path, name in named(page):
        files = meant(path)
        assert files, f"{path} is not there"
        if name:
            texts = [file.read_text("utf-8") for file in files]
            assert any(re.search(rf"^(def|class) {name}\b", t, re.M) for t in texts), (path, name)


def test_each_page_tells_what_no_one_should_conclude() -> None:
    made = {page.stem: page.read_text("utf-8") for page in THEORY}
    lists = {"index", "equations"}
    silent = [name for name in made if "no one should conclude" not in made[name]]
    assert set(silent) <= lists


WEIGHTS = CostWeights()
TREND = TrendOptions()
TOLD = {
    "bent_strips": (
        f"less than {100 * plan_as_asked.WORTH_BENDING:g} % of the straight",
        f"no more than {100 * choosing.NEARLY:g} % of the straight",
        f"{bent.MOST_NODES:,} nodes",
        f"{bent.CELL_M:g} m",
        f"{bent.DENSITIES[0]:g} to {bent.DENSITIES[1]:g}",
        f"after {field.COARSE_ROUNDS} rounds",
        f"{field.SQUARED_M:g} m |Hφ|²",
    ),
    "planning": (
        f"Weights {WEIGHTS.length:g}, {WEIGHTS.altitude:g}, {WEIGHTS.threat:g}",
        f"{WEIGHTS.energy:g} of energy",
        f"adds {energy.CLIMB_SHARE:g} m g vz/η",
        f"above {energy.FLOOR_SHARE:g} of level flight",
        f"from {THREAT.calm_slope_deg:g}° to {THREAT.full_slope_deg:g}° ({THREAT.slope:g})",
        f"exp(−d/{THREAT.nearness_m:g} m)",
    ),
    "irsei": (
        f"cosine with the rule is below {UNSURE_COSINE:g}",
        f"more than {thresholds.SEASON_DAYS}",
        f"more than {thresholds.OTHER_SEASON_DAYS},",
        f"below {thresholds.PC1_SHARE:.0%}".replace("%", " %"),
        f"more than {thresholds.CLOUD_SHARE:.0%}".replace("%", " %"),
    ),
    "trend": (
        f"(default {TREND.stable_per_year:g} per year)",
        f"`trend.significance` (default {TREND.significance:g})",
        f"`trend.min_epochs` valid epochs (default {TREND.min_epochs})",
        f"`trend.abrupt_step` or more ({TREND.abrupt_step:g},",
    ),
    "security": (f"C = {WeightOptions().adjustment:g}, α = {WeightOptions().alpha:g} by default",),
}


@pytest.mark.parametrize("page", sorted(TOLD))
def test_figures_of_theory_are_todays(page: str) -> None:
    text = " ".join((ROOT / "docs" / "theory" / f"{page}.md").read_text("utf-8").split())
    assert [figure for figure in TOLD[page] if figure not in text] == []


def test_each_page_names_some_code() -> None:
    assert [page.stem for page in THEORY if page.stem != "index" and not named(page)] == []
    assert len(named(ROOT / "docs" / "theory" / "equations.md")) > 40
