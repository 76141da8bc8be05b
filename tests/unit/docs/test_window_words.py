"""What the pilot's pages call a button, a field or a verdict is what the window calls it."""

import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import ROOT

PILOT = ROOT / "docs" / "pilot"
WORDS = ROOT / "resources" / "words"
TRANSLATED = ROOT / "resources" / "i18n" / "missionplanner_zh_CN.ts"
PAGES = sorted(PILOT.glob("*/*.md"))
_CODE = re.compile(r"^ *```.*?^ *```|`[^`]*`|\*\*.+?\*\*|^ *\* ", re.DOTALL | re.MULTILINE)
_SLANTED = re.compile(r"(?<!\*)\*(?!\s)([^*\n]+?)\*(?!\*)")
_KEY = re.compile(r"\(?&(\w)\)?")

# Written so for weight alone, or the words of another program.
NOT_OF_THE_WINDOW = {
    "en": {"wpml", "osp-703", "osp-602", "margin", "points", "unverified", "show details"},
    "zh": {"wpml", "osp-703", "osp-602", "显示详情", "相对的"},
}


def said(table: dict[str, Any]) -> Iterator[str]:
    """Yield all sentences of a file of words."""
    for value in table.values():
        yield from said(value) if isinstance(value, dict) else [str(value)]


def bare(words: str) -> str:
    """Return words as they are compared: no key, no dots at the end, no capitals."""
    key = "" if "(&" in words else r"\1"
    return _KEY.sub(key, words).strip(" .…:：").casefold()


@cache
def known(language: str) -> frozenset[str]:
    """Return all that the program says in a language, and the headings of its manual."""
    tag = "source" if language == "en" else "translation"
    window = (one.findtext(tag) or "" for one in ET.parse(TRANSLATED).iter("message"))
    messages = said(tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8")))
    pages = (path.read_text("utf-8") for path in (PILOT / language).glob("*.md"))
    heads = (head for page in pages for head in re.findall(r"^#+ (.+)$", page, re.MULTILINE))
    whole = [*window, *messages, *heads]
    parts = (part for words in whole for part in words.split(" · "))
    return frozenset(bare(words) for words in (*whole, *parts))


def slanted(page: str) -> list[str]:
    """Return the words of a page that are set in italics, a menu's way parted at its dots."""
    lines = _CODE.sub("", page).replace("\n", " ")
    return [part for words in _SLANTED.findall(lines) for part in words.split(" · ")]


def is_known(words: str, language: str) -> bool:
    """Return whether the program says this, or begins with it what it says."""
    sought = bare(words)
    if sought in known(language) or sought in NOT_OF_THE_WINDOW[language]:
        return True
    ways_on = (",", ":", " {", " ·", "，", "：", "（")
    return any(one.startswith(tuple(sought + end for end in ways_on)) for one in known(language))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_the_manual_names_things_as_the_window_does(page: Path) -> None:
    language = page.parent.name
    strange = [words for words in slanted(page.read_text("utf-8")) if not is_known(words, language)]
    assert strange == []


def test_a_word_that_the_window_does_not_have_is_found() -> None:
    page = (
        "* Press *Plan*, then *Fly it all now*; `*code*`, **weight** and\n* *Ask again as for A*."
    )
    assert slanted(page) == ["Plan", "Fly it all now", "Ask again as for A"]
    assert [words for words in slanted(page) if not is_known(words, "en")] == ["Fly it all now"]
    assert is_known("规划", "zh") and not is_known("随便什么", "zh")
