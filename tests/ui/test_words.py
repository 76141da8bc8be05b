"""Chinese is complete, and compiled from what is committed."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest


@pytest.fixture
def catalogue(root: Path) -> Path:
    return root / "resources" / "i18n" / "missionplanner_zh_CN.ts"


def messages(path: Path) -> dict[tuple[str, str], tuple[str, bool]]:
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            target = message.find("translation")
            assert target is not None
            done = target.get("type") is None and bool(target.text)
            found[name, message.findtext("source") or ""] = (target.text or "", done)
    return found


def test_every_message_is_translated(catalogue: Path) -> None:
    assert [key for key, (_, done) in messages(catalogue).items() if not done] == []


def test_places_for_numbers_are_kept(catalogue: Path) -> None:
    for (_, source), (target, _) in messages(catalogue).items():
        wanted, got = (sorted(re.findall(r"\{\d\}", text)) for text in (source, target))
        assert wanted == got, source


def test_the_catalogue_has_every_word_of_the_source(
    catalogue: Path, root: Path, tmp_path: Path
) -> None:
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    fresh = tmp_path / "fresh.ts"
    sources = sorted(str(p) for p in (root / "missionplanner" / "ui").rglob("*.py"))
    subprocess.run([tool, *sources, "-ts", fresh], check=True, capture_output=True, timeout=50)
    assert set(messages(fresh)) == set(messages(catalogue))


def test_the_compiled_catalogue_is_up_to_date(catalogue: Path, tmp_path: Path) -> None:
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    fresh = tmp_path / "fresh.qm"
    command = [tool, catalogue, "-qm", fresh]
    subprocess.run(command, check=True, capture_output=True, timeout=50)
    assert fresh.read_bytes() == catalogue.with_suffix(".qm").read_bytes()
