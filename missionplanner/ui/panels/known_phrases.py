"""The phrases themselves, where lupdate finds them; {0} stands for a number or a name."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

_KNOWN = (
    QT_TRANSLATE_NOOP("phrases", "Reading terrain"),
    QT_TRANSLATE_NOOP("phrases", "Reading airspace"),
    QT_TRANSLATE_NOOP("phrases", "Site read"),
    QT_TRANSLATE_NOOP("phrases", "Reading area and threats"),
    QT_TRANSLATE_NOOP("phrases", "Plan saved"),
    QT_TRANSLATE_NOOP("phrases", "Verified"),
    QT_TRANSLATE_NOOP("phrases", "Writing tables"),
    QT_TRANSLATE_NOOP("phrases", "Tables written"),
    QT_TRANSLATE_NOOP("phrases", "Missions written"),
    QT_TRANSLATE_NOOP("phrases", "Writing {0}"),
)
PHRASES = tuple(str(words) for words in _KNOWN)
