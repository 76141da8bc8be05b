"""Judgements as people type them: 3, 1/3, 0.333; and as they are shown."""

_SNAP = 0.02
"""Relative; 0.33 is meant as 1/3 and 1 % off, as in `ecology.security.ahp`."""

_LARGEST = 9
MOST = 1e4


def parsed(text: str) -> float | None:
    """Return a judgement above 0, or None; 0.33 is taken as 1/3."""
    top, slash, bottom = text.strip().replace("，", ".").replace(",", ".").partition("/")
    try:
        value = float(top) / float(bottom) if slash else float(top)
    except (ValueError, ZeroDivisionError):
        return None
    if not 1 / MOST <= value <= MOST:
        return None
    return value if slash else snapped(value)


def snapped(value: float) -> float:
    """Return 1/n where a number below 1 is about that, else the number itself."""
    if value >= 1:
        return value
    whole = round(1 / value)
    near = 2 <= whole <= _LARGEST and abs(value * whole - 1) <= _SNAP
    return 1 / whole if near else value


def shown(value: float) -> str:
    """Return a judgement as it is read most easily: 3, 1/3, 2.5."""
    if abs(value - round(value)) < 1e-9:
        return f"{round(value)}"
    back = 1 / value
    if value < 1 and abs(back - round(back)) < 1e-9:
        return f"1/{round(back)}"
    return f"{value:.3g}"
