"""The sentences of a verdict, from one catalogue a language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from missionplanner.assets import resources
from missionplanner.ecology.legends import Language
from missionplanner.ecology.trust.thresholds import SEASON_DAYS
from missionplanner.model.trust import Check, Reason, Trust, Value, Verdict

_NAMED = ("indicator", "indicators", "where")
"""Values that are keys of the catalogue's names; others stand as they are."""


def reason(code: str, verdict: Verdict, **values: Value) -> Reason:
    """Return a reason with its English sentence."""
    bare = Reason(code=code, verdict=verdict, values=values)
    return bare.model_copy(update={"text": sentence(bare, "en")})


def sentence(told: Reason, language: Language) -> str:
    """Return the sentence of a reason; one that the catalogue does not know keeps its English."""
    table = catalogue(language)
    template = table["reasons"].get(told.code)
    if template is None:
        return told.text
    values = {key: _said(key, value, table["names"]) for key, value in told.values.items()}
    line = str(template).format(**values)
    return line + str(table["also"]["dates"]).format(**values) if "also" in values else line


def title(verdict: Verdict, language: Language) -> str:
    """Return the verdict as a heading."""
    return str(catalogue(language)["verdict"][verdict.value])


def short(verdict: Verdict, language: Language) -> str:
    """Return the verdict in a word or two."""
    return str(catalogue(language)["short"][verdict.value])


def follows(verdict: Verdict, language: Language) -> str:
    """Return what the verdict asks of a reader."""
    return str(catalogue(language)["follows"][verdict.value])


def check_name(check: Check, language: Language) -> str:
    """Return what a check looked at."""
    return str(catalogue(language)["checks"][check.code]).format(window=SEASON_DAYS)


def spoken(trust: Trust, language: Language) -> tuple[str, ...]:
    """Return the sentences of all reasons, heaviest first."""
    return tuple(sentence(one, language) for one in trust.reasons)


@cache
def catalogue(language: Language) -> Mapping[str, Any]:
    """Return all sentences of a language."""
    path = resources() / "ecology" / f"trust.{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _said(key: str, value: Value, names: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return ", ".join(str(names.get(one, one)) for one in value)
    return names.get(str(value), value) if key in _NAMED else value
