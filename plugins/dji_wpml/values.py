"""What is wrong with a single value."""

import math
from functools import lru_cache

from .schema import Rule
from .tree import as_float, as_int, as_place, short


@lru_cache(maxsize=1 << 14)
def complaint(rule: Rule, text: str) -> str:
    """Return what is wrong with an element's text, empty where it is as it must be."""
    word = text.strip()
    if rule.kind in {"int", "float", "bool"}:
        return _number(rule, word)
    if rule.kind == "name" and text != word:
        return f"is {short(word)} with blanks around it, which readers of DJI do not strip"
    if rule.kind == "words" and text not in rule.words:
        if word in rule.words:
            return f"is {word} with blanks around it, which readers of DJI do not strip"
        return f"is {short(word) or 'empty'}; known are: {', '.join(sorted(rule.words))}"
    if rule.kind == "list":
        return _list(rule, text)
    if rule.kind == "triple" and any(math.isnan(as_float(w)) for w in _three(word)):
        return f"is {short(word) or 'empty'}, not three numbers: latitude,longitude,height"
    if rule.kind == "place" and math.isnan(sum(as_place(word))):
        return f"is {short(word) or 'empty'}, not longitude,latitude in degrees"
    return ""


def _three(word: str) -> list[str]:
    parts = [part.strip() for part in word.split(",")]
    return parts if len(parts) == 3 else ["no number"]


def _list(rule: Rule, text: str) -> str:
    named = text.split(",")
    if "visible" in [w.strip() for w in named]:
        return "says visible; DJI spells it visable, and Pilot 2 ignores the other spelling"
    strange = [w for w in named if w not in rule.words]
    if strange:
        return f"holds {short(strange[0]) or 'nothing'}; known are: {', '.join(sorted(rule.words))}"
    return "names a lens twice" if len(set(named)) < len(named) else ""


def _number(rule: Rule, word: str) -> str:
    if rule.kind == "bool":
        return "" if word in {"0", "1"} else f"is {short(word) or 'empty'}, not 0 or 1"
    whole = as_int(word)
    number = as_float(word) if rule.kind == "float" or whole is not None else math.nan
    if math.isnan(number):
        kind = "whole number" if rule.kind == "int" else "finite number"
        return f"is {short(word) or 'empty'}, not a {kind}"
    if number <= rule.above:
        return f"is {short(word)}; it must be above {rule.above:g}"
    if not rule.lowest <= number <= rule.highest:
        return f"is {short(word)}; allowed is {rule.lowest:g} to {rule.highest:g}"
    return ""
