"""What can be known of the manual without building it: links, table of contents, made pages."""

import re
import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from missionplanner.cli.main import VERBS, group
from missionplanner.ecology.security.systems import read_system
from tests.architecture.source import ROOT

DOCS = ROOT / "docs"
CHINESE = DOCS / "pilot" / "zh"
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_TOCTREE = re.compile(r"```\{toctree\}\n(.*?)```", re.DOTALL)


def pages() -> list[Path]:
    return sorted(DOCS.rglob("*.md"))


@cache
def prose(page: Path) -> str:
    """Return a page without its blocks of code, where brackets are no links."""
    return re.sub(r"^ *```.*?^ *```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the places of a page that a link may name: its headings as GitHub and MyST do."""
    heads = re.findall(r"^#{1,4} (.+)$", prose(page), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", head.lower().replace("`", "")) for head in heads)
    return frozenset(head.replace(" ", "-") for head in plain)


def links(page: Path) -> Iterator[tuple[Path, str]]:
    for target in _LINK.findall(re.sub(r"`[^`]*`", "", prose(page))):
        if "://" not in target and not target.startswith("mailto:"):
            name, _, anchor = target.partition("#")
            yield ((page.parent / name).resolve() if name else page), anchor


def listed(root: Path) -> list[Path]:
    """Return the pages that tables of contents reach from `root`, each as often as it stands."""
    reached = [root]
    for block in _TOCTREE.findall(root.read_text("utf-8")):
        for line in block.splitlines():
            if line and not line.startswith(":"):
                reached += listed((root.parent / f"{line}.md").resolve())
    return reached


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in links(page):
        assert target.is_file(), f"{target} is not there"
        assert target.is_relative_to(DOCS), f"{target} is no page of the manual"
        if anchor:
            assert anchor in anchors(target), f"{target.name} has no heading #{anchor}"


def test_every_page_stands_in_the_contents_once() -> None:
    english = [page for page in pages() if not page.is_relative_to(CHINESE)]
    assert sorted(listed(DOCS / "index.md")) == english
    assert sorted(listed(CHINESE / "index.md")) == sorted(CHINESE.glob("*.md"))


def test_the_manual_can_be_entered_by_the_readme() -> None:
    targets = {t for t in _LINK.findall((ROOT / "README.md").read_text("utf-8")) if "://" not in t}
    assert any(target.startswith("docs/") for target in targets)
    assert [t for t in targets if not (ROOT / t.partition("#")[0]).exists()] == []


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """The pages that are made from the program, as it is now."""
    run = runpy.run_path(str(DOCS / "make_reference.py"))
    pages: dict[str, str] = run["pages"]()
    return pages


def test_made_pages_are_todays(made: dict[str, str]) -> None:
    there = {page.name: page.read_text("utf-8") for page in (DOCS / "reference").glob("*.md")}
    stale = [name for name in made if there.get(name) != made[name]]
    assert (stale, set(there) - set(made)) == ([], set()), "run: python docs/make_reference.py"


def test_every_verb_and_option_is_told(made: dict[str, str]) -> None:
    parts = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", made["commands.md"], re.M | re.S))
    assert list(parts) == list(VERBS)
    context = click.Context(group)
    for name, part in parts.items():
        command = group.get_command(context, name)
        assert command is not None
        told = set(re.findall(r"(?<![\w-])--[a-z0-9-]+", part))
        asked = {flag for p in command.params for flag in (*p.opts, *p.secondary_opts)}
        assert {flag for flag in asked if flag.startswith("--")} <= told, name
        options = [p for p in command.params if isinstance(p, click.Option)]
        assert [p.opts for p in options if not p.help] == [], name


def commands_of(page: Path) -> Iterator[list[str]]:
    """Yield the words of each command line that stands alone in a block of a page."""
    for block in re.findall(r"```(?:text|sh)?\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            words = line.split()
            if words[:1] == ["missionplanner"] and len(words) > 1:
                yield words[1:]


def commands_within(page: Path) -> Iterator[list[str]]:
    """Yield the words of each command line that stands in a sentence of a page."""
    for line in re.findall(r"`missionplanner ([^`]+)`", prose(page).replace("\n", " ")):
        verb, *words = line.replace("[", "").replace("]", "").split()
        if verb.isalpha() or "-" in verb.strip("-"):  # not `--help`, not a project to open
            yield [verb, *words]


def unknown_to_verbs(commands: Iterator[list[str]]) -> list[str]:
    """Return the verbs and options that there are not, each with its line."""
    context, found = click.Context(group), []
    for verb, *words in commands:
        command = None if verb == "VERB" else group.get_command(context, verb)
        if command is None:
            found += [verb] if verb != "VERB" else []
            continue
        known = {flag for p in command.params for flag in (*p.opts, *p.secondary_opts)}
        asked = {word.partition("=")[0].strip("…") for word in words if word.startswith("--")}
        found += [f"{verb} {one}" for one in sorted(asked - known - {"--help"})]
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_command_of_the_manual_is_one(page: Path) -> None:
    if page.is_relative_to(DOCS / "reference"):
        return  # usage lines; made from the verbs themselves
    assert unknown_to_verbs(commands_of(page)) == []
    assert unknown_to_verbs(commands_within(page)) == []


def test_every_command_of_the_readme_is_one() -> None:
    commands = list(commands_within(ROOT / "README.md"))
    assert len(commands) > 30
    assert unknown_to_verbs(iter(commands)) == []
    wrong = [["plan", "hill.mplan", "--no-such=1"], ["fly", "hill.mplan"]]
    assert unknown_to_verbs(iter(wrong)) == ["plan --no-such", "fly"]


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("en", {"ERROR": "error", "WARNING": "warning", "NOTE": "note"}),
        ("zh", {"ERROR": "错误", "WARNING": "警告", "NOTE": "提示"}),
    ],
)
def test_the_safety_page_tells_every_finding_by_its_kind(
    language: str, kinds: dict[str, str]
) -> None:
    page = (DOCS / "pilot" / language / "safety.md").read_text("utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| `VERIFY-")]
    told = {code: row[2].strip() for row in rows for code in re.findall(r"`(VERIFY-.*?)`", row[1])}
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "missionplanner").rglob("*.py"))
    assert set(told) == set(re.findall(r'"(VERIFY-[A-Z-]+)"', code))
    for name, severity in re.findall(r'Finding\(\s*"(VERIFY-[A-Z-]+)",\s*Severity\.(\w+)', code):
        assert told[name] == kinds[severity], name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_index_system_to_try_is_one(language: str, tmp_path: Path) -> None:
    page = (DOCS / "pilot" / language / "security.md").read_text("utf-8")
    written = tmp_path / "small.toml"
    written.write_text(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0], "utf-8")
    made = read_system(written)
    factors = re.search(r"--factors ([A-Z0-9,]+)\n", page)
    assert factors is not None
    assert [one.key for one in made.indicators] == factors[1].split(",")
    assert sum(one.weight or 0.0 for one in made.indicators) == pytest.approx(1.0)


def test_every_picture_stands_on_a_page() -> None:
    texts = [page.read_text("utf-8") for page in (*pages(), ROOT / "README.md")]
    images = [path.name for path in (DOCS / "images").glob("*.png")]
    assert [name for name in images if not any(f"images/{name})" in text for text in texts)] == []
