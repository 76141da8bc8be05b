"""The languages there are, and the one in which this process speaks."""

import locale
import os
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_spoken: Language = "en"
_window = False


def speak(language: Language) -> None:
    """Set the language in which this process speaks; it begins with English."""
    global _spoken
    _spoken = language


def spoken() -> Language:
    """Return the language in which this process speaks."""
    return _spoken


def answer_in_window(yes: bool) -> None:
    """Set whether remedies are told as a window can follow them, not as a command line can."""
    global _window
    _window = yes


def in_window() -> bool:
    """Return whether this process answers in a window."""
    return _window


def known(name: str) -> Language | None:
    """Return the language that 'en', 'zh', 'zh_CN.UTF-8' and the like name; None: no such words."""
    short = name.lower().replace("_", "-").split("-")[0].split(".")[0]
    return next((language for language in LANGUAGES if language == short), None)


def of_locale() -> Language:
    """Return the language of this computer's user; English where it is another."""
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    named = next((name for name in names if name), "") or locale.getlocale()[0] or ""
    # Windows says 'Chinese (Simplified)_China' where others say 'zh_CN'.
    return "zh" if named.startswith("Chinese") else known(named) or "en"
