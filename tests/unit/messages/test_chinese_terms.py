"""One thing has one word in Chinese: the glossary says which, and which not."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from missionplanner.messages.catalogue import read_words

ROOT = Path(__file__).parents[3]
GLOSSARY = ROOT / "docs" / "developer" / "terms.md"
WORDS = [ROOT / "resources" / "words", *sorted((ROOT / "plugins").glob("*/words"))]
WINDOW = ROOT / "resources" / "i18n" / "missionplanner_zh_CN.ts"
MANUAL = sorted((ROOT / "docs" / "pilot" / "zh").glob("*.md"))

# What a word decided against may still stand for: in these phrases it means another thing.
OTHER_MEANING = {
    "天气": ("天气预报",),
    "种子": ("随机种子",),
    "方案": ("个方案", "方案数"),  # what the search tries
    "计划": ("QGroundControl 计划", "QGroundControl 的计划", "整个计划"),
    "载荷": (
        "载荷、特征值",
        "载荷和直方图",
        "PC1 载荷",
        "绿度的载荷",
        "其载荷为",
    ),  # of a component
    "航路": ("返航路径", "是没有宽度或轮廓的航路（DY）", "是航路（DY）"),  # an airway
}
# The same, told by the English of a label that is the word alone.
OF_A_LABEL = {"载荷": "Loadings"}


def rows() -> list[list[str]]:
    """English, Chinese, words decided against, meaning: of every row of the glossary."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    return [row for row in cells if row[0] != "English"]


def decided_against() -> dict[str, str]:
    """Each word that is not to be used, with what to use."""
    return {word: row[1] for row in rows() for word in row[2].split("、") if word}


def wrong_words(said: str, english: str = "") -> list[str]:
    """The words decided against that a Chinese sentence uses."""
    found = []
    for word, use in decided_against().items():
        left = said
        for phrase in OTHER_MEANING.get(word, ()):
            left = left.replace(phrase, "")
        if word in left and OF_A_LABEL.get(word) != english:
            found.append(f"{word} → {use}")
    return found


def of_words(words: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence of a catalogue, with its key."""
    if isinstance(words, dict):
        for name, inner in words.items():
            yield from of_words(inner, f"{key}.{name}".strip("."))
    elif isinstance(words, list):
        for line in words:
            yield from of_words(line, key)
    else:
        yield key, str(words)


def of_window() -> Iterator[tuple[str, str]]:
    for told in ET.parse(WINDOW).getroot().iter("message"):
        source = told.findtext("source") or ""
        said = told.find("translation")
        assert said is not None
        yield source, "".join(said.itertext())


def test_the_glossary_is_one_to_one() -> None:
    told = rows()
    assert len(told) > 60 and all(len(row) == 4 and row[1] for row in told)
    names = [name for row in told for name in row[0].split(", ")]
    assert len(names) == len(set(names))
    used = {word for row in told for word in row[1].split("、")}
    assert used & set(decided_against()) == set(OF_A_LABEL)  # which has two meanings


def test_a_word_decided_against_is_found() -> None:
    assert wrong_words("起降点已移动") == ["起降点 → 起飞点"]
    assert not wrong_words("飞行前请查看天气预报") and wrong_words("天气不明，见天气预报")
    assert not wrong_words("载荷", "Loadings") and wrong_words("载荷", "Payload")


@pytest.mark.parametrize("folder", WORDS, ids=lambda folder: folder.parent.name)
def test_messages_use_the_terms(folder: Path) -> None:
    said = list(of_words(read_words(folder / "zh.toml")))
    assert said
    assert {key: bad for key, zh in said if (bad := wrong_words(zh))} == {}


def test_the_window_uses_the_terms() -> None:
    said = list(of_window())
    assert len(said) > 1000
    assert {source: bad for source, zh in said if (bad := wrong_words(zh, source))} == {}


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.stem)
def test_the_manual_uses_the_terms(page: Path) -> None:
    assert wrong_words(page.read_text(encoding="utf-8")) == []
