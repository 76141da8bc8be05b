"""Every code has words in both languages, whose braces are the values handed over; none is idle.

And no sentence stands where a code belongs.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

import pytest

from missionplanner.messages.catalogue import read_words
from tests.architecture.source import Function, Source, sources

LANGUAGES = ("en", "zh")
# Callee -> place of the code among its arguments.
SPEAKERS = {
    "PlannerError": 0,
    "InputError": 0,
    "OutputError": 0,
    "ChangedElsewhere": 0,
    "PlanRefused": 0,
    "MissingPlugin": 0,
    "DatumUnknown": 0,
    "Undecided": 0,
    "CrsUnknown": 0,
    "HarmfulFile": 0,
    "WorkLost": 0,
    "message": 0,
    "Message": 0,
    "report": 1,
}
# Callee -> place of a message, made before.
TELLERS = {"Finding": 3, "text": 0, "Told": 0, "PassedOver": 1}
# Keywords that hold messages; a list of them may be a tuple.
TOLD = {"told", "warnings", "methods", "notes", "busy", "remedy", "said", "why"}
CODE = re.compile(r"[a-z_]+(\.[\w-]+)+")
# Callee -> what stands before its code; more values than the sentence has may go with it.
ROOMS = (
    "missionplanner/ecology/",
    "missionplanner/report/",
    "missionplanner/operations/foreign_rasters",
)
PREFIXED = {"reason": "trust.reason.", "w": "report.", "words": "report."}
# Rooms whose codes are told without what stands before them, in tables too.
SHORT = (
    ("missionplanner/report/", "report."),
    ("missionplanner/ecology/trust/", "trust.reason."),
    ("missionplanner/ecology/trust/", "trust.check."),
    ("missionplanner/operations/foreign_rasters", "trust.reason."),
)
# Of the call itself, and not of its sentence.
OWN = {"where", "option", "choices"}


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
    if not (isinstance(code, ast.Constant) and CODE.fullmatch(str(code.value))):
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


def callee(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def worded(node: ast.AST) -> bool:
    """Tell whether an argument is words made on the spot: a sentence, or the halves of one."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and " " in node.value
    if isinstance(node, ast.IfExp):
        return worded(node.body) or worded(node.orelse)
    if isinstance(node, ast.Tuple | ast.List):
        return any(map(worded, node.elts))
    if isinstance(node, ast.Call):
        return callee(node) in ("format", "join") and isinstance(node.func, ast.Attribute)
    return isinstance(node, ast.JoinedStr | ast.BinOp)


def no_code(node: ast.AST) -> bool:
    """Tell whether what stands in a code's place is neither a code nor a message."""
    if isinstance(node, ast.Constant):
        return not CODE.fullmatch(str(node.value))
    if isinstance(node, ast.JoinedStr):  # of codes that are alike: 'engine.layer.{name}'
        first = node.values[0]
        return not (isinstance(first, ast.Constant) and re.match(r"[a-z_]+\.", str(first.value)))
    return worded(node)


def in_words(node: ast.AST) -> bool:
    """Tell whether a value has words of ours; numbers, names and units are nobody's."""
    if isinstance(node, ast.JoinedStr):
        texts = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
        return any(re.search(r"[a-z]{3,} | [a-z]{3,}", text) for text in texts)
    if isinstance(node, ast.Constant):
        return bool(re.search(r"[a-z]{2,} [a-z]{2,}", str(node.value)))
    return isinstance(node, ast.IfExp) and (in_words(node.body) or in_words(node.orelse))


