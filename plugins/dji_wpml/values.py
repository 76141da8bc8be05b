"""What is wrong with a single value."""

import math
from functools import lru_cache

from missionplanner.api import Message, message

from .schema import Rule
from .tree import Node, as_float, as_int, short

_EMPTY = message("dji_wpml.value.empty")
_NUMBERS = frozenset({"int", "float", "bool"})


def complaint(rule: Rule, node: Node) -> Message | None:
    """Return what is wrong with what an element holds, None where it is as it must be."""
    # Nearly every number of a route is sound.
    if rule.kind == "float" and rule.above < node.value and _within(rule, node.value):
        return None
    if rule.kind in _NUMBERS:
        return _number(rule, node.text.strip())
    if rule.kind == "place" and not math.isnan(sum(node.place)):
        return None
    return _worded(rule, node.text, node.text.strip())


def _within(rule: Rule, number: float) -> bool:
    return rule.lowest <= number <= rule.highest


@lru_cache(maxsize=1 << 12)
def _worded(rule: Rule, text: str, word: str) -> Message | None:
    if rule.kind == "name" and text != word:
        return message("dji_wpml.value.blanks_around", word=short(word))
    if rule.kind == "words" and text not in rule.words:
        if word in rule.words:
            return message("dji_wpml.value.blanks_around", word=word)
        return message(
            "dji_wpml.value.unknown_word", word=short(word) or _EMPTY, words=sorted(rule.words)
        )
    if rule.kind == "list":
        return _list(rule, text)
    if rule.kind == "triple" and any(math.isnan(as_float(w)) for w in _three(word)):
        return message("dji_wpml.value.no_triple", word=short(word) or _EMPTY)
    if rule.kind == "place":
        return message("dji_wpml.value.no_place", word=short(word) or _EMPTY)
    return None


def _three(word: str) -> list[str]:
    parts = [part.strip() for part in word.split(",")]
    return parts if len(parts) == 3 else ["no number"]


def _list(rule: Rule, text: str) -> Message | None:
    named = text.split(",")
    if "visible" in [w.strip() for w in named]:
        return message("dji_wpml.value.visible")
    strange = [w for w in named if w not in rule.words]
    if strange:
        return message(
            "dji_wpml.value.unknown_part",
            strange=short(strange[0]) or message("dji_wpml.nothing"),
            words=sorted(rule.words),
        )
    return message("dji_wpml.value.lens_twice") if len(set(named)) < len(named) else None


def _number(rule: Rule, word: str) -> Message | None:
    if rule.kind == "bool":
        flag = word in {"0", "1"}
        return None if flag else message("dji_wpml.value.no_flag", word=short(word) or _EMPTY)
    whole = as_int(word)
    number = as_float(word) if rule.kind == "float" or whole is not None else math.nan
    if math.isnan(number):
        kind = message("dji_wpml.value.finite")
        if rule.kind == "int":
            kind = message("dji_wpml.value.whole")
        return message("dji_wpml.value.no_number", word=short(word) or _EMPTY, kind=kind)
    if number <= rule.above:
        return message("dji_wpml.value.not_above", word=short(word), above=rule.above)
    if not _within(rule, number):
        return message(
            "dji_wpml.value.out_of_range",
            word=short(word),
            lowest=rule.lowest,
            highest=rule.highest,
        )
    return None
