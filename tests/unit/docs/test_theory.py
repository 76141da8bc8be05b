"""What the pages of theory say of the code: every file and name that they send a reader to."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

THEORY = sorted((ROOT / "docs" / "theory").glob("*.md"))
_FILE = re.compile(r"`([\w/{},*-]+(?:\.\w+)?)`(?: \(`(\w+)`\))?")
_ROOMS = ("missionplanner/", "resources/", "tests/", "benchmarks/", "docs/")


def spread(path: str) -> list[str]:
    """Return a path with one pair of braces as the paths that it means."""
    found = re.fullmatch(r"(.*)\{(.*)\}(.*)", path)
    return [found[1] + name + found[3] for name in found[2].split(",")] if found else [path]


def meant(path: str) -> list[Path]:
    """Return the files or folders that a page means: from the root, or somewhere in the package."""
    if path.startswith(_ROOMS):
        return sorted(ROOT.glob(path.rstrip("/")))
    return sorted((ROOT / "missionplanner").rglob(path))


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


def test_each_page_names_some_code() -> None:
    assert [page.stem for page in THEORY if page.stem != "index" and not named(page)] == []
    assert len(named(ROOT / "docs" / "theory" / "equations.md")) > 40