def sentences(source: Source) -> Iterator[str]:
    """Yield each place where words stand that no catalogue knows."""
    for call in source.nodes(ast.Call):
        name, place = callee(call), f"{source.path}:{call.lineno}"
        code, told = SPEAKERS.get(name), TELLERS.get(name)
        if name == "text" and isinstance(call.func, ast.Attribute):  # of a chart
            told = None
        if code is not None and len(call.args) > code and no_code(call.args[code]):
            yield place
        if told is not None and len(call.args) > told and worded(call.args[told]):
            yield place
        values = call.keywords if code is not None else []
        yield from (f"{place}: {k.arg}" for k in values if in_words(k.value))
        yield from (f"{place}: {k.arg}" for k in call.keywords if k.arg in TOLD and worded(k.value))
    for function in (*source.nodes(ast.FunctionDef), *source.nodes(ast.AsyncFunctionDef)):
        if any("validator" in ast.unparse(one) for one in function.decorator_list):
            yield from (f"{source.path}:{line}" for line in _worded_faults(function))


def _worded_faults(validator: Function) -> Iterator[int]:
    for node in ast.walk(validator):
        if isinstance(node, ast.Call) and callee(node) == "ValueError":
            told = node.args[0]
            if worded(told) or isinstance(told, ast.Constant):
                yield node.lineno


def entries(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each code with its sentences."""
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, str):
            yield name, (value,)
        elif isinstance(value, list):
            yield name, tuple(value)
        elif "what" in value and isinstance(value["what"], str):
            parts = ("what", "remedy", "window", "window_what")
            yield name, tuple(value.get(part, "") for part in parts)
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
        table = read_words(root / "resources" / "words" / f"{language}.toml")
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


def test_no_sentence_stands_where_a_code_belongs() -> None:
    found = [place for source in sources() for place in sentences(source)]
    assert not found, "\n".join(found)


def test_a_sentence_in_a_codes_place_is_found() -> None:
    lines = (
        'InputError("is damaged", path)',
        'InputError("damaged")',
        'InputError(f"{name} is damaged")',
        'InputError("is " + name)',
        'OutputError("no {}".format(name))',
        'progress.report(0.5, "Reading terrain")',
        'Finding("A-1", severity, where, f"{n} holes")',
        'Result(told=("read as UTF-8 text",))',
        'text("no sensor given")',
        'message("a.b", reason=f"{n} rows")',
    )
    source = Source("a.py", "a", len(lines), ast.parse("\n".join(lines)))
    assert {int(place.split(":")[1]) for place in sentences(source)} == set(range(1, 11))
    fine = 'InputError("a.b_c", f"{path}", n=f"{x:g}")\nMessage(f"engine.way.{way}")'
    assert not list(sentences(Source("b.py", "b", 2, ast.parse(fine))))


def test_no_words_are_idle(words: dict[str, dict[str, tuple[str, ...]]]) -> None:
    literals, alike = set(), set()
    for source in sources():
        texts = {str(node.value) for node in source.nodes(ast.Constant)}
        made = {"".join(map(_pattern, node.values)) for node in source.nodes(ast.JoinedStr)}
        literals |= texts
        alike |= {one for one in made if re.match(r"[a-z_]+\\\.|.+\\\.title\\\.", one)}
        for room, prefix in SHORT:
            if source.path.startswith(room):
                literals |= {f"{prefix}{text}" for text in texts}
                alike |= {f"{prefix}{one}" for one in made if re.search("[a-z]_|_[a-z]", one)}
    fitting = re.compile("|".join(alike))
    idle = [c for c in words["en"] if c not in literals and not fitting.fullmatch(c)]
    assert not idle, "nobody says this"


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]*"


UNITS = {"m", "km", "cm"}


def test_chinese_words_are_chinese(words: dict[str, dict[str, tuple[str, ...]]]) -> None:
    def chinese(line: str) -> bool:
        return any("\u4e00" <= glyph <= "\u9fff" for glyph in line)

    def worded(line: str) -> bool:
        """Tell whether there are words beside values and units: '{name}: {high} m' has none."""
        parts = (text for text, *_ in Formatter().parse(line))
        return any(set(re.findall(r"[^\W\d_]+", text)) - UNITS for text in parts)

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
