"""Inter, shipped with the program; Chinese from the system."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from missionplanner.assets import resources

_CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
_families = ["sans-serif"]


def load_fonts(app: QApplication) -> None:
    """Add the shipped font and make it, with a Chinese one behind it, the program's."""
    added: list[str] = []
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        added += [f for f in QFontDatabase.applicationFontFamilies(number) if f not in added]
    known = set(QFontDatabase.families())
    _families[:] = added + [name for name in _CHINESE if name in known] + [app.font().family()]
    app.setFont(font(12))


def shows_chinese() -> bool:
    """Tell whether this computer has a font with Chinese letters: the program brings none."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def font(pixels: int, weight: int = 400) -> QFont:
    """Return the program's font, with figures of one width so that columns line up."""
    return QFont(_made(pixels, weight, tuple(_families)))  # whoever asks may change it


@lru_cache
def _made(pixels: int, weight: int, families: tuple[str, ...]) -> QFont:
    result = QFont()
    result.setFamilies(families)
    result.setPixelSize(pixels)
    result.setWeight(QFont.Weight(weight))
    result.setFeature(QFont.Tag("tnum"), 1)
    return result
