"""How large what is pressed must be: for a mouse, or for a finger."""

from PySide6.QtGui import QInputDevice

FINGER_PX = 40
AUTO, ON, OFF = "auto", "on", "off"
_fingers = [False]


def reach(mouse_px: int) -> int:
    """Return the side of a target, pixels, that is `mouse_px` for a mouse."""
    return max(mouse_px, FINGER_PX) if _fingers[0] else mouse_px


def by_finger() -> bool:
    """Tell whether targets are made for fingers now."""
    return _fingers[0]


def set_reach(wanted: str) -> None:
    """Make targets for fingers: `on`, `off`, or `auto`, where there is a touch screen."""
    _fingers[0] = wanted == ON or (wanted != OFF and has_touch_screen())


def has_touch_screen() -> bool:
    """Tell whether a screen of this machine can be touched."""
    kind = QInputDevice.DeviceType.TouchScreen
    return any(device.type() is kind for device in QInputDevice.devices())
