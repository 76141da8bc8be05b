"""How radios look and what they are called: a colour each that no two eyes confuse, and a name."""

from PySide6.QtCore import QCoreApplication

from missionplanner.ui.style.theme import tokens

translate = QCoreApplication.translate  # a name that lupdate finds

NONE = "none"
RADIOS = ("wifi", "cellular", "lora")
# Any two differ by 25 and more (CIEDE2000) in protanopia and deuteranopia.
_LIGHT = {"wifi": "#0072B2", "cellular": "#008060", "lora": "#5A1248"}
_DARK = {"wifi": "#56B4E9", "cellular": "#2FD0A0", "lora": "#B65C9E"}


def radio_hue(radio: str) -> str:
    """Return the colour of a radio in the theme in force; no link is grey."""
    return (_DARK if tokens().is_dark else _LIGHT).get(radio, tokens().muted)


def radio_name(radio: str) -> str:
    """Return what people call a radio."""
    names = {"wifi": "Wi-Fi", "cellular": "4G/5G", "lora": "LoRa"}
    return names.get(radio) or translate("Radios", "No link")
