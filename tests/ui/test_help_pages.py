"""Which pages F1 can show."""

from pathlib import Path

import pytest

from missionplanner import assets
from missionplanner.ui.help.pages import (
    FIRST_PAGE,
    anchor_of,
    holding,
    page_of,
    pages,
    text_of,
)
from tests.unit.docs.test_manual import anchors, prose


def test_a_page_is_in_the_windows_language_else_in_english() -> None:
    assert page_of("plan", "zh").parts[-2:] == ("zh", "plan.md")
    assert page_of("plan", "en").parts[-2:] == ("en", "plan.md")
    assert page_of("draw", "zh").parts[-2:] == ("zh", "draw.md")
    assert page_of("somebodys-stage", "en").stem == FIRST_PAGE


def test_every_page_is_there_in_chinese() -> None:
    lacking = [page.key for page in pages("zh") if page.path.parent.name != "zh"]
    assert lacking == []
    titles = [page.title for page in pages("zh")]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in title) for title in titles)


def test_every_page_of_the_contents_has_a_heading() -> None:
    for page in pages("en"):
        assert page.title != page.path.stem and text_of(page.path).strip()
        assert "toctree" not in text_of(page.path)


def test_a_search_finds_pages_by_all_words_and_headings_first() -> None:
    assert holding("timetable chargers", "en")
    assert holding("EXPORT", "en")[0].key == "export"
    assert holding("no such word anywhere", "en") == ()
    assert holding("高程基准", "zh")


def test_headings_are_named_as_links_name_them() -> None:
    for page in pages("en"):
        heads = (line.lstrip("# ") for line in prose(page.path).splitlines() if line[:1] == "#")
        assert {anchor_of(head.replace("`", "")) for head in heads} == set(anchors(page.path))


def test_without_the_manual_nothing_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "missionplanner")
    assert pages("en") == ()
