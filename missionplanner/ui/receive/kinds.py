"""What may be said of photos, in the window's words: kinds, flaws, marks."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from missionplanner.messages.catalogue import sentence
from missionplanner.model.survey_state import PhotoEntry, SensorState, SurveyState
from missionplanner.ui.widgets.numbers import number

translate = QCoreApplication.translate  # a name that lupdate finds

ANNOUNCED, STRAY, FLAWED = "announced", "stray", "flawed"
_KILO, _MEGA = 1000.0, 1e6
GAP_SIGN = "G"
"""Stands before the number of a flight that closes a gap: sorties of the plan have numbers too."""


def flaw_words(flaw: str) -> str:
    """Return a flaw in a word or two."""
    words: dict[str, Callable[[], str]] = {
        "elsewhere": lambda: translate("PhotoKinds", "Another place"),
        "no-height": lambda: translate("PhotoKinds", "No height"),
        "blurred": lambda: translate("PhotoKinds", "Blurred"),
        "exposure": lambda: translate("PhotoKinds", "Badly exposed"),
        "duplicate": lambda: translate("PhotoKinds", "Duplicate"),
        "horizon": lambda: translate("PhotoKinds", "Horizon in it"),
        "height": lambda: translate("PhotoKinds", "Wrong height"),
        "clock": lambda: translate("PhotoKinds", "Clock off"),
        ANNOUNCED: lambda: translate("PhotoKinds", "Announced"),
        STRAY: lambda: translate("PhotoKinds", "Not used"),
        FLAWED: lambda: translate("PhotoKinds", "Something wrong"),
        "": lambda: translate("PhotoKinds", "All photos"),
    }
    return words[flaw]() if flaw in words else flaw


def flaw_glyph(flaw: str) -> tuple[str, str]:
    """Return the icon of a flaw, and the token of its colour."""
    return {
        "exposure": ("sun", "warn"),
        "duplicate": ("copy", "muted"),
        "horizon": ("sun-horizon", "muted"),
        "clock": ("clock", "warn"),
        "height": ("arrows-down-up", "warn"),
        "elsewhere": ("map-pin", "error"),
        ANNOUNCED: ("clock", "link"),
        STRAY: ("x", "error"),
    }.get(flaw, ("warning", "warn"))


def state_of(entry: PhotoEntry) -> tuple[str, str, str]:
    """Return icon, token of the colour, and words of where a photo stands."""
    if entry.trouble is not None:
        return *flaw_glyph(STRAY), flaw_words(STRAY)
    if entry.announced:
        return *flaw_glyph(ANNOUNCED), flaw_words(ANNOUNCED)
    if entry.flaws:
        return *flaw_glyph(entry.flaws[0]), flaw_words(entry.flaws[0])
    return "check-circle", "ok", translate("PhotoKinds", "Good")


def more_of(entry: PhotoEntry) -> str:
    """Return when a photo was taken, and how large its file is; or why it cannot be used."""
    if entry.trouble is not None:
        return sentence(entry.trouble)
    parts = [entry.taken.strftime("%H:%M:%S")] if entry.taken else []
    if len(entry.flaws) > 1:
        parts += [flaw_words(flaw) for flaw in entry.flaws[1:]]
    return " · ".join((*parts, size_words(entry.size_bytes)))


def size_words(octets: int) -> str:
    """Return the size of a file."""
    if octets >= _MEGA:
        return f"{number(octets / _MEGA, 1)} MB"
    return f"{number(octets / _KILO, 1)} KB"


def listed(state: SurveyState, sensor: SensorState | None, kind: str) -> list[PhotoEntry]:
    """Return the photos of a kind, latest first; the empty kind is all of them."""
    entries = sensor.entries if sensor else ()
    if kind == STRAY:
        return list(state.strays)
    if kind == ANNOUNCED:
        return [entry for entry in entries if entry.announced]
    if kind == FLAWED:
        return [*(entry for entry in entries if entry.flaws), *state.strays]
    if kind:
        return [entry for entry in entries if kind in entry.flaws]
    return [*entries, *state.strays]


def kinds_there(state: SurveyState, sensor: SensorState | None) -> dict[str, int]:
    """Return how many photos there are of each kind that can be listed apart."""
    entries = sensor.entries if sensor else ()
    counts: dict[str, int] = {}
    for entry in entries:
        for kind in (ANNOUNCED,) if entry.announced else entry.flaws:
            counts[kind] = counts.get(kind, 0) + 1
    if state.strays:
        counts[STRAY] = len(state.strays)
    return counts
