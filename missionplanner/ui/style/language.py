"""The window's language: English, or Simplified Chinese from `resources/i18n`."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from missionplanner.assets import resources
from missionplanner.errors import PlannerError
from missionplanner.messages.language import Language, speak
from missionplanner.ui.style.fonts import shows_chinese

LANGUAGES = ("en", "zh_CN")
_installed: list[QTranslator] = []


def system_language() -> str:
    """Return the system's language where the window speaks it, else English."""
    return "zh_CN" if QLocale.system().language() is QLocale.Language.Chinese else "en"


def check_letters(name: str) -> None:
    """Raise PlannerError where no font has a language's letters: a window would show none."""
    if name == "zh_CN" and not shows_chinese():
        raise PlannerError("window.no_chinese_font")


def other_language() -> str:
    """Return the name of the language that the window does not speak now.

    Raises
    ------
    PlannerError
        This computer cannot show it.
    """
    name = "en" if short_language() == "zh" else "zh_CN"
    check_letters(name)
    return name


def apply_language(app: QApplication, name: str) -> None:
    """Set the language; windows are to be rebuilt afterwards."""
    for old in _installed:
        app.removeTranslator(old)
    _installed.clear()
    QLocale.setDefault(QLocale(name))
    speak(short_language())  # errors and remarks of the rooms below find their words by it
    if name == "en":
        return
    ours, qts = QTranslator(app), QTranslator(app)
    if ours.load(str(resources() / "i18n" / f"missionplanner_{name}.qm")):
        _install(app, ours)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qts.load(QLocale(name), "qtbase", "_", folder):
        _install(app, qts)


def _install(app: QApplication, translator: QTranslator) -> None:
    app.installTranslator(translator)
    _installed.append(translator)


def short_language() -> Language:
    """Return the window's language as legends and reports name it."""
    return "zh" if QLocale().language() is QLocale.Language.Chinese else "en"
