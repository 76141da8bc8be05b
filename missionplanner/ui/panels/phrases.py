"""Words that come from rooms without translations: progress phrases, reasons, notes.

They are written in English where they arise; here they are looked up as a whole, or by a pattern
whose numbers and names are carried over. What is not known stays English.
"""

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from missionplanner.aircraft.catalogue import sensor, sensor_keys
from missionplanner.ui.panels.known_phrases import PHRASES

_CONTEXT = "phrases"


def phrase(english: str) -> str:
    """Return a phrase in the window's language."""
    for pattern, source in _patterns():
        if match := pattern.fullmatch(english):
            translated = QCoreApplication.translate(_CONTEXT, source)
            return translated.format(*match.groups()) if match.groups() else translated
    return english


def step_phrase(english: str) -> str:
    """Return a progress phrase; a sensor's key before a colon becomes its name."""
    key, colon, rest = english.partition(": ")
    if not colon or key not in sensor_keys():
        told = phrase(english)
        return told[:1].upper() + told[1:]
    return phrase(f"{sensor(key).name}: {rest}")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_pattern(source)), source) for source in PHRASES)


def _pattern(source: str) -> str:
    parts = re.split(r"\{\d\}", source)
    return "(.+?)".join(re.escape(part) for part in parts)
