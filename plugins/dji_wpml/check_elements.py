"""Single elements: there where they must be, and holding what they may."""

import math
from collections.abc import Iterator

from missionplanner.api import Finding, Severity

from .rules import Rule, rules_for
from .tree import Element, Sheet, as_float, as_int, child, children, kinds, local, place, space
from .words import WPMZ

_IN_DOCUMENT = frozenset({"author", "createTime", "updateTime", "missionConfig"})


def check_elements(sheet: Sheet) -> Iterator[Finding]:
    """Yield findings on single elements of one file."""
    yield from _strays(sheet)
    yield from _skeleton(sheet)
    for element in sheet.root.iter():
        for kind in kinds(element):
            for rule in rules_for(kind):
                if rule.file in {"", sheet.kind} and _holds(rule.only, element):
                    yield from _apply(rule, element, sheet)


def _strays(sheet: Sheet) -> Iterator[Finding]:
    document = child(sheet.root, "Document")
    for element in document if document is not None else ():
        name = local(element)
        if space(element).startswith(WPMZ) and name not in _IN_DOCUMENT:
            yield Finding(
                "OSP-111",
                Severity.ERROR,
                sheet.name,
                f"{name} stands directly under Document, where DJI has no such element; such a "
                "file came back from the aircraft as not readable",
            )


def _skeleton(sheet: Sheet) -> Iterator[Finding]:
    document = child(sheet.root, "Document")
    if document is None:
        return
    if child(document, "missionConfig") is None:
        yield Finding("OSP-201", Severity.ERROR, sheet.name, "missionConfig is missing")
    folders = children(document, "Folder")
    if not folders:
        yield Finding("-3", Severity.ERROR, sheet.name, "there is no Folder, so no route")
    if sheet.kind == "template" and len(folders) > 1:
        message = f"there are {len(folders)} templates; DJI writes one"
        yield Finding("OSP-203", Severity.WARNING, sheet.name, message)


def _holds(condition: str, element: Element) -> bool:
    if not condition:
        return True
    name, _, wanted = condition.partition("=")
    found = child(element, name)
    return found is not None and (found.text or "").strip() == wanted


def _apply(rule: Rule, element: Element, sheet: Sheet) -> Iterator[Finding]:
    found = child(element, rule.name)
    if found is None:
        yield from _absent(rule, element, sheet)
        return
    word = (found.text or "").strip()
    complaint = _complaint(rule, word)
    if complaint:
        serious = rule.grade == "error" or "visible" in word.split(",")
        severity = Severity.ERROR if serious else Severity.WARNING
        yield Finding(rule.code, severity, place(found, sheet), f"{rule.name} {complaint}")


def _absent(rule: Rule, element: Element, sheet: Sheet) -> Iterator[Finding]:
    where = place(element, sheet)
    if rule.need == "advised":
        message = f"{rule.name} is missing; DJI's software always writes it"
        yield Finding(rule.missing, Severity.WARNING, where, message)
    elif rule.need == "yes" or ("=" in rule.need and _holds(rule.need, element)):
        why = f" beside {rule.need.replace('=', ' ')}" if "=" in rule.need else ""
        message = f"{rule.name} is missing in {local(element)}, where it is required{why}"
        yield Finding(rule.missing, Severity.ERROR, where, message)


def _complaint(rule: Rule, word: str) -> str:
    if rule.kind in {"int", "float", "bool"}:
        return _number_complaint(rule, word)
    if rule.kind == "words" and word not in rule.words:
        return f"is {word or 'empty'}; known are: {', '.join(sorted(rule.words))}"
    if rule.kind == "list":
        return _list_complaint(rule, word)
    if rule.kind == "triple" and [math.isnan(as_float(w)) for w in word.split(",")] != [False] * 3:
        return f"is {word or 'empty'}, not three numbers: latitude,longitude,height"
    return ""


def _list_complaint(rule: Rule, word: str) -> str:
    named = [w.strip() for w in word.split(",")]
    if "visible" in named:
        return "says visible; DJI spells it visable, and Pilot 2 ignores the other spelling"
    strange = [w for w in named if w not in rule.words]
    return (
        f"holds {strange[0] or 'nothing'}; known are: {', '.join(sorted(rule.words))}"
        if strange
        else ""
    )


def _number_complaint(rule: Rule, word: str) -> str:
    if rule.kind == "bool":
        return "" if word in {"0", "1"} else f"is {word or 'empty'}, not 0 or 1"
    if rule.kind == "int":
        whole = as_int(word)
        number = math.nan if whole is None else float(whole)
    else:
        number = as_float(word)
    if math.isnan(number):
        kind = "whole number" if rule.kind == "int" else "number"
        return f"is {word or 'empty'}, not a {kind}"
    if number <= rule.above:
        return f"is {word}; it must be above {rule.above:g}"
    if not rule.lowest <= number <= rule.highest:
        return f"is {word}; allowed is {rule.lowest:g} to {rule.highest:g}"
    return ""
