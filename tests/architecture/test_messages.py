"""Every code has words in both languages, whose braces are the values handed over; none is idle."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

import pytest

from missionplanner.messages.catalogue import read_words
from tests.architecture.source import sources

LANGUAGES = ("en", "zh")
# Callee -> place of the code among its arguments.
SPEAKERS = {
    "InputError": 0,
    "OutputError": 0,
    "ChangedElsewhere": 0,
    "PlanRefused": 0,
    "MissingPlugin": 0,
    "DatumUnknown": 0,
    "Undecided": 0,
    "CrsUnknown": 0,
    "HarmfulFile": 0,
    "message": 0,
    "Message": 0,
    "report": 1,
}
# Callee -> what stands before its code; more values than the sentence has may go with it.
ROOMS = ("missionplanner/ecology/", "missionplanner/report/", "missionplanner/ui/remote_foreign")
PREFIXED = {"reason": "trust.reason.", "w": "report.", "words": "report."}
# Of the call itself, and not of its sentence.
OWN = {"where", "option", "choices", "remedy"}


class Said(NamedTuple):
    where: str
    code: str
    values: frozenset[str] | None  # None: handed over as a whole, which is not looked into
    more: bool = False  # than its sentence has


def spoken() -> Iterator[Said]:
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and (said := _said(node, source.path)):
                yield said


def _said(call: ast.Call, path: str) -> Said | None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in PREFIXED and path.startswith(ROOMS):
        return _prefixed(call, path, PREFIXED[name])
    place = SPEAKERS.get(name)
    if place is None or len(call.args) <= place:
        return None
    code = call.args[place]
    if (
        not (isinstance(code, ast.Constant) and isinstance(code.value, str))
        or "." not in code.value
    ):
        return None
    own = OWN if name not in ("message", "report") else set()
    names = frozenset(k.arg for k in call.keywords if k.arg) - own
    whole = name == "Message" or any(k.arg is None for k in call.keywords)
    return Said(f"{path}:{call.lineno}", code.value, None if whole else names)


def _prefixed(call: ast.Call, path: str, prefix: str) -> Said | None:
    code = call.args[0] if call.args else None
    if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
        return None
    if code.value in LANGUAGES:  # `words(language)`, which gives the words
        return None
    whole = any(k.arg is None for k in call.keywords)
    names = None if whole else frozenset(k.arg for k in call.keywords if k.arg)
    return Said(f"{path}:{call.lineno}", f"{prefix}{code.value}", names, more=True)


def entries(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each code with its sentences."""
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, str):
            yield name, (value,)
        elif isinstance(value, list):
            yield name, tuple(value)
        elif "what" in value and isinstance(value["what"], str):
            yield name, (value["what"], value.get("remedy", ""))
        else:
            yield from entries(value, f"{name}.")


def braces(lines: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        name for line in lines for _, name, _, _ in Formatter().parse(line) if name is not None
    )


@pytest.fixture(scope="module")
def words(root: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for language in LANGUAGES:
        table: dict[str, Any] = {}
        for path in (root / "resources" / "words").rglob("*.toml"):
            if language in (path.stem, path.parent.name):
                table |= read_words(path)
        for path in (root / "plugins").glob(f"*/words/{language}.toml"):
            table[path.parent.parent.name] = tomllib.loads(path.read_text(encoding="utf-8"))
        found[language] = dict(entries(table))
    return found


def test_both_languages_have_the_same_codes_and_values(
    words: dict[str, dict[str, tuple[str, ...]]],
) -> None:
    english, chinese = words["en"], words["zh"]
    assert set(english) == set(chinese)
    other = {c for c in english if braces(english[c]) != braces(chinese[c])}
    assert not other, "values differ between the languages"
    assert not {c for c in english if len(english[c]) != len(chinese[c])}, "a line is missing"
    assert not {c for c in english if bool(english[c][-1]) != bool(chinese[c][-1])}


def test_every_code_has_words_whose_values_fit(
    words: dict[str, dict[str, tuple[str, ...]]],
) -> None:
    faults = []
    for said in spoken():
        known = words["en"].get(said.code)
        if known is None:
            faults.append(f"{said.where}: no words for {said.code}")
        elif said.values is None or (said.more and said.values > braces(known)):
            continue
        elif said.values != braces(known):
            faults.append(f"{said.where}: {said.code} has {sorted(braces(known))}")
    assert not faults, "\n".join(faults)


def test_chinese_words_are_chinese(words: dict[str, dict[str, tuple[str, ...]]]) -> None:
    def chinese(line: str) -> bool:
        return any("\u4e00" <= glyph <= "\u9fff" for glyph in line)

    def worded(line: str) -> bool:
        """Tell whether there are words at all beside the values: '{name}: {remark}' has none."""
        parts = (text for text, *_ in Formatter().parse(line))
        return any(glyph.isalpha() for text in parts for glyph in text)

    plain = {
        code
        for code, lines in words["zh"].items()
        for line, english in zip(lines, words["en"][code], strict=False)
        if line and worded(english) and not chinese(line) and line != english
    }
    assert not plain

    def worded(lines: tuple[str, ...]) -> bool:
        return bool(re.search(r"[a-z]{2}.* ", re.sub("{.*?}", "", lines[0])))

    same = [c for c, lines in words["zh"].items() if lines == words["en"][c] and worded(lines)]
    assert not same, "left in English"
