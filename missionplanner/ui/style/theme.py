"""The theme in force, the palette and the style sheet made from it."""

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from missionplanner.assets import resources
from missionplanner.ui.style.reach import by_finger
from missionplanner.ui.style.tokens import DARK, LIGHT, Tokens

_THEMES = {"light": LIGHT, "dark": DARK}
_in_force = [LIGHT]


def tokens() -> Tokens:
    """Return the tokens of the theme in force; widgets read them when they are made."""
    return _in_force[0]


def apply_theme(app: QApplication, name: str) -> None:
    """Set the theme: palette and style sheet. Windows are to be rebuilt afterwards."""
    _in_force[0] = _THEMES.get(name, LIGHT)
    app.setPalette(_palette(tokens()))
    app.setStyleSheet(style_sheet(tokens()))


def style_sheet(theme: Tokens) -> str:
    """Return the style sheet with a theme's colours put in."""
    folder = resources() / "styles"
    text = (folder / "window.qss").read_text("utf-8")
    if by_finger():
        text += (folder / "fingers.qss").read_text("utf-8")
    paths = {
        "arrow": (folder / f"caret-{theme.name}.svg").as_posix(),
        "tick": (folder / "tick.svg").as_posix(),
    }
    return Template(text).substitute(asdict(theme), **paths)


def colour(value: str, alpha: int = 255) -> QColor:
    """Return a colour with an alpha of 0 to 255."""
    result = QColor(value)
    result.setAlpha(alpha)
    return result


def _palette(theme: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for part, value in (
        (role.Window, theme.chrome),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Button, theme.raised),
        (role.Text, theme.text),
        (role.WindowText, theme.text),
        (role.ButtonText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.Link, theme.link),
    ):
        palette.setColor(part, QColor(value))
    for part in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, colour(theme.text, 115))
    return palette
